export const order=r=>`Ordered ${r}`;document.title=order("hba1c");
//# sourceMappingURL=labs.js.map
