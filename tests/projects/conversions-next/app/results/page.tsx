import { seen } from "@/lib/measurement";

export default async function Page() {
  await seen("lab result opened");
  return <h1>Your results</h1>;
}
