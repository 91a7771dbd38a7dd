export const PIXEL = "1234567890123456";
export const PLAIN = "plain";
