export const seen = () => {};
