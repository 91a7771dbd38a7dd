"use client";

export default function Page() {
  const open = () => fetch("/app/save", { method: "POST", body: JSON.stringify({ event: "Result Opened" }) });
  return <button onClick={open}>Open</button>;
}
