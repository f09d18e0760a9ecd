import type { Id } from "@candor/core/id.ts";
import { useSignal } from "@preact/signals";
import { Button } from "../ui/button.tsx";
import { today } from "../ui/clock.ts";
import { Dialog } from "../ui/dialog.tsx";
import { TextField } from "../ui/text-field.tsx";
import { dialogTexts } from "./dialog-texts.ts";
import { usePage } from "./page-context.ts";
import { snoozeTopicUntil } from "./topic-edits.ts";

const SPANS = [
  { label: dialogTexts.snooze.inTwoWeeks, span: { weeks: 2 } },
  { label: dialogTexts.snooze.inAMonth, span: { months: 1 } },
  { label: dialogTexts.snooze.inThreeMonths, span: { months: 3 } },
];

export function SnoozeDialog({ topicId, onClose }: { topicId: Id; onClose: () => void }) {
  const model = usePage();
  const now = Temporal.PlainDate.from(today.value);
  const tomorrow = now.add({ days: 1 }).toString();
  const until = useSignal(now.add({ weeks: 4 }).toString());
  const topic = model.topic(topicId).value;
  if (!topic) return null;
  const snooze = (day: string) => {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || day < tomorrow) return;
    snoozeTopicUntil(model, topicId, day);
    onClose();
  };
  return (
    <Dialog title={dialogTexts.snooze.title(topic.title)} onClose={onClose}>
      <div class="row">
        {SPANS.map(({ label, span }) => (
          <Button key={label} onClick={() => snooze(now.add(span).toString())}>
            {label}
          </Button>
        ))}
      </div>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          snooze(until.peek());
        }}
      >
        <TextField
          label={dialogTexts.snooze.until}
          type="date"
          min={tomorrow}
          required
          value={until.value}
          onValue={(day) => {
            until.value = day;
          }}
        />
        <div class="row">
          <Button type="submit" look="primary">
            {dialogTexts.snooze.snooze}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
