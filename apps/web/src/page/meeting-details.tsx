import type { Id } from "@candor/core/id.ts";
import { daysAround } from "@candor/core/meeting/days-around.ts";
import { MEDIA, type Medium } from "@candor/core/meeting/meeting.ts";
import { changeMeeting } from "@candor/document/meeting/plan-meeting.ts";
import { changeSettings } from "@candor/document/page/begin-page.ts";
import { useSignal } from "@preact/signals";
import { seriesCommandTexts } from "../series/command-texts.ts";
import { Button } from "../ui/button.tsx";
import { deviceTimeZone, today } from "../ui/clock.ts";
import { SelectField } from "../ui/select-field.tsx";
import { TextField } from "../ui/text-field.tsx";
import { moveMeeting } from "./meeting-edits.ts";
import { usePage } from "./page-context.ts";
import { openPageDialog } from "./page-dialog.ts";
import { texts } from "./texts.ts";
import { undoable } from "./undoable.ts";

const LEAST_MINUTES = 5;
const MOST_MINUTES = 480;
const WEEKS = [1, 2, 3, 4, 6, 8, 12] as const;

/** When and how the next meeting is, to be changed in place. */
export function MeetingDetails({ meetingId, onDone }: { meetingId: Id; onDone: () => void }) {
  const model = usePage();
  const meeting = model.meeting(meetingId).value;
  const settings = model.settings.value;
  const draft = useSignal({ day: meeting?.start?.slice(0, 10) ?? "", time: meeting?.start?.slice(11) ?? "" });
  const isFar = useSignal(false);
  const minutes = useSignal(String(meeting?.minutes ?? settings.minutes));
  if (!meeting) return null;
  const { doc, undo } = model.handle;
  const { first, last } = daysAround(today.value, meeting.start?.slice(0, 10));

  const keepStart = () => {
    const { day, time } = draft.peek();
    isFar.value = day !== "" && !(day.length === 10 && day >= first && day <= last);
    if (day === "" || isFar.peek()) return;
    const start = `${day}T${/^\d{2}:\d{2}/.test(time) ? time.slice(0, 5) : "10:00"}`;
    if (start !== meeting.start) moveMeeting(model, meetingId, start);
  };
  const keepMinutes = () => {
    const value = Math.round(Number(minutes.peek()));
    if (value >= LEAST_MINUTES && value <= MOST_MINUTES) undoable(undo, () => changeSettings(doc, { minutes: value }));
    else minutes.value = String(meeting.minutes);
  };
  const weeks = (WEEKS as readonly number[]).includes(settings.everyWeeks) ? WEEKS : [...WEEKS, settings.everyWeeks];
  return (
    <form
      class="meeting-details"
      onSubmit={(event) => {
        event.preventDefault();
        keepStart();
        keepMinutes();
        onDone();
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") onDone();
      }}
    >
      {/* What is typed counts once the field is left: half a date is none. */}
      <div class="meeting-fields" onFocusOut={keepStart}>
        <TextField
          label={texts.meeting.day}
          type="date"
          min={first}
          max={last}
          value={draft.value.day}
          onValue={(day) => {
            draft.value = { ...draft.peek(), day };
          }}
        />
        <TextField
          label={timeLabel(meeting.timeZone)}
          type="time"
          value={draft.value.time}
          onValue={(time) => {
            draft.value = { ...draft.peek(), time };
          }}
        />
      </div>
      {isFar.value && (
        <p class="field-hint" role="alert">
          {texts.meeting.farDay}
        </p>
      )}
      <div onFocusOut={keepMinutes}>
        <TextField
          label={texts.meeting.minutes}
          type="number"
          min={LEAST_MINUTES}
          max={MOST_MINUTES}
          value={minutes.value}
          onValue={(value) => {
            minutes.value = value;
          }}
        />
      </div>
      <SelectField<Medium | "">
        label={texts.meeting.medium}
        value={meeting.medium ?? ""}
        choices={[
          { value: "", label: texts.mediumOpen },
          ...MEDIA.map((value) => ({ value, label: texts.media[value] })),
        ]}
        onValue={(medium) => undoable(undo, () => changeMeeting(doc, meetingId, { medium: medium || null }))}
      />
      <SelectField
        label={texts.meeting.every}
        value={String(settings.everyWeeks)}
        choices={weeks.map((value) => ({ value: String(value), label: texts.cadenceChoice(value) }))}
        onValue={(value) => undoable(undo, () => changeSettings(doc, { everyWeeks: Number(value) }))}
      />
      <div class="row meeting-buttons">
        <Button type="submit" look="primary">
          {texts.meeting.done}
        </Button>
        <Button look="quiet" onClick={() => openPageDialog({ type: "series" })}>
          {seriesCommandTexts.settings}
        </Button>
        <Button look="quiet" onClick={() => openPageDialog({ type: "plan", topic: null })}>
          {texts.meeting.plan}
        </Button>
      </div>
    </form>
  );
}

function timeLabel(timeZone: string): string {
  if (timeZone === deviceTimeZone) return texts.meeting.time;
  return texts.meeting.timeIn(timeZone.split("/").at(-1)?.replaceAll("_", " ") ?? timeZone);
}
