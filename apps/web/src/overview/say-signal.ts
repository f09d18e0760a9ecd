import type { PairGlanceAnswer, SignalAnswer } from "@candor/protocol/http/overview.ts";
import { sayDate, sayDay } from "../ui/say-day.ts";
import { overviewTexts as texts } from "./texts.ts";

/** What a signal says of a pair, with its reason, and the words of the one thing to do about it. */
export function saySignal(
  { type, action }: SignalAnswer,
  glance: PairGlanceAnswer,
  today: string,
): { sentence: string; does: string } {
  const { days, everMet, agreed, missesInARow, next, hopper, owed, apart, unsettled } = glance;
  const { actions } = texts;
  const nextDay = next ? inSentence(next.start.slice(0, 10), today) : "";
  const waiting = hopper.mine + hopper.theirs;
  switch (type) {
    case "unsettled":
      return { sentence: texts.unsettled(inSentence(unsettled?.day ?? today, today)), does: actions.settle };
    case "overdue": {
      const since = everMet ? texts.late(days, agreed.everyWeeks) : texts.neverMet(days);
      const misses = missesInARow > 1 ? texts.misses(missesInARow) : "";
      const far = action === "move" ? texts.nextFarOff(nextDay) : "";
      return { sentence: since + misses + far, does: action === "move" ? actions.move : actions.plan };
    }
    case "no_next":
      return { sentence: texts.noNext, does: actions.plan };
    case "prepare":
      return action === "fill"
        ? { sentence: texts.nothingFromYou(nextDay) + texts.waitsInHopper(waiting), does: actions.fill }
        : { sentence: texts.nothingFromYou(nextDay), does: actions.prepare };
    case "overdue_actions":
      return {
        sentence: texts.overdueActions(owed.overdue, sayDate(owed.longestDue ?? today, today)),
        does: actions.actions,
      };
    case "hopper_full":
      return { sentence: texts.hopperFull(waiting), does: action === "fill" ? actions.fill : actions.look };
    case "apart":
      return {
        sentence: texts.apart(apart?.weeks ?? 0, apart?.everMet ?? false),
        does: action === "plan" ? actions.plan : actions.open,
      };
    case "friction_check":
      return { sentence: texts.frictionCheck(glance.checksDue), does: actions.checks };
    case "unpaired":
      return { sentence: texts.unpaired(glance.unpairedDays ?? 0), does: actions.pair };
    case "my_actions":
      return { sentence: texts.myActions(owed.mine), does: actions.actions };
  }
}

/** "tomorrow", "on Friday": inside of a sentence a day that is named is met on, and one that is told is not. */
function inSentence(day: string, today: string): string {
  const said = sayDay(day, today);
  const away = Temporal.PlainDate.from(today).until(day).days;
  return Math.abs(away) <= 1 ? said.toLocaleLowerCase() : `on ${said}`;
}
