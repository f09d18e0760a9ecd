import { isTimeToStart } from "@candor/core/meeting/is-time-to-start.ts";
import { elapsedSince } from "@candor/core/meeting/live-pointer.ts";
import { knownZone } from "../page/meeting-time.ts";
import { usePage } from "../page/page-context.ts";
import { Button } from "../ui/button.tsx";
import { now } from "../ui/clock.ts";
import { meetingOfOther } from "./meeting-of-other.ts";
import { startTexts } from "./start-texts.ts";

/** Begins the meeting: first of all when it is time, and said in words once the other person has begun it. */
export function StartButton() {
  const model = usePage();
  const nextId = model.nextMeetingId.value;
  const meeting = nextId === null ? null : model.meeting(nextId).value;
  if (!meeting || !model.canEdit.value) return null;
  const start = async () => (await import("./start-live.ts")).startLive(model);
  if (meetingOfOther(model) !== null) {
    return (
      <>
        <span class="meta">{startTexts.started(model.people.value[model.other].name)}</span>
        <Button look="primary" onClick={start}>
          {startTexts.join}
        </Button>
      </>
    );
  }
  const isTime = isTimeToStart({ ...meeting, timeZone: knownZone(meeting.timeZone) }, now.value);
  // By the very moment: whoever comes back at once is ahead of a clock that goes by the minute.
  if (elapsedSince(meeting.startedAt, Temporal.Now.instant()) !== null) {
    return (
      <Button look="primary" onClick={start}>
        {startTexts.resume}
      </Button>
    );
  }
  return (
    <Button look={isTime ? "primary" : "plain"} aria-label={startTexts.startName} onClick={start}>
      {startTexts.start}
    </Button>
  );
}
