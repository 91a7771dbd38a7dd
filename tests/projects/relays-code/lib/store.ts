export async function save(visit) {
  return visit;
}
