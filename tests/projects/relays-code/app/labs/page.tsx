"use client";

export default function Page() {
  const open = () => fetch("/api/track", { method: "POST", body: JSON.stringify({ event: "Result Opened" }) });
  return <button onClick={open}>Open</button>;
}
