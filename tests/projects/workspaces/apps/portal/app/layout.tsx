import { boot } from "@acme/analytics";

export default function Layout({ children }) {
  boot();
  return <html><body>{children}</body></html>;
}
