import { Scheduler } from "@/components/scheduler";

export default function Page() {
  return <Scheduler />;
}
