import { daysAround } from "@candor/core/meeting/days-around.ts";
import type { Meeting } from "@candor/core/meeting/meeting.ts";
import { meetingSpan } from "@candor/core/meeting/meeting-span.ts";
import { useSignal } from "@preact/signals";
import { Button } from "../ui/button.tsx";
import { now, today } from "../ui/clock.ts";
import { TypedField } from "../ui/typed-field.tsx";
import "./series.css";

type AnotherTimeFormProps = {
  /** begins with its time, and reads the new one on its clock */
  meeting: Meeting;
  isOpen?: boolean;
  texts: { summary: string; day: string; time: string; button: string; past: string; hint?: string };
  /** @param start a wall clock's, and never past. */
  onMove: (start: string) => void;
};

/** A day and a time to move to, folded away until it is wanted. */
export function AnotherTimeForm({ meeting, isOpen = false, texts, onMove }: AnotherTimeFormProps) {
  const day = useSignal(meeting.start?.slice(0, 10) ?? "");
  const time = useSignal(meeting.start?.slice(11, 16) ?? "10:00");
  const isPast = useSignal(false);
  return (
    <details class="folded" open={isOpen}>
      <summary>{texts.summary}</summary>
      <form
        class="row another-time"
        onSubmit={(event) => {
          event.preventDefault();
          const start = `${day.peek()}T${time.peek().slice(0, 5)}`;
          if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(start)) return;
          const span = meetingSpan({ ...meeting, start });
          isPast.value = span !== null && Temporal.Instant.compare(span.from, now.peek()) < 0;
          if (!isPast.peek()) onMove(start);
        }}
      >
        <TypedField
          label={texts.day}
          type="date"
          required
          max={daysAround(today.value, meeting.start?.slice(0, 10)).last}
          typed={day}
        />
        <TypedField label={texts.time} type="time" required typed={time} />
        <Button type="submit">{texts.button}</Button>
        <p class="field-hint another-time-hint" role="status">
          {isPast.value ? texts.past : texts.hint}
        </p>
      </form>
    </details>
  );
}
