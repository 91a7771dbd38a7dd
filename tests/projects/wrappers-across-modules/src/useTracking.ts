import { useCallback } from "react";
import { report } from "./lib";

export function useTracking() {
  const pressed = useCallback((button: string) => report(`Pressed ${button}`), []);
  return { pressed };
}
