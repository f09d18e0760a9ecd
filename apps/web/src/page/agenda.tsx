import type { Id } from "@candor/core/id.ts";
import type { Meeting } from "@candor/core/meeting/meeting.ts";
import { directOf } from "@candor/core/person/direct-of.ts";
import { FIRST_MEETINGS } from "@candor/core/question/count-first-meetings.ts";
import { useComputed } from "@preact/signals";
import { FromLastTime } from "../actions/from-last-time.tsx";
import { atRest } from "../ui/at-rest.ts";
import { Button } from "../ui/button.tsx";
import { now } from "../ui/clock.ts";
import { lazily } from "../ui/lazily.tsx";
import { AddTopic } from "./add-topic.tsx";
import { CadenceAsk } from "./cadence-ask.tsx";
import { CloseMeeting } from "./close-meeting.tsx";
import { knownZone } from "./meeting-time.ts";
import { usePage } from "./page-context.ts";
import { openPageDialog } from "./page-dialog.ts";
import { PrivatePart } from "./private-part.tsx";
import { texts } from "./texts.ts";
import { TopicList } from "./topic-list.tsx";

/** The agenda of the next meeting. */
export function Agenda({ meetingId, isFresh }: { meetingId: Id; isFresh: boolean }) {
  const model = usePage();
  const ids = model.topicIds(meetingId).value;
  const meeting = model.meeting(meetingId).value;
  // Computed apart, so that typing in one title does not draw the agenda anew.
  const isUnderWay = useComputed(() => {
    const begun = model.meeting(meetingId).value;
    const isAnyDiscussed = model.topicIds(meetingId).value.some((id) => model.topic(id).value?.state === "discussed");
    return isAnyDiscussed || (begun !== null && hasBegun(begun));
  });
  const isNewPair = useComputed(() => {
    const held = model.pastMeetingIds.value.filter((id) => model.meeting(id).value?.state === "held");
    return held.length < FIRST_MEETINGS && directOf(model.people.value) !== null;
  });
  const other = model.people.value[model.other].name || texts.otherMissing;
  return (
    <section class="card" aria-labelledby="agenda-heading" data-drop-area>
      <div class="section-head">
        <h2 id="agenda-heading" tabIndex={-1}>
          {texts.agenda}
        </h2>
        {meeting && <span class="meta">{texts.agendaMeta(meeting.minutes)}</span>}
      </div>
      <PrivatePart place={{ type: "before", id: meetingId }} />
      <FromLastTime />
      {ids.length === 0 && <p class="empty">{model.canEdit.value ? texts.agendaEmpty(other) : texts.nothingHere}</p>}
      <TopicList place={meetingId} ids={ids} label={texts.agenda} />
      <AgendaAdvice meetingId={meetingId} />
      {model.canEdit.value && (
        <AddTopic place={meetingId} label={texts.addTopic} target="agenda">
          <Button onClick={() => openPageDialog({ type: "questions" })}>{texts.questions}</Button>
        </AddTopic>
      )}
      {isFresh && ids.length > 0 && <CadenceAsk other={other} />}
      {isNewPair.value && <FirstMeetings meetingId={meetingId} />}
      <PrivatePart place={{ type: "meeting", id: meetingId }} />
      {model.canEdit.value && isUnderWay.value && <CloseMeeting meetingId={meetingId} />}
    </section>
  );
}

// The agenda does without.
const FirstMeetings = lazily(() =>
  atRest().then(() => import("../questions/first-meetings.tsx").then((module) => module.FirstMeetings)),
);

// The agenda does without.
const AgendaAdvice = lazily(() =>
  atRest().then(() => import("../series/agenda-advice.tsx").then((module) => module.AgendaAdvice)),
);

/** From a few minutes before its time on; one without a time begins with the first topic. */
function hasBegun({ start, timeZone }: Meeting): boolean {
  if (start === null) return false;
  const begins = Temporal.PlainDateTime.from(start).toZonedDateTime(knownZone(timeZone)).toInstant();
  return Temporal.Instant.compare(now.value.add({ minutes: 5 }), begins) >= 0;
}
