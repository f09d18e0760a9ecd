import type { HandoffView } from "@candor/protocol/http/handoff.ts";
import { sayDate } from "../ui/say-day.ts";
import { handoffTexts } from "./handoff-texts.ts";

const { line: say, old } = handoffTexts;

type SaidHandoff = Pick<HandoffView, "iAm" | "direct" | "former" | "next" | "day" | "today" | "onlyLetter">;

/** A change of manager in one sentence, to whoever of the three reads it. */
export function sayHandoff({ iAm, direct, former, next, day, today, onlyLetter }: SaidHandoff): string {
  if (onlyLetter && next !== null) return old.line(next.name);
  const on = sayDate(day, today);
  const isToCome = day > today;
  if (next === null)
    return iAm === "former" ? say.formerNone(direct.name, on, isToCome) : say.directNone(former.name, on, isToCome);
  if (iAm === "direct") return say.direct(next.name, on, isToCome);
  return iAm === "former"
    ? say.former(direct.name, next.name, on, isToCome)
    : say.next(direct.name, former.name, on, isToCome);
}
