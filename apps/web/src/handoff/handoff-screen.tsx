import type { HandoffView } from "@candor/protocol/http/handoff.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { me, peopleLoaded } from "../people/my-people.ts";
import { Frame } from "../rhythm/frame.tsx";
import { rhythmTexts } from "../rhythm/texts.ts";
import { sayDate } from "../ui/say-day.ts";
import { readHandoff } from "./handoff-calls.ts";
import { handoffTexts as texts } from "./handoff-texts.ts";
import { LetterPart } from "./letter-part.tsx";
import { OldLetter } from "./old-letter.tsx";
import { sayHandoff } from "./say-handoff.ts";
import { ThreePart } from "./three-part.tsx";

const { screen: say, letter } = texts;

/** A change of manager as one of the three sees it: what it means, the letter, and a talk of three. */
export function HandoffScreen({ edge }: { edge: string }) {
  const known = useSignal<HandoffView | "missing" | "unreachable" | null>(null);
  const whose = me.value?.userId ?? null;
  const read = async () => {
    await peopleLoaded();
    const result = await readHandoff(edge);
    if (result.type === "ok") known.value = result.value;
    else if (result.type === "problem") known.value = "missing";
    else if (known.peek() === null) known.value = "unreachable";
  };
  useEffect(() => void read(), [edge, whose]);
  const handoff = known.value;
  if (handoff === null || handoff === "missing" || handoff === "unreachable") {
    return (
      <Frame title={texts.line.heading} intro="" tab={null}>
        {handoff === null ? <p class="meta">{texts.loading}</p> : null}
        {handoff === "missing" && <p role="alert">{texts.missing}</p>}
        {handoff === "unreachable" && <p role="alert">{rhythmTexts.unknown}</p>}
      </Frame>
    );
  }
  const { iAm, direct, former, next, oldPage, newPage } = handoff;
  if (handoff.onlyLetter && next !== null) return <OldLetter edge={edge} name={next.name} />;
  return (
    <Frame title={titleOf(handoff)} intro={introOf(handoff)} tab={null}>
      <div class="stack-tight">
        <p>{ruleOf(handoff)}</p>
        {(oldPage !== null || newPage !== null) && (
          <p class="row">
            {oldPage !== null && (
              <a href={`/p/${oldPage}`}>{say.oldPage(iAm === "former" ? direct.name : former.name)}</a>
            )}
            {newPage !== null && next !== null && (
              <a href={`/p/${newPage}`}>{say.newPage(iAm === "next" ? direct.name : next.name)}</a>
            )}
          </p>
        )}
        {iAm !== "direct" && next !== null && <p>{toldOf(handoff)}</p>}
      </div>
      {iAm === "direct" && next !== null && <LetterPart handoff={handoff} next={next} onChange={read} />}
      {next !== null && <ThreePart handoff={handoff} next={next} onChange={read} />}
    </Frame>
  );
}

function titleOf({ iAm, direct, next }: HandoffView): string {
  if (next === null && iAm === "direct") return say.nobodyYet;
  return iAm === "direct" && next !== null ? say.title(next.name) : say.titleOf(direct.name);
}

function introOf(handoff: HandoffView): string {
  const { iAm, direct, former, next, day, today } = handoff;
  const on = sayDate(day, today);
  if (next === null) return `${sayHandoff(handoff)} ${iAm === "direct" ? say.none : say.noneFormer}`;
  const isToCome = day > today;
  if (iAm === "direct") return say.led(next.name, former.name, on, isToCome);
  return iAm === "former"
    ? say.former(direct.name, next.name, on, isToCome)
    : say.next(direct.name, former.name, on, isToCome);
}

function ruleOf({ iAm, direct, former, next }: HandoffView): string {
  if (iAm === "former") return say.ruleFormer;
  if (iAm === "next") return say.ruleNext(direct.name, former.name);
  return say.rule(former.name, next?.name ?? texts.someone);
}

function toldOf({ iAm, direct, letter: state }: HandoffView): string {
  if (state === "none" || state === "declined") return letter.noneYet(direct.name);
  return iAm === "next" && state === "waiting" ? letter.waitsFor(direct.name) : letter.formerTold(direct.name);
}
