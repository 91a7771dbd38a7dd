declare const ttq: { track(name: string): void };
export const seen = () => ttq.track("ViewContent");
