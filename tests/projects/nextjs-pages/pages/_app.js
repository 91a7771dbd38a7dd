import Script from 'next/script';
import '../styles.css';

export default function App({ Component, pageProps }) {
  return (
    <>
      <Script src="https://static.hotjar.com/c/hotjar-1234567.js?sv=6" />
      <Component {...pageProps} />
    </>
  );
}
