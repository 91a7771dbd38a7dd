declare const fbq: (...all: unknown[]) => void;
export const lead = () => fbq("track", "Lead");
