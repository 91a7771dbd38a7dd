import { IDS } from "../config";

declare const fbq: (...parts: unknown[]) => void;
declare const gtag: (...parts: unknown[]) => void;

export function start(): void {
  fbq("init", IDS.meta);
  gtag("config", import.meta.env.VITE_GA_ID);
}

export function track(name: string, properties: object = {}): void {
  fbq("trackCustom", name, { ...properties, page: location.pathname });
}

class Analytics {
  event(name: string, { label }: { label?: string } = {}): void {
    gtag("event", name, { event_label: label });
  }
}

export default new Analytics();
