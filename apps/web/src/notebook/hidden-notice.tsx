import { Button } from "../ui/button.tsx";
import { setHidden } from "./standing.ts";
import { startTexts } from "./start-texts.ts";

/** Stands in place of a whole screen of private notes while they are hidden, and tells an onlooker nothing of them. */
export function HiddenNotice() {
  return (
    <div class="stack">
      <h1 tabIndex={-1}>{startTexts.nothing}</h1>
      <div>
        <Button look="quiet" onClick={() => setHidden(false)}>
          {startTexts.showNothing}
        </Button>
      </div>
    </div>
  );
}
