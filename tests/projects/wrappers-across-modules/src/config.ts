export const IDS = { meta: "1234567890123456" } as const;
export enum Events {
  Booked = "Schedule",
  Paid = "Purchase",
}
