export default async function Result({ params }) {
  return <h1>Your result {(await params).id}</h1>;
}
