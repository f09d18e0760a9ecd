import { followStragglers } from "../live/follow-stragglers.ts";
import { keepSeries } from "../series/keep-series.ts";
import { onceLoaded } from "../ui/once-loaded.ts";
import { followRemote } from "./follow-remote.ts";
import type { PageModel } from "./page-model.ts";

/** What an open page does by itself, and nobody waits for: it begins when the page shows. @returns stops it. */
export function followPage(model: PageModel): () => void {
  const privately = onceLoaded(
    () => import("../notebook/show-private-parts.tsx"),
    ({ showPrivateParts }) => showPrivateParts(model),
  );
  const stops = [followRemote(model), keepSeries(model), followStragglers(model), privately];
  return () => {
    for (const stop of stops) stop();
  };
}
