declare const fbq: (...parts: unknown[]) => void;

/** Tells our "partners" — 🏥 what a patient does. */
export function start(pixel: string): void { /* 🏥 */ fbq("init", pixel); }

export function booked(doctor: string): void {
  fbq("track", "Schedule", { doctor });
}
