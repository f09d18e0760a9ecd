import { markAction } from "../actions/action-edits.ts";
import { Button } from "../ui/button.tsx";
import { deviceTimeZone, today } from "../ui/clock.ts";
import { Dialog } from "../ui/dialog.tsx";
import { sayDay } from "../ui/say-day.ts";
import { type BinnedThing, binContents } from "./bin-contents.ts";
import { dialogTexts } from "./dialog-texts.ts";
import { usePage } from "./page-context.ts";
import { texts } from "./texts.ts";
import { restoreTopic } from "./topic-edits.ts";

export function BinDialog({ onClose }: { onClose: () => void }) {
  const model = usePage();
  const things = binContents(model.handle.page.value);
  const restore = (thing: BinnedThing) => {
    if (thing.type === "topic") restoreTopic(model, thing.id);
    else markAction(model, thing.id, "open");
  };
  return (
    <Dialog title={dialogTexts.bin.title} onClose={onClose}>
      <p class="meta">{dialogTexts.bin.hint}</p>
      {things.length === 0 && <p>{dialogTexts.bin.empty}</p>}
      <ul class="bin">
        {things.map((thing) => (
          <li key={thing.id} class="bin-thing">
            <div class="grow">
              <p>{thing.text.trim() || texts.untitled}</p>
              <p class="meta">{sayThing(thing)}</p>
            </div>
            {model.canEdit.value && (
              <Button small aria-label={dialogTexts.bin.restoreOf(thing.text)} onClick={() => restore(thing)}>
                {dialogTexts.bin.restore}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function sayThing({ type, how, at }: BinnedThing): string {
  const kind = type === "topic" ? dialogTexts.bin.topic : dialogTexts.bin.action;
  const what = how === "let_go" ? dialogTexts.bin.letGo : dialogTexts.bin.binned;
  return [kind, at === null ? what : `${what} ${sayDay(localDay(at), today.value)}`].join(" · ");
}

function localDay(instant: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(deviceTimeZone).toPlainDate().toString();
}
