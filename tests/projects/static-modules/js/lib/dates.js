export const day = value => value.slice(0, 10);
