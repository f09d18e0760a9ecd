import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { LiveRegion } from "./live-region.tsx";
import { openedMenu } from "./menu.tsx";
import { toasts } from "./toasts.ts";

/** Everything that floats over any screen. What draws menus and toasts is fetched when the page is at rest. */
export function Overlays() {
  const [Hosts, setHosts] = useState<ComponentType | null>(null);
  const wanted = openedMenu.value !== null || toasts.value.length > 0;
  useEffect(() => {
    if (Hosts) return;
    const load = () => import("./overlay-hosts.tsx").then((module) => setHosts(() => module.OverlayHosts));
    if (wanted) {
      void load();
      return;
    }
    const timer = setTimeout(load, IDLE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [wanted, Hosts]);
  return (
    <>
      {Hosts && <Hosts />}
      <LiveRegion />
    </>
  );
}

const IDLE_MILLISECONDS = 2_000;
