import { useEffect } from "preact/hooks";

const LOOK_AGAIN_MILLISECONDS = 15_000;

/** While the server cannot be reached: tries again by itself, once the network is back or one looks again, and now and then. */
export function useComeBack(isAway: boolean, again: () => void): void {
  useEffect(() => {
    if (!isAway) return;
    const onShown = () => document.visibilityState === "visible" && again();
    addEventListener("online", again);
    document.addEventListener("visibilitychange", onShown);
    const timer = setInterval(onShown, LOOK_AGAIN_MILLISECONDS);
    return () => {
      removeEventListener("online", again);
      document.removeEventListener("visibilitychange", onShown);
      clearInterval(timer);
    };
  }, [isAway]);
}
