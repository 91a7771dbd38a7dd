import Script from 'next/script';

export default function Portal({ children, side }) {
  return (
    <>
      <Script src="https://www.googletagmanager.com/gtag/js?id=G-PORTAL0001" />
      <main>{children}</main>
      <aside>{side}</aside>
    </>
  );
}
