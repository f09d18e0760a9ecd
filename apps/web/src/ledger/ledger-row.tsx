import type { Action } from "@candor/core/action/action.ts";
import type { LedgerEntry, LedgerReason } from "@candor/core/ledger/ledger.ts";
import type { Meeting } from "@candor/core/meeting/meeting.ts";
import { directOf } from "@candor/core/person/direct-of.ts";
import { useSignal } from "@preact/signals";
import { useId, useRef } from "preact/hooks";
import { sayDue } from "../actions/say-due.ts";
import { texts as actionTexts } from "../actions/texts.ts";
import { meetingTime } from "../page/meeting-time.ts";
import { usePage } from "../page/page-context.ts";
import { TopicAnswer } from "../page/topic-answer.tsx";
import { Author, Who } from "../page/who.tsx";
import { Button } from "../ui/button.tsx";
import { deviceTimeZone, today } from "../ui/clock.ts";
import { sayDate } from "../ui/say-day.ts";
import { answer } from "./answer-edits.ts";
import { AnswerForm } from "./answer-form.tsx";
import { texts } from "./texts.ts";

/** One thing that was raised, and what came of it. */
export function LedgerRow({ entry, canAnswer }: { entry: LedgerEntry; canAnswer: boolean }) {
  const model = usePage();
  const row = useRef<HTMLLIElement>(null);
  const headingId = useId();
  const isAnswering = useSignal(false);
  const { topic, verdict, reasons } = entry;
  const title = topic.title.trim() || texts.untitled;
  const raised = dayOf(topic.createdAt);
  const direct = directOf(model.people.value);
  const isTold = direct !== null && topic.author !== direct; // said aloud by the direct
  const hasAnswer = reasons.some(({ type }) => type === "answered");
  const toButton = () => queueMicrotask(() => row.current?.querySelector<HTMLElement>("button")?.focus());
  return (
    <li ref={row} class="ledger-entry" aria-labelledby={headingId} data-raised={topic.id}>
      <div class="section-head">
        <h2 id={headingId} class="topic-title">
          {title}
        </h2>
        <span class={`chip verdict-${verdict}`}>{texts.verdicts[verdict]}</span>
      </div>
      <p class="topic-meta">
        <Author topic={topic} />
        {raised !== null && <span class="meta">{isTold ? texts.writtenDown(raised) : texts.raised(raised)}</span>}
      </p>
      <TopicAnswer topic={topic} />
      {reasons.some(({ type }) => type !== "answered") && (
        <ul class="ledger-reasons">
          {reasons.map((reason, index) => (
            <Reason key={index} reason={reason} isAlone={verdict === "nothing_recorded"} />
          ))}
        </ul>
      )}
      {canAnswer &&
        (isAnswering.value ? (
          <AnswerForm
            topic={topic}
            onSave={(said) => {
              answer(model, topic.id, said);
              isAnswering.value = false;
              toButton();
            }}
            onCancel={() => {
              isAnswering.value = false;
              toButton();
            }}
          />
        ) : (
          <div class="row">
            <Button
              small
              aria-label={hasAnswer ? texts.changeOf(title) : texts.answerOf(title)}
              onClick={() => {
                isAnswering.value = true;
              }}
            >
              {hasAnswer ? texts.change : texts.answer}
            </Button>
            {hasAnswer && (
              <Button
                small
                look="quiet"
                aria-label={texts.takeBackOf(title)}
                onClick={() => {
                  answer(model, topic.id, { line: "", link: null });
                  toButton();
                }}
              >
                {texts.takeBack}
              </Button>
            )}
          </div>
        ))}
    </li>
  );
}

function Reason({ reason, isAlone }: { reason: LedgerReason; isAlone: boolean }) {
  switch (reason.type) {
    case "answered":
      return null; // stands above, where it is on the page, too
    case "action":
      return <ActionReason action={reason.action} />;
    case "discussed": {
      const day = meetingDate(reason.meeting);
      return <li>{isAlone ? texts.discussedOnly(day) : texts.discussed(day)}</li>;
    }
    case "planned":
      return <li>{texts.planned(meetingDate(reason.meeting))}</li>;
    case "in_hopper":
      return (
        <li>
          {texts.inHopper(dayOf(reason.since))}
          {reason.snoozedUntil !== null && `, ${texts.snoozed(sayDate(reason.snoozedUntil, today.value))}`}
        </li>
      );
    case "carried":
      return <li>{texts.carried(reason.times)}</li>;
    case "let_go":
      return <li>{texts.letGo(reason.at === null ? null : dayOf(reason.at))}</li>;
  }
}

function ActionReason({ action }: { action: Action }) {
  const due = sayDue(action.due, today.value);
  const standing =
    action.state === "done"
      ? actionTexts.isDone
      : action.state === "dropped"
        ? actionTexts.isDropped(action.why)
        : (due?.text ?? actionTexts.noDate);
  return (
    <li data-action-state={action.state}>
      {action.text.trim() || actionTexts.untitled} <Who member={action.owner} /> <span class="meta">{standing}</span>
    </li>
  );
}

function meetingDate(meeting: Meeting | null): string | null {
  const time = meeting && meetingTime(meeting, deviceTimeZone);
  return time && sayDate(time.day, today.value);
}

/** @returns null where a peer wrote nonsense. */
function dayOf(iso: string): string | null {
  try {
    const day = Temporal.Instant.from(iso).toZonedDateTimeISO(deviceTimeZone).toPlainDate().toString();
    return sayDate(day, today.value);
  } catch {
    return null;
  }
}
