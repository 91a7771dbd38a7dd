export interface Tracking {
  name: string;
}

export function useTracking() {
  return (event: Tracking) => window.gtag?.("event", event.name, { send_to: "G-ABCDEF1234" });
}
