import {
  type CadenceRule,
  CHANGE_DAYS,
  ENDING_DAYS,
  FEW_DIRECTS,
  FLOOR_WEEKS,
  LONG_SETTLED_DAYS,
  MANY_DIRECTS,
  MISSES,
  NEW_DAYS,
  SETTLED_DAYS,
  SKIP_FLOOR_WEEKS,
} from "./cadence-rules.ts";

/** A rhythm: every so many weeks, for so many minutes. */
export type Rhythm = { everyWeeks: number; minutes: number };

export type CadenceChange = { kind: "reorg" | "leave"; daysAgo: number };

/** What is known of a pair on a day. Days are whole ones; what nobody knows is null. */
export type CadenceFacts = {
  relation: "report" | "skip_level" | "mentor" | "peer";
  agreed: Rhythm;
  /** since they are what they are to each other; negative where it begins only then */
  togetherDays: number;
  /** until the chart ends it; null: no end is known */
  endsInDays: number | null;
  /** the direct had no manager here before */
  isNewToTeam: boolean;
  /** since the manager has led anybody; null: nobody knows */
  managerDays: number | null;
  isFirstRole: boolean;
  /** whom the one above leads by this relation, this one among them */
  directs: number;
  /** every how many weeks each would like; null: said nothing */
  wishes: { direct: number | null; manager: number | null };
  /** one of the two is on leave; `backInDays` null: nobody said until when. Null: neither is */
  away: { backInDays: number | null } | null;
  /** the latest */
  change: CadenceChange | null;
  missesInARow: number;
};

/** Why: the rule, and the facts of this pair that it speaks of. */
export type CadenceReason =
  | { rule: "ending"; inDays: number }
  | { rule: "away"; inDays: number | null }
  | { rule: "new_to_team" | "new_together" | "settling" | "settled" | "long_settled"; days: number; directs: number }
  | { rule: "new_manager"; days: number }
  | { rule: "first_role" }
  | { rule: "change"; kind: CadenceChange["kind"]; daysAgo: number }
  | { rule: "two_misses"; misses: number }
  | { rule: "wish"; whose: "direct" | "manager"; everyWeeks: number; followed: "fully" | "partly" | "no" }
  | { rule: "skip_level" | "skip_rotation"; directs: number }
  | { rule: "free" }
  | { rule: "floor" }
  | { rule: "budget" };

export type CadenceAdvice = Rhythm & {
  /** what it means against what the two have agreed */
  verdict: "keep" | "more_often" | "less_often";
  /** the one that decides first */
  reasons: readonly CadenceReason[];
  /** when it is time to look again */
  reviewInWeeks: number;
};

/** While one of these holds, nothing makes it less often: neither a wish nor a manager's hours. */
const UNSETTLED: ReadonlySet<CadenceRule> = new Set([
  "ending",
  "away",
  "new_to_team",
  "new_together",
  "new_manager",
  "first_role",
  "change",
  "two_misses",
]);

const REVIEW_WEEKS = 26;
const MONTH_WEEKS = 4;

/** How often two should meet and for how long, with the rule and the facts behind it. It advises; the two decide. */
export function adviseCadence(facts: CadenceFacts): CadenceAdvice {
  if (facts.endsInDays !== null && facts.endsInDays <= ENDING_DAYS) {
    return judged(facts, facts.agreed.everyWeeks, [{ rule: "ending", inDays: facts.endsInDays }], MONTH_WEEKS);
  }
  if (facts.away) {
    const { backInDays } = facts.away;
    const review = backInDays === null ? MONTH_WEEKS : Math.max(1, Math.ceil(backInDays / 7));
    return judged(facts, facts.agreed.everyWeeks, [{ rule: "away", inDays: backInDays }], review);
  }
  switch (facts.relation) {
    case "report":
      return forReport(facts);
    case "skip_level":
      return forSkipLevel(facts);
    case "mentor":
    case "peer":
      return forEquals(facts);
  }
}

/** Whether a pair's advice may be stretched to fit a manager's hours. */
export function isUnsettled({ reasons }: Pick<CadenceAdvice, "reasons">): boolean {
  return reasons.some(({ rule }) => UNSETTLED.has(rule));
}

/** The minutes that go with a rhythm: meeting less often takes a longer meeting, more directs a shorter one. */
export function minutesFor(everyWeeks: number, directs: number): number {
  if (directs > MANY_DIRECTS) return 25;
  if (everyWeeks <= 1) return 30;
  return everyWeeks <= 3 ? 45 : 60;
}

function forReport(facts: CadenceFacts): CadenceAdvice {
  const [base, reason] = baseOf(facts);
  const reasons: CadenceReason[] = [reason];
  let weeks = base;
  const { missesInARow, agreed } = facts;
  const step = Math.max(1, agreed.everyWeeks - 1);
  if (missesInARow >= MISSES) {
    reasons.push({ rule: "two_misses", misses: missesInARow });
    weeks = Math.min(weeks, step);
  }
  const wish = wishOf(facts);
  // A manager who would rather meet less has a budget of hours for that, which is weighed over all of their pairs.
  if (wish && (wish.whose === "direct" || wish.everyWeeks < weeks)) {
    const most = isUnsettled({ reasons }) ? weeks : weeks + 1;
    const wished = Math.min(wish.everyWeeks, most);
    const followed = wished === wish.everyWeeks ? "fully" : wished === weeks ? "no" : "partly";
    reasons.push({ rule: "wish", ...wish, followed });
    weeks = wished;
  }
  // Said where somebody agreed on or asked for less than that, so that they see why it is not what they are told.
  if (agreed.everyWeeks > FLOOR_WEEKS || reasons.some((each) => each.rule === "wish" && each.everyWeeks > FLOOR_WEEKS))
    reasons.push({ rule: "floor" });
  return judged(facts, Math.min(weeks, FLOOR_WEEKS), reasons, reviewOf(facts, reasons));
}

function baseOf(facts: CadenceFacts): [weeks: number, reason: CadenceReason] {
  const { togetherDays: days, directs, managerDays, change } = facts;
  if (days < NEW_DAYS) return [1, { rule: facts.isNewToTeam ? "new_to_team" : "new_together", days, directs }];
  if (managerDays !== null && managerDays < NEW_DAYS) return [1, { rule: "new_manager", days: managerDays }];
  if (facts.isFirstRole && days < SETTLED_DAYS) return [1, { rule: "first_role" }];
  if (change && change.daysAgo <= CHANGE_DAYS) return [1, { rule: "change", ...change }];
  if (days < SETTLED_DAYS) return [directs <= FEW_DIRECTS ? 1 : 2, { rule: "settling", days, directs }];
  if (days < LONG_SETTLED_DAYS) return [2, { rule: "settled", days, directs }];
  return [3, { rule: "long_settled", days, directs }];
}

/** The meeting belongs to the direct: what they said counts before what the manager said. */
function wishOf({ wishes }: CadenceFacts): { whose: "direct" | "manager"; everyWeeks: number } | null {
  const { direct, manager } = wishes;
  if (direct !== null) return { whose: "direct", everyWeeks: direct };
  return manager === null ? null : { whose: "manager", everyWeeks: manager };
}

function forSkipLevel(facts: CadenceFacts): CadenceAdvice {
  const { directs } = facts;
  const isRotation = directs > MANY_DIRECTS;
  const base = Math.min(SKIP_FLOOR_WEEKS, FLOOR_WEEKS * Math.max(1, Math.ceil(directs / MANY_DIRECTS)));
  const reasons: CadenceReason[] = [{ rule: isRotation ? "skip_rotation" : "skip_level", directs }];
  const wish = wishOf(facts);
  if (!wish) return judged(facts, base, reasons, REVIEW_WEEKS);
  const weeks = Math.min(Math.max(wish.everyWeeks, FLOOR_WEEKS), SKIP_FLOOR_WEEKS);
  reasons.push({ rule: "wish", ...wish, followed: weeks === wish.everyWeeks ? "fully" : "partly" });
  return judged(facts, weeks, reasons, REVIEW_WEEKS);
}

function forEquals(facts: CadenceFacts): CadenceAdvice {
  const { direct, manager } = facts.wishes;
  const reasons: CadenceReason[] = [{ rule: "free" }];
  if (direct === null && manager === null) return judged(facts, facts.agreed.everyWeeks, reasons, REVIEW_WEEKS);
  const isDirects = manager === null || (direct !== null && direct <= manager);
  const everyWeeks = Math.min(direct ?? Number.POSITIVE_INFINITY, manager ?? Number.POSITIVE_INFINITY);
  reasons.push({ rule: "wish", whose: isDirects ? "direct" : "manager", everyWeeks, followed: "fully" });
  return judged(facts, everyWeeks, reasons, REVIEW_WEEKS);
}

function reviewOf({ togetherDays }: CadenceFacts, reasons: readonly CadenceReason[]): number {
  const rules = new Set(reasons.map(({ rule }) => rule));
  if (rules.has("change") || rules.has("two_misses")) return MONTH_WEEKS;
  if (rules.has("new_to_team") || rules.has("new_together"))
    return Math.max(1, Math.ceil((NEW_DAYS - togetherDays) / 7));
  return REVIEW_WEEKS;
}

function judged(
  facts: CadenceFacts,
  everyWeeks: number,
  reasons: readonly CadenceReason[],
  reviewInWeeks: number,
): CadenceAdvice {
  const { agreed, relation } = facts;
  const change = { everyWeeks, reasons, reviewInWeeks };
  if (everyWeeks === agreed.everyWeeks) return { ...change, verdict: "keep", minutes: agreed.minutes };
  const verdict = everyWeeks < agreed.everyWeeks ? "more_often" : "less_often";
  const rule = reasons[0]?.rule;
  const isNew = rule === "new_to_team" || rule === "new_together";
  const minutes =
    relation === "report"
      ? minutesFor(everyWeeks, isNew ? 1 : facts.directs)
      : relation === "skip_level"
        ? 30
        : agreed.minutes;
  return { ...change, verdict, minutes };
}
