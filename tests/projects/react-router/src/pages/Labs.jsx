export function Labs() {
  return <h1>Your lab results</h1>;
}
