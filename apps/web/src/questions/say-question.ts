import type { AskedQuestion } from "@candor/core/question/asked-questions.ts";
import type { PickReason } from "@candor/core/question/pick-question.ts";
import { sayDate } from "../ui/say-day.ts";
import { texts } from "./texts.ts";

/** What became of a question before, in a word: "asked on Tue 3 Nov". */
export function sayBefore({ state, day }: AskedQuestion, today: string): string {
  switch (state) {
    case "asked":
      return texts.before.asked(sayDate(day, today, "short"));
    case "let_go":
      return texts.before.let_go(sayDate(day, today, "short"));
    case "on_agenda":
      return texts.before.on_agenda;
    case "in_hopper":
      return texts.before.in_hopper;
  }
}

/** Why a question is offered, as one line. */
export function sayReasons(reasons: readonly PickReason[], today: string): string {
  const line = reasons.map((reason) => sayReason(reason, today)).join("; ");
  return line === "" ? "" : `${line[0]?.toUpperCase()}${line.slice(1)}.`;
}

function sayReason(reason: PickReason, today: string): string {
  const day = (value: string) => sayDate(value, today, "short");
  switch (reason.type) {
    case "favourite":
      return texts.why.favourite;
    case "occasion":
      return texts.why.occasion[reason.occasion];
    case "light_while_new":
      return texts.why.light_while_new(reason.held);
    case "deep_again":
      return texts.why.deep_again(reason.last === null ? null : day(reason.last));
    case "never_asked":
      return texts.why.never_asked;
    case "asked_long_ago":
      return texts.why.asked_long_ago(day(reason.day));
    case "nothing_unasked":
      return texts.why.nothing_unasked(day(reason.day));
  }
}
