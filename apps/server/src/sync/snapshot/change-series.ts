import { setSeriesTimes, takeBackSeries } from "@candor/document/meeting/set-series.ts";
import type { Unsound } from "./build-page.ts";
import type { LoggedPage } from "./logged-page.ts";
import type { SeriesChange, SeriesChanged } from "./snapshot-messages.ts";
import { writeAsNobody } from "./write-as-nobody.ts";

/** What gives a page's series other times, as an edit of a client that nobody else is. */
export function changeSeries(
  page: LoggedPage,
  change: SeriesChange,
  clientId: number,
): { type: "series"; changed: SeriesChanged; update: Uint8Array | null } | Unsound {
  const written = writeAsNobody(
    page,
    clientId,
    (doc): SeriesChanged =>
      change.type === "set"
        ? setSeriesTimes(doc, change.times)
        : { type: "taken back", ...takeBackSeries(doc, change.steps, change.dropped) },
  );
  return written.type === "unsound" ? written : { ...written, type: "series" };
}
