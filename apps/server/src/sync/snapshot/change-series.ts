import { setSeriesTimes, takeBackSeries } from "@candor/document/meeting/set-series.ts";
import * as Y from "yjs";
import { buildPage, type Unsound } from "./build-page.ts";
import type { LoggedPage, SeriesChange, SeriesChanged } from "./snapshot-messages.ts";

/** What gives a page's series other times, as an edit of a client that nobody else is. */
export function changeSeries(
  page: LoggedPage,
  change: SeriesChange,
  clientId: number,
): { type: "series"; changed: SeriesChanged; update: Uint8Array | null } | Unsound {
  const built = buildPage(page);
  if (built.type === "unsound") return built;
  const { doc } = built;
  doc.clientID = clientId;
  const before = Y.snapshot(doc);
  const known = Y.encodeStateVector(doc);
  const changed: SeriesChanged =
    change.type === "set"
      ? setSeriesTimes(doc, change.times)
      : { type: "taken back", ...takeBackSeries(doc, change.steps, change.dropped) };
  const isSame = Y.equalSnapshots(before, Y.snapshot(doc));
  const update = isSame ? null : Y.encodeStateAsUpdate(doc, known);
  doc.destroy();
  return { type: "series", changed, update };
}
