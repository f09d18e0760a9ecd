import type { Id } from "@candor/core/id.ts";
import { daysAround } from "@candor/core/meeting/days-around.ts";
import { nextMeeting, startAfter } from "@candor/core/meeting/next-meeting.ts";
import { planMeeting } from "@candor/document/meeting/plan-meeting.ts";
import { elsewhereIn, startInSeries } from "@candor/document/meeting/read-meeting.ts";
import { successorId } from "@candor/document/meeting/successor-id.ts";
import { meetingsMap } from "@candor/document/roots.ts";
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { moveMeeting } from "../page/meeting-edits.ts";
import { meetingTime } from "../page/meeting-time.ts";
import { usePage } from "../page/page-context.ts";
import type { PageModel } from "../page/page-model.ts";
import { Button } from "../ui/button.tsx";
import { deviceTimeZone, now, today } from "../ui/clock.ts";
import { sayDay } from "../ui/say-day.ts";
import { TextField } from "../ui/text-field.tsx";
import { texts } from "./texts.ts";

export type NextStart = {
  /** of the meeting that is planned; null: none is yet, and closing will plan one at `start` */
  id: Id | null;
  start: string | null;
  timeZone: string;
  minutes: number;
};

/** When the meeting after this one is, or will be by the pair's rhythm. */
export function nextStart(model: PageModel, meetingId: Id): NextStart {
  const page = model.handle.page.value;
  const settings = model.settings.value;
  const planned = nextMeeting({ meetings: page.meetings.filter(({ id }) => id !== meetingId) });
  if (planned) return planned;
  const meeting = model.meeting(meetingId).value;
  const { doc } = model.handle;
  const elsewhere = elsewhereIn(meetingsMap(doc));
  const slot = startAfter(meeting && startInSeries(doc, meeting), settings, now.value, elsewhere);
  return { id: null, start: elsewhere(slot) ?? slot, timeZone: settings.timeZone, minutes: settings.minutes };
}

/** The day of the next meeting for whoever reads it, YYYY-MM-DD. */
export function nextDay(model: PageModel, meetingId: Id): string | null {
  return meetingTime(nextStart(model, meetingId), deviceTimeZone)?.day ?? null;
}

/** The next date, to be changed on the spot, as long as both sit there with their calendars. */
export function NextDate({ meetingId }: { meetingId: Id }) {
  const model = usePage();
  const isChanging = useSignal(false);
  const button = useRef<HTMLButtonElement>(null);
  const draft = useSignal({ day: "", time: "" });
  const next = nextStart(model, meetingId);
  const { first, last } = daysAround(today.value, next.start?.slice(0, 10));
  const time = meetingTime(next, deviceTimeZone);
  const when = time && `${capital(sayDay(time.day, today.value))}, ${time.time}–${time.end}`;
  const close = () => {
    isChanging.value = false;
    queueMicrotask(() => button.current?.focus());
  };
  return (
    <div class="live-next" data-next-date>
      <p>
        {when === null
          ? texts.close.nextOpen
          : next.id === null
            ? texts.close.nextPlanned(when)
            : texts.close.nextFixed(when)}
      </p>
      {model.canEdit.value && !isChanging.value && (
        <Button
          small
          ref={button}
          onClick={() => {
            draft.value = { day: next.start?.slice(0, 10) ?? "", time: next.start?.slice(11) ?? "" };
            isChanging.value = true;
          }}
        >
          {texts.close.change}
        </Button>
      )}
      {isChanging.value && (
        <form
          class="live-next-fields"
          onSubmit={(event) => {
            event.preventDefault();
            const { day, time: clock } = draft.peek();
            if (/^\d{4}-\d{2}-\d{2}$/.test(day) && /^\d{2}:\d{2}/.test(clock)) {
              setNext(model, meetingId, `${day}T${clock.slice(0, 5)}`);
            }
            close();
          }}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            event.preventDefault();
            close();
          }}
        >
          <TextField
            label={texts.close.day}
            type="date"
            min={first}
            max={last}
            value={draft.value.day}
            onValue={(day) => {
              draft.value = { ...draft.peek(), day };
            }}
          />
          <TextField
            label={texts.close.time}
            type="time"
            value={draft.value.time}
            onValue={(clock) => {
              draft.value = { ...draft.peek(), time: clock };
            }}
          />
          <Button type="submit" look="primary">
            {texts.close.save}
          </Button>
        </form>
      )}
    </div>
  );
}

/** Where none is planned yet, it gets the id that closing would give it: then closing plans no second one. */
function setNext(model: PageModel, meetingId: Id, start: string): void {
  const { id } = nextStart(model, meetingId);
  if (id !== null) moveMeeting(model, id, start);
  else planMeeting(model.handle.doc, { id: successorId(meetingId), start });
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
