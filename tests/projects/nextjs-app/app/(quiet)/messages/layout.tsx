export default function Quiet({ children }) {
  return <main>{children}</main>;
}
