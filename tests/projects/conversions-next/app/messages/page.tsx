"use client";

export default function Page() {
  return <button onClick={() => fetch("/api/messages", { method: "POST", body: "Hello" })}>Send</button>;
}
