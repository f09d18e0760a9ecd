import type { HandoffView } from "@candor/protocol/http/handoff.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { me, pairs } from "../people/my-people.ts";
import { readHandoffs } from "./handoff-calls.ts";
import { handoffTexts as texts } from "./handoff-texts.ts";
import { sayHandoff } from "./say-handoff.ts";
import { sayThree } from "./say-three.ts";

const say = texts.line;

/** What of a change of manager is to be done, a line each; nothing where there is none. */
export function HandoffLines({ pairId }: { pairId?: string }) {
  const all = useSignal<readonly HandoffView[]>([]);
  const pair = pairs.value.find(({ id }) => id === pairId);
  // Two who have a page without a workspace have no chart that could change.
  const mayBe =
    me.value !== null && (pairId === undefined || pair?.person !== undefined || pair?.archive !== undefined);
  useEffect(() => {
    if (!mayBe) return;
    void readHandoffs().then((result) => {
      if (result.type === "ok") all.value = result.value;
    });
  }, [pairId, mayBe]);
  const shown = all.value.filter(
    (each) => needsAWord(each) && (pairId === undefined || each.oldPage === pairId || each.newPage === pairId),
  );
  if (shown.length === 0) return null;
  return (
    <section class="stack-tight" aria-label={say.heading}>
      {shown.map((each) => (
        <p key={each.edge} class="banner" data-handoff={each.edge}>
          <span class="grow">
            {sayHandoff(each)}
            {isProposed(each) && each.meeting && ` ${say.meeting(sayThree(each.meeting))}`}
          </span>
          <a class="button button-small" href={`/settings/handoff?with=${each.edge}`}>
            {label(each)}
          </a>
        </p>
      ))}
    </section>
  );
}

/** Whoever has done what there is to do is not told of it again and again. */
function needsAWord(handoff: HandoffView): boolean {
  const { iAm, letter, day, today } = handoff;
  if (isProposed(handoff) || day > today) return true;
  if (iAm === "direct") return letter === "none" || letter === "waiting";
  return iAm === "next" ? letter === "waiting" : letter === "none" || letter === "waiting";
}

/** Of what is over, or what one won't come to, one is not told again. */
function isProposed({ meeting, iAm, today }: HandoffView): boolean {
  if (meeting === null || meeting.calledOff || meeting.start.slice(0, 10) < today) return false;
  return meeting.answers[iAm] !== "declined";
}

function label(handoff: HandoffView): string {
  const { iAm, letter, next, meeting } = handoff;
  if (iAm === "direct" && letter === "none" && next !== null) return say.go(next.name);
  return isProposed(handoff) && meeting?.answers[iAm] === null ? say.answer : say.look;
}
