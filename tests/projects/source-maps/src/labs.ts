export const order = (test: string): string => `Ordered ${test}`;
document.title = order("hba1c");
