export default function Private() {
  return null;
}
