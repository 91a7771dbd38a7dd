export default (notify: (name: string) => void): void => {
  document.querySelector("#send")!.addEventListener("click", () => notify("MessageSent"));
};
