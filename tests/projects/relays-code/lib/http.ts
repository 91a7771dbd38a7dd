export const post = (path: string, body: unknown) =>
  fetch(`/events${path}`, { method: "POST", body: JSON.stringify(body) });
