import type { Id } from "@candor/core/id.ts";
import { useId } from "preact/hooks";
import { usePage } from "../page/page-context.ts";
import { texts as pageTexts } from "../page/texts.ts";
import { sayWorth, worthOf } from "../people/worth.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icons.tsx";
import { texts } from "./texts.ts";

/** One tap each. The other's answer shows once mine is given, and no third ever sees either. */
export function Worth({ meetingId }: { meetingId: Id }) {
  const model = usePage();
  const { pairId } = model.handle;
  const id = useId();
  const other = model.people.value[model.other].name || pageTexts.otherMissing;
  const { mine, theirs } = worthOf(pairId).value[meetingId] ?? { mine: null, theirs: null };
  return (
    <fieldset class="live-worth">
      <legend class="live-question">{texts.close.worth}</legend>
      <div class="row" data-worth>
        {(["yes", "no"] as const).map((worth) => (
          <Button
            key={worth}
            look={mine === worth ? "primary" : "plain"}
            aria-pressed={mine === worth}
            aria-describedby={id}
            onClick={() => sayWorth(pairId, meetingId, worth)}
          >
            {mine === worth && <Icon name="check" />}
            {texts.close[worth]}
          </Button>
        ))}
        <span id={id} class="meta grow">
          {mine === null
            ? texts.close.worthHidden(other)
            : theirs === null
              ? texts.close.worthWaiting(other)
              : texts.close.worthTheirs(other, theirs)}
        </span>
      </div>
    </fieldset>
  );
}
