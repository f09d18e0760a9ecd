/** What the HTTP API says about how often two meet. `advice` is made by core's `adviseCadence`; its reasons say why. */

export type CadenceChangeKind = "reorg" | "leave";

/** As core's CadenceReason; the facts beside the rule are those that its sentence speaks of. */
export type CadenceReasonAnswer = {
  rule: string;
  days?: number | undefined;
  directs?: number | undefined;
  inDays?: number | null | undefined;
  kind?: CadenceChangeKind | undefined;
  daysAgo?: number | undefined;
  misses?: number | undefined;
  whose?: "direct" | "manager" | undefined;
  everyWeeks?: number | undefined;
  followed?: "fully" | "partly" | "no" | undefined;
};

export type CadenceAdviceAnswer = {
  everyWeeks: number;
  minutes: number;
  verdict: "keep" | "more_often" | "less_often";
  reasons: CadenceReasonAnswer[];
  reviewInWeeks: number;
};

/** What one of the two says; both see it. */
export type CadenceStated = {
  /** every how many weeks they would like to meet; null: nothing said */
  everyWeeks: number | null;
  isFirstRole: boolean;
  /** the first day of a leave, ISO date; left out by clients that know nothing of it, as null: nothing said */
  awayFrom?: string | null | undefined;
  /** the day on which they are back, ISO date */
  backSince: string | null;
};

/**
 * GET /api/pairs/:id/cadence → PairCadence
 * PUT /api/pairs/:id/cadence/stated CadenceStated → PairCadence
 * POST /api/pairs/:id/cadence/declined {verdict} → PairCadence; DELETE takes it back, whoever of the two said it
 */
export type PairCadence = {
  pair: string;
  relation: "report" | "skip_level" | "mentor" | "peer";
  /** by which seat the one sits who leads; null between peers */
  above: "a" | "b" | null;
  /** as the server knows the page, which is a little behind it */
  agreed: { everyWeeks: number; minutes: number };
  advice: CadenceAdviceAnswer;
  /** the day since which it has been advised */
  since: string;
  /** one of the two said no to advice of this kind: until when it is not repeated */
  declined: { by: "a" | "b"; until: string } | null;
  stated: { a: CadenceStated; b: CadenceStated };
};

export type DeclineCadence = { verdict: "more_often" | "less_often" };

/** GET /api/me/cadence → MyCadence; PUT /api/me/cadence/budget {minutes} → MyCadence */
export type MyCadence = {
  /** minutes a week; null: I have set none */
  budgetMinutes: number | null;
  /** a week, over the pairs that I lead */
  agreedMinutes: number;
  wishedMinutes: number;
  plannedMinutes: number;
  fits: boolean;
  /** those that I lead */
  led: PairCadence[];
  others: PairCadence[];
};

export type SetCadenceBudget = { minutes: number | null };
