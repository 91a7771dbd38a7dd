const form = document.querySelector("form");

form?.addEventListener("submit", async () => {
  const { track } = await import("measure");
  track("Refill");
});
