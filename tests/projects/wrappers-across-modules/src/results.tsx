import { useTracking } from "./useTracking";

export function Result() {
  const { pressed } = useTracking();
  return <button onClick={() => pressed("hba1c")}>HbA1c</button>;
}
