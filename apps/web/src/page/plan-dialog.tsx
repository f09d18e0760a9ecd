import type { Id } from "@candor/core/id.ts";
import { daysAround } from "@candor/core/meeting/days-around.ts";
import { startAfter } from "@candor/core/meeting/next-meeting.ts";
import { useSignal } from "@preact/signals";
import { Button } from "../ui/button.tsx";
import { deviceTimeZone } from "../ui/clock.ts";
import { Dialog } from "../ui/dialog.tsx";
import { TextField } from "../ui/text-field.tsx";
import { dialogTexts } from "./dialog-texts.ts";
import { knownZone } from "./meeting-time.ts";
import { usePage } from "./page-context.ts";
import { planAnotherMeeting } from "./plan-another-meeting.ts";
import { texts } from "./texts.ts";

/** Plans a meeting on another date, and puts a topic on it where one asked for it. */
export function PlanDialog({ topicId, onClose }: { topicId: Id | null; onClose: () => void }) {
  const model = usePage();
  const settings = model.settings.value;
  const guess = guessStart();
  const day = useSignal(guess.slice(0, 10));
  const time = useSignal(guess.slice(11, 16));
  const today = Temporal.Now.plainDateISO(knownZone(settings.timeZone)).toString();
  const topic = topicId === null ? null : model.topic(topicId).value;
  return (
    <Dialog title={topic ? dialogTexts.plan.titleFor(topic.title) : dialogTexts.plan.title} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          const start = `${day.peek()}T${time.peek().slice(0, 5)}`;
          if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(start)) return;
          onClose();
          planAnotherMeeting(model, start, topicId);
        }}
      >
        <TextField
          label={texts.meeting.day}
          type="date"
          min={today}
          max={daysAround(today).last}
          required
          value={day.value}
          onValue={(value) => {
            day.value = value;
          }}
        />
        <TextField
          label={
            settings.timeZone === deviceTimeZone
              ? texts.meeting.time
              : texts.meeting.timeIn(settings.timeZone.split("/").at(-1)?.replaceAll("_", " ") ?? settings.timeZone)
          }
          type="time"
          required
          value={time.value}
          onValue={(value) => {
            time.value = value;
          }}
        />
        <div class="row">
          <Button type="submit" look="primary">
            {dialogTexts.plan.plan}
          </Button>
        </div>
      </form>
    </Dialog>
  );

  /** After the last meeting that is planned, by the cadence. */
  function guessStart(): string {
    const last = model.laterMeetingIds.peek().at(-1) ?? model.nextMeetingId.peek();
    const start = last === null ? null : (model.meeting(last).peek()?.start ?? null);
    return startAfter(start, model.settings.peek(), Temporal.Now.instant());
  }
}
