import type { Meeting } from "@candor/core/meeting/meeting.ts";
import { agreeSeries } from "@candor/document/meeting/move-series.ts";
import type { CalendarInvitation } from "@candor/protocol/http/calendar-invitation.ts";
import { useSignal } from "@preact/signals";
import { meetingTime } from "../page/meeting-time.ts";
import { usePage } from "../page/page-context.ts";
import { texts as pageTexts } from "../page/texts.ts";
import { Button } from "../ui/button.tsx";
import { deviceTimeZone, today } from "../ui/clock.ts";
import { Dialog } from "../ui/dialog.tsx";
import { sayDate } from "../ui/say-day.ts";
import { useInvitation } from "./invitation-state.ts";
import { InvitedPeople } from "./invited-people.tsx";
import { MoveSeries } from "./move-series-form.tsx";
import { texts } from "./texts.ts";
import "./invitation.css";

/** Puts the series into both calendars, and shows how it stands there. */
export function CalendarDialog({ onClose }: { onClose: () => void }) {
  const model = usePage();
  const state = useInvitation(model).known.value;
  const nextId = model.nextMeetingId.value;
  const meeting = nextId === null ? null : model.meeting(nextId).value;
  return (
    <Dialog title={texts.title} onClose={onClose}>
      <div class="stack calendar-dialog">
        {state && !state.isOn && <Offer state={state} meeting={meeting} />}
        {state?.isOn && <InvitedPeople state={state} meeting={meeting} onClose={onClose} />}
        {state?.isOn && <Uncounted state={state} />}
        {meeting && <MoveSeries meeting={meeting} />}
        {state?.isOn && <Stop />}
      </div>
    </Dialog>
  );
}

function Offer({ state, meeting }: { state: CalendarInvitation; meeting: Meeting | null }) {
  const model = usePage();
  const { turn } = useInvitation(model);
  const step = useSignal<"asking" | "sending" | "failed">("asking");
  const other = model.people.value[model.other].name || pageTexts.otherMissing;
  const time = meeting && meetingTime(meeting, deviceTimeZone);
  if (state.way !== "mail") {
    return (
      <p>
        {state.way === "no_mail" ? texts.noMail : texts.notRead} <a href="/settings/calendar">{texts.subscribe}</a>.
      </p>
    );
  }
  const mine = state.people.find(({ member }) => member === model.me);
  const theirs = state.people.find(({ member }) => member === model.other);
  return (
    <section class="stack-tight" aria-labelledby="calendar-preview">
      <p>{texts.offer(other)}</p>
      <h3 id="calendar-preview">{texts.preview}</h3>
      {time && meeting ? (
        <dl class="calendar-preview">
          <dt>{texts.when}</dt>
          <dd>
            {sayDate(time.day, today.value)}, {time.time}–{time.end}
            {time.agreed !== null && ` ${pageTexts.meeting.agreedAs(time.agreed)}`},{" "}
            {pageTexts.cadence(model.settings.value.everyWeeks)}
          </dd>
          <dt>{texts.who}</dt>
          <dd>
            <div>{mine?.address ? texts.yourAddress(mine.address) : texts.noAddress}</div>
            <div>{theirs?.state === "no_address" ? texts.theirNone(other) : texts.theirAddress(other)}</div>
          </dd>
          <dt>{texts.says}</dt>
          <dd>{texts.saysText}</dd>
        </dl>
      ) : (
        <p>{texts.noTime}</p>
      )}
      <div class="row">
        <Button
          look="primary"
          disabled={!time || step.value === "sending"}
          onClick={async () => {
            step.value = "sending";
            if (meeting) agreeSeries(model.handle.doc, meeting.id);
            step.value = (await turn(true)) ? "asking" : "failed";
          }}
        >
          {step.value === "sending" ? texts.sending : texts.send}
        </Button>
        <span role="status">{step.value === "failed" && texts.failed}</span>
      </div>
    </section>
  );
}

function Uncounted({ state }: { state: CalendarInvitation }) {
  const model = usePage();
  if (state.uncounted.length === 0) return null;
  const nameOf = (member: "a" | "b" | null) =>
    member === null ? null : member === model.me ? texts.you.toLocaleLowerCase() : model.people.value[member].name;
  return (
    <section class="stack-tight" aria-labelledby="calendar-uncounted">
      <h3 id="calendar-uncounted">{texts.uncounted}</h3>
      <ul class="calendar-uncounted">
        {state.uncounted.map((mail) => (
          <li key={`${mail.at} ${mail.why}`}>{texts.uncountedOf(mail, nameOf(mail.member))}</li>
        ))}
      </ul>
      {state.uncountedMore > 0 && <p class="meta">{texts.uncountedMore(state.uncountedMore)}</p>}
    </section>
  );
}

function Stop() {
  const { turn } = useInvitation(usePage());
  const step = useSignal<"closed" | "asking" | "failed">("closed");
  if (step.value === "closed") {
    return (
      <div class="calendar-stop">
        <Button
          look="quiet"
          onClick={() => {
            step.value = "asking";
          }}
        >
          {texts.stop}
        </Button>
      </div>
    );
  }
  return (
    <fieldset class="ask" aria-label={texts.stop}>
      <p>{texts.stopSure}</p>
      <div class="row">
        <Button
          look="danger"
          onClick={async () => {
            if (!(await turn(false))) step.value = "failed";
          }}
        >
          {texts.stopYes}
        </Button>
        <Button
          onClick={() => {
            step.value = "closed";
          }}
        >
          {texts.stopNo}
        </Button>
        <span role="status">{step.value === "failed" && texts.failed}</span>
      </div>
    </fieldset>
  );
}
