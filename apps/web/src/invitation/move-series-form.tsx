import type { Meeting } from "@candor/core/meeting/meeting.ts";
import { usePage } from "../page/page-context.ts";
import { AnotherTimeForm } from "../series/another-time-form.tsx";
import { moveSeries } from "./take-counter.ts";
import { texts } from "./texts.ts";

/** Moves the next meeting and all after it. */
export function MoveSeries({ meeting }: { meeting: Meeting }) {
  const model = usePage();
  if (!model.canEdit.value) return null;
  return (
    <AnotherTimeForm meeting={meeting} texts={texts.fromNowOn} onMove={(start) => moveSeries(model, meeting, start)} />
  );
}
