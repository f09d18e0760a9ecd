import type { Id } from "@candor/core/id.ts";
import { adviseMedium } from "@candor/core/meeting/advise-medium.ts";
import { fillAgenda } from "@candor/core/meeting/fill-agenda.ts";
import { forgottenMeeting } from "@candor/core/meeting/forgotten-meeting.ts";
import { useComputed } from "@preact/signals";
import { usePage } from "../page/page-context.ts";
import { deviceTimeZone, now } from "../ui/clock.ts";
import { lazily } from "../ui/lazily.tsx";
import { isDismissed } from "./dismissed.ts";
import { FillOffer } from "./fill-offer.tsx";
import { ForgottenQuestion } from "./forgotten-question.tsx";
import { MediumNudge } from "./medium-nudge.tsx";
import "./series.css";

const CalendarStanding = lazily(
  () => import("../invitation/calendar-standing.tsx").then((module) => module.CalendarStanding),
  () => null, // without a network
);

/** What the next meeting's agenda is helped with, one thing at a time. All of it takes no for an answer. */
export function AgendaAdvice({ meetingId }: { meetingId: Id }) {
  const model = usePage();
  const { handle, people, me } = model;
  const isEmpty = model.topicIds(meetingId).value.length === 0;
  const advice = useComputed(() => {
    const page = handle.page.value;
    const meeting = model.meeting(meetingId).value;
    const instant = now.value;
    const isOff = (what: string) => isDismissed(`${what} ${handle.pairId}`, instant.toString());
    if (!meeting || !model.canEdit.value) return null;
    if (forgottenMeeting(meeting, instant).type === "ask" && !isOff(`forgotten ${meetingId}`)) {
      return { type: "forgotten", meeting } as const;
    }
    if (isEmpty && !isOff(`fill ${meetingId}`)) {
      const filling = fillAgenda({ page, people: people.value, me, now: instant, timeZone: deviceTimeZone });
      if (filling.topics.length > 0 || filling.question !== null) return { type: "fill", filling } as const;
    }
    const medium = isOff("medium") ? null : adviseMedium(page.meetings, instant);
    return medium?.type === "meet_in_person" ? ({ type: "medium", medium } as const) : null;
  }).value;
  if (!advice) return <CalendarStanding />;
  return (
    <div class="agenda-advice">
      <CalendarStanding />
      {advice.type === "forgotten" && <ForgottenQuestion key={meetingId} meeting={advice.meeting} />}
      {advice.type === "fill" && <FillOffer key={meetingId} meetingId={meetingId} filling={advice.filling} />}
      {advice.type === "medium" && <MediumNudge meetingId={meetingId} advice={advice.medium} />}
    </div>
  );
}
