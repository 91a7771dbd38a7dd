export function render(root) {
  root.innerHTML = `<form><label>To <input name="provider"></label><label>Subject <input name="subject"></label>
    <label>Message <textarea name="body"></textarea></label><button>Send</button></form>`;
  root.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    fetch("/api/messages", { method: "POST", body: new FormData(event.target) });
  });
}
