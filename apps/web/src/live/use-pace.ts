import { judgePace, type Pace } from "@candor/core/meeting/judge-pace.ts";
import { useComputed } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { usePage } from "../page/page-context.ts";
import { sameFlat, stable } from "../page/stable-signal.ts";
import type { LiveSession } from "./live-session.ts";

/** How the two are doing for time, at the topic that is on. */
export function usePace(live: LiveSession) {
  const model = usePage();
  const pace = useComputed(() => {
    const { step } = live.pointer.value;
    const on = step === "topics" ? live.topicId.value : null;
    // Backups wait for nothing: they are there for when time is left.
    const counted = live.topics.value.filter(({ kind, id }) => kind !== "backup" || id === on);
    const topic = counted.find(({ id }) => id === on);
    return judgePace({
      elapsed: live.elapsed.value,
      minutes: model.meeting(live.meetingId).value?.minutes ?? model.settings.value.minutes,
      topic: topic ? { spent: live.spent.value, minutes: topic.minutes } : null,
      topics: counted.length,
      waiting: counted.filter(({ id, state }) => id !== on && state === "open").length,
    });
  });
  return useMemo(() => stable<Pace>(() => pace.value, samePace), [pace]);
}

function samePace(left: Pace, right: Pace): boolean {
  return (
    left.type === right.type &&
    left.reasons.length === right.reasons.length &&
    left.reasons.every((each, at) => sameFlat(each, right.reasons[at]))
  );
}
