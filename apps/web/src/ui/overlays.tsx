import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { atRest } from "./at-rest.ts";
import { LiveRegion } from "./live-region.tsx";
import { openedMenu } from "./menu.tsx";
import { toasts } from "./toasts.ts";

/** Everything that floats over any screen. What draws menus and toasts is fetched when the page is at rest. */
export function Overlays() {
  const [Hosts, setHosts] = useState<ComponentType | null>(null);
  const wanted = openedMenu.value !== null || toasts.value.length > 0;
  useEffect(() => {
    if (Hosts) return;
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const load = () =>
      import("./overlay-hosts.tsx").then(
        (module) => setHosts(() => module.OverlayHosts),
        () => {
          // Without a network just now, and nothing kept on this device.
          if (!isOver) timer = setTimeout(load, RETRY_MILLISECONDS);
        },
      );
    if (wanted) void load();
    else
      void atRest().then(() => {
        if (!isOver) timer = setTimeout(load, IDLE_MILLISECONDS);
      });
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [wanted, Hosts]);
  return (
    <>
      {Hosts && <Hosts />}
      <LiveRegion />
    </>
  );
}

const IDLE_MILLISECONDS = 2_000;
const RETRY_MILLISECONDS = 5_000;
