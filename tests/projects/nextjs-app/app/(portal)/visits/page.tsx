export default function Visits() {
  return <h1>Your visits</h1>;
}
