import { HandoffScreen } from "../handoff/handoff-screen.tsx";
import { SkipLevelsScreen } from "../skip/skip-levels-screen.tsx";
import { AloneScreen } from "./alone-screen.tsx";
import { PortraitScreen } from "./portrait-screen.tsx";
import { PortraitsScreen } from "./portraits-screen.tsx";
import { RhythmScreen } from "./rhythm-screen.tsx";
import { TogetherScreen } from "./together-screen.tsx";

/** How often to meet and what people tell of themselves, by the address. */
export function RhythmScreens({ part, pairId }: { part: string; pairId: string }) {
  if (part === "portrait") return <PortraitScreen />;
  if (part === "portraits") return <PortraitsScreen />;
  if (part === "skip-levels") return <SkipLevelsScreen />;
  if (part === "handoff") return <HandoffScreen key={pairId} edge={pairId} />;
  if (part === "alone") return <AloneScreen />;
  return part === "together" ? <TogetherScreen key={pairId} pairId={pairId} /> : <RhythmScreen />;
}
