const ENDPOINT = "/api/events";

export function report(event: string, doctor: string) {
  return fetch(ENDPOINT, { method: "POST", body: JSON.stringify({ event, doctor }) });
}
