import { seen } from "@acme/site";

export default function Campaign() {
  return <button onClick={seen}>Book</button>;
}
