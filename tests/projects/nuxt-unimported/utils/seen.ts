declare const ttq: { track(name: string): void };
export function seen(what: string) {
  ttq.track("ViewContent");
}
