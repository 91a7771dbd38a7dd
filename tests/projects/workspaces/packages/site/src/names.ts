export const name = "Account";
