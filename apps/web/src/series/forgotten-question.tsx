import { MEDIA, type Medium, type Meeting } from "@candor/core/meeting/meeting.ts";
import { useSignal } from "@preact/signals";
import { meetingDay } from "../page/meeting-time.ts";
import { usePage } from "../page/page-context.ts";
import { openPageDialog } from "../page/page-dialog.ts";
import { texts as pageTexts } from "../page/texts.ts";
import { Button } from "../ui/button.tsx";
import { deviceTimeZone, now, today } from "../ui/clock.ts";
import { SelectField } from "../ui/select-field.tsx";
import { dismiss } from "./dismissed.ts";
import { heldAfterAll } from "./series-edits.ts";
import { texts } from "./texts.ts";

const { forgotten: say } = texts;
const KEPT_DAYS = 365; // by then it is on record one way or another

/** Asks of a meeting whose time has passed whether it took place: only the two know. */
export function ForgottenQuestion({ meeting }: { meeting: Meeting }) {
  const model = usePage();
  const medium = useSignal<Medium | "">(meeting.medium ?? "");
  const day = meetingDay(meeting, deviceTimeZone, today.value) ?? "";
  const open = (begin: "move" | "cancel") => openPageDialog({ type: "cant-make-it", meeting: meeting.id, begin });
  return (
    <fieldset class="ask" data-advice="forgotten">
      <legend class="ask-question">{say.ask(day)}</legend>
      <p>{say.text}</p>
      <div class="row forgotten-answers">
        <SelectField<Medium | "">
          label={say.how}
          value={medium.value}
          choices={[
            { value: "", label: pageTexts.mediumOpen },
            ...MEDIA.map((value) => ({ value, label: pageTexts.media[value] })),
          ]}
          onValue={(value) => {
            medium.value = value;
          }}
        />
        <Button onClick={() => heldAfterAll(model, meeting.id, medium.peek() || null)}>{say.yes}</Button>
        <Button onClick={() => open("move")}>{say.moved}</Button>
        <Button onClick={() => open("cancel")}>{say.no}</Button>
      </div>
      <div>
        <Button
          small
          look="quiet"
          onClick={() => {
            const today = now.peek();
            const until = today.add({ hours: 24 * KEPT_DAYS }).toString();
            dismiss(`forgotten ${meeting.id} ${model.handle.pairId}`, { now: today.toString(), until });
          }}
        >
          {say.later}
        </Button>
      </div>
    </fieldset>
  );
}
