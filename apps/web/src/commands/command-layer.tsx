import { signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { deliverWaiting } from "../capture/deliver.ts";
import { atRest } from "../ui/at-rest.ts";
import type { CommandWorld } from "./command-world.ts";
import { registerCommands } from "./commands.ts";
import { currentPage } from "./current-page.ts";
import { globalCommands } from "./global-commands.ts";
import { listenForKeys } from "./listen-for-keys.ts";
import { overlay } from "./overlay.ts";
import { pageCommands } from "./page-commands.ts";
import { nameSteps } from "./undo-own.ts";

/** Keys and overlays for the whole app; drawn once, beside whatever screen shows. */
export function CommandLayer({ world }: { world: CommandWorld }) {
  useEffect(() => {
    const stops = [
      registerCommands([...globalCommands(world.go), ...pageCommands(world)]),
      listenForKeys(document),
      currentPage.subscribe(followUndo()),
    ];
    void atRest().then(() => {
      void loadOverlays();
      void deliverWaiting(world.openPage);
    });
    const onOnline = () => void deliverWaiting(world.openPage);
    window.addEventListener("online", onOnline);
    return () => {
      window.removeEventListener("online", onOnline);
      for (const stop of stops) stop();
    };
  }, [world]);

  const shown = overlay.value;
  const Overlays = overlays.value;
  if (shown && !Overlays) void loadOverlays();
  return shown && Overlays ? <Overlays world={world} /> : null;
}

// The palette must open within a tenth of a second, yet the first screen must not wait for it.
const overlays = signal<ComponentType<{ world: CommandWorld }> | null>(null);

async function loadOverlays(): Promise<void> {
  const module = await import("./overlays.tsx");
  overlays.value = module.Overlays;
}

function followUndo(): (page: typeof currentPage.value) => void {
  let stop = () => {};
  return (page) => {
    stop();
    stop = page ? nameSteps(page.undo) : () => {};
  };
}
