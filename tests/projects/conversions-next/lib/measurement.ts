import "server-only";

export async function seen(name: string) {
  await fetch("https://www.google-analytics.com/mp/collect?measurement_id=G-ABCDEF1234&api_secret=secret", {
    method: "POST",
    body: JSON.stringify({ client_id: "1", events: [{ name }] }),
  });
}
