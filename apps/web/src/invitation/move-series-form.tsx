import type { Meeting } from "@candor/core/meeting/meeting.ts";
import { knownZone } from "@candor/core/meeting/meeting-span.ts";
import { useSignal } from "@preact/signals";
import { usePage } from "../page/page-context.ts";
import { Button } from "../ui/button.tsx";
import { now } from "../ui/clock.ts";
import { TextField } from "../ui/text-field.tsx";
import { moveSeries } from "./take-counter.ts";
import { texts } from "./texts.ts";

/** Moves the next meeting and all after it. */
export function MoveSeries({ meeting }: { meeting: Meeting }) {
  const model = usePage();
  const day = useSignal(meeting.start?.slice(0, 10) ?? "");
  const time = useSignal(meeting.start?.slice(11, 16) ?? "10:00");
  const isWrong = useSignal(false);
  if (!model.canEdit.value) return null;
  return (
    <details class="folded">
      <summary>{texts.fromNowOn}</summary>
      <form
        class="row calendar-move"
        onSubmit={(event) => {
          event.preventDefault();
          const start = `${day.peek()}T${time.peek().slice(0, 5)}`;
          if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(start)) return;
          const at = Temporal.PlainDateTime.from(start).toZonedDateTime(knownZone(meeting.timeZone)).toInstant();
          isWrong.value = Temporal.Instant.compare(at, now.peek()) < 0;
          if (!isWrong.peek()) moveSeries(model, meeting, start);
        }}
      >
        <TextField
          label={texts.day}
          type="date"
          required
          value={day.value}
          onValue={(value) => {
            day.value = value;
          }}
        />
        <TextField
          label={texts.time}
          type="time"
          required
          value={time.value}
          onValue={(value) => {
            time.value = value;
          }}
        />
        <Button type="submit">{texts.move}</Button>
        <p class="field-hint calendar-move-hint" role="status">
          {isWrong.value ? texts.past : texts.fromNowOnHint}
        </p>
      </form>
    </details>
  );
}
