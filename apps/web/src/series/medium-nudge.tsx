import type { Id } from "@candor/core/id.ts";
import type { MediumAdvice } from "@candor/core/meeting/advise-medium.ts";
import { usePage } from "../page/page-context.ts";
import { Button } from "../ui/button.tsx";
import { now } from "../ui/clock.ts";
import { dismiss } from "./dismissed.ts";
import { agreeMedium } from "./series-edits.ts";
import { texts } from "./texts.ts";

const { medium: say } = texts;
const SEASON_DAYS = 91; // whoever said no is not asked again sooner

type MediumNudgeProps = { meetingId: Id; advice: Extract<MediumAdvice, { type: "meet_in_person" }> };

/** One quiet sentence to two who have not met in person for long, with its reason. */
export function MediumNudge({ meetingId, advice: { weeks, everMet, remote, isNew } }: MediumNudgeProps) {
  const model = usePage();
  return (
    <fieldset class="ask" aria-label={say.text(weeks, everMet)} data-advice="medium">
      <p>
        <strong>{say.text(weeks, everMet)}</strong> {say.idea}
      </p>
      <p class="meta">{say.because(remote, isNew)}</p>
      <div class="row">
        {(["in_person", "walk"] as const).map((medium) => (
          <Button key={medium} small onClick={() => agreeMedium(model, meetingId, medium)}>
            {say[medium]}
          </Button>
        ))}
        <Button
          small
          look="quiet"
          onClick={() => {
            const today = now.peek();
            const until = today.add({ hours: 24 * SEASON_DAYS }).toString();
            dismiss(`medium ${model.handle.pairId}`, { now: today.toString(), until });
          }}
        >
          {say.no}
        </Button>
      </div>
    </fieldset>
  );
}
