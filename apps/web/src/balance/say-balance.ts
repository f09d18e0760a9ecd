import type { BalanceSignal } from "@candor/core/balance/balance-of-time.ts";
import { sayDate } from "../ui/say-day.ts";
import { balanceTexts as texts } from "./texts.ts";

/** What a signal says, with its reason. */
export function sayBalance(signal: BalanceSignal, today: string): string {
  switch (signal.type) {
    case "over_hours":
      return texts.overHours(signal.minutes, signal.budget);
    case "got_less":
      return texts.gotLess(signal.name, signal.held, signal.of);
    case "full_week":
      return texts.fullWeek(sayDate(signal.week, today), signal.minutes, signal.usual);
    case "crowded_days":
      return texts.crowdedDays(signal.days, signal.most);
    case "advised":
      return texts.advised(signal.pairs, signal.agreed, signal.advised);
  }
}
