export default function Messages() {
  return <h1>Your messages</h1>;
}
