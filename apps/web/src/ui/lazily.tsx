import { signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";

type Loading<P> = { type: "waiting" } | { type: "here"; Screen: ComponentType<P> } | { type: "failed" };

/**
 * A component whose code is fetched when it is first drawn. Until then nothing shows: on a warm start the code is on
 * this device, and a spinner would only flash.
 *
 * @param Failed shows where the code could not be fetched, if anything; it is tried again once there is a network.
 */
export function lazily<P extends object>(
  load: () => Promise<ComponentType<P>>,
  Failed: ComponentType<{ onRetry: () => void }> = () => null,
): ComponentType<P> {
  const state = signal<Loading<P>>({ type: "waiting" });
  let isLoading = false;
  const begin = () => {
    if (isLoading || state.peek().type === "here") return;
    isLoading = true;
    load()
      .then(
        (Screen) => {
          state.value = { type: "here", Screen };
        },
        () => {
          state.value = { type: "failed" };
        },
      )
      .finally(() => {
        isLoading = false;
      });
  };
  return function Lazy(props: P) {
    useEffect(() => {
      begin();
      addEventListener("online", begin);
      return () => removeEventListener("online", begin);
    }, []);
    const now = state.value;
    if (now.type === "here") return <now.Screen {...props} />;
    return now.type === "failed" ? <Failed onRetry={begin} /> : null;
  };
}
