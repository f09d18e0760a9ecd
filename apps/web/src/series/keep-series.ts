import { planMissing } from "@candor/document/meeting/plan-missing.ts";
import { sayTimeZone } from "@candor/document/page/begin-page.ts";
import { effect } from "@preact/signals";
import type { PageModel } from "../page/page-model.ts";
import { deviceTimeZone } from "../ui/clock.ts";
import { closeForgotten } from "./close-forgotten.ts";
import { zoneOf } from "./say-time.ts";

/** What a page that is open does for its series by itself. @returns stops it. */
export function keepSeries(model: PageModel): () => void {
  const stops = [closeForgotten(model), sayWhereIAm(model), keepOnePlanned(model)];
  return () => {
    for (const stop of stops) stop();
  };
}

/** Says once where I am, as this device has it, so that times suit both. What I chose myself stays. */
function sayWhereIAm(model: PageModel): () => void {
  const { handle, me } = model;
  return effect(() => {
    // Only with what the server knows: a second device of mine may have said it already.
    if (!handle.isCurrent.value || !model.canEdit.value) return;
    if (zoneOf(model.settings.value, me) !== null) return;
    queueMicrotask(() => sayTimeZone(handle.doc, me, deviceTimeZone));
  });
}

/** There is always a next meeting, also where each of the two ended another one at once. */
function keepOnePlanned(model: PageModel): () => void {
  return effect(() => {
    if (model.nextMeetingId.value !== null || !model.canEdit.value) return;
    queueMicrotask(() => planMissing(model.handle.doc, Temporal.Now.instant()));
  });
}
