"use client";
import { report } from "@/lib/report";

export function Scheduler() {
  const book = (event) => {
    event.preventDefault();
    report("Schedule", document.getElementById("provider").value);
  };
  return (
    <form onSubmit={book}>
      <select id="provider" name="provider" />
      <button>Book</button>
    </form>
  );
}
