"use client";

import { opened } from "../../lib/events";

export default function Page() {
  return <button onClick={() => opened("Order Opened")}>Open</button>;
}
