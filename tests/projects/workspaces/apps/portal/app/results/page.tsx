import { lead } from "@acme/analytics/pixel";

export default function Results() {
  return <button onClick={lead}>Ask</button>;
}
