/** A quarter: the time in which two learn how the other works, and the first ninety days count most (EVIDENCE.md 4, [MS1], [MS2]). */
export const NEW_DAYS = 90;
/** After a year the two know each other's work; what a weekly meeting still adds fades (EVIDENCE.md 4, suggested rule (i)). */
export const SETTLED_DAYS = 365;
/** House rule, no study: after three years of the same two, every third week keeps what is of use. */
export const LONG_SETTLED_DAYS = 3 * 365;
/** A change unsettles for about a month (EVIDENCE.md 4, suggested rule (i)). */
export const CHANGE_DAYS = 30;
/** House rule: what is shorter is a holiday, after which nothing has to be found anew. */
export const LEAVE_DAYS = 21;
/** Up to here a manager has the hours to meet everybody weekly (PRODUCT.md H). */
export const FEW_DIRECTS = 5;
/** Grove's six to eight; ten are too many (EVIDENCE.md 4, [A15]). Also how many skip-levels fit a month (PRODUCT.md H). */
export const MANY_DIRECTS = 8;
/** Two meetings missed in a row. */
export const MISSES = 2;
/** Quality beats quantity, if at least monthly (EVIDENCE.md 4, [R-F]): advice for a report is never less. */
export const FLOOR_WEEKS = 4;
/** Skip-levels are met at least once a quarter (PRODUCT.md H). */
export const SKIP_FLOOR_WEEKS = 12;
/** Somebody leaves, or has another manager, within this many days: there is no rhythm to change any more. */
export const ENDING_DAYS = 28;
/** A season: who declined is not asked again sooner. */
export const SEASON_DAYS = 91;

export type CadenceRule =
  | "ending"
  | "away"
  | "new_to_team"
  | "new_together"
  | "new_manager"
  | "first_role"
  | "change"
  | "settling"
  | "settled"
  | "long_settled"
  | "two_misses"
  | "wish"
  | "skip_level"
  | "skip_rotation"
  | "free"
  | "floor"
  | "budget";

type RuleText = { rule: CadenceRule; when: string; gives: string; source: string };

/**
 * The decision table, in the order in which it is gone through: of the first ten the first that holds decides, the
 * others change what it gave. docs/cadence.md shows the same rows, which a test compares.
 */
export const CADENCE_RULES: readonly RuleText[] = [
  {
    rule: "ending",
    when: `the chart ends it within ${ENDING_DAYS} days`,
    gives: "what is agreed; use what is left for a good ending",
    source: "house rule",
  },
  {
    rule: "away",
    when: "one of the two is on leave, as they say",
    gives: "what is agreed; nothing is changed while somebody is away, and what did not take place then is no miss",
    source: "house rule",
  },
  {
    rule: "new_to_team",
    when: `together for less than ${NEW_DAYS} days, and the direct had no manager here before`,
    gives: "weekly, 30 minutes",
    source: "[MS1], [MS2]",
  },
  {
    rule: "new_together",
    when: `together for less than ${NEW_DAYS} days`,
    gives: "weekly, 30 minutes",
    source: "[MS2], (i)",
  },
  {
    rule: "new_manager",
    when: `the manager has led anybody for less than ${NEW_DAYS} days`,
    gives: "weekly, 30 minutes",
    source: "[MS4], (i)",
  },
  {
    rule: "first_role",
    when: `it is the direct's first role, in its first ${SETTLED_DAYS} days`,
    gives: "weekly, 30 minutes",
    source: "PRODUCT.md H",
  },
  {
    rule: "change",
    when: `a re-org, or a return within ${CHANGE_DAYS} days from a leave of ${LEAVE_DAYS} days and more`,
    gives: "weekly, 30 minutes, for a month",
    source: "(i)",
  },
  {
    rule: "settling",
    when: `together for less than ${SETTLED_DAYS} days`,
    gives: `weekly with up to ${FEW_DIRECTS} directs, otherwise every two weeks`,
    source: "PRODUCT.md H",
  },
  {
    rule: "settled",
    when: `together for less than ${LONG_SETTLED_DAYS} days`,
    gives: "every two weeks",
    source: "(i)",
  },
  {
    rule: "long_settled",
    when: "together for longer",
    gives: "every three weeks",
    source: "house rule",
  },
  {
    rule: "two_misses",
    when: `${MISSES} meetings in a row were missed`,
    gives: "one step more often than agreed, for a month",
    source: "(i)",
  },
  {
    rule: "wish",
    when: "the direct wishes another rhythm, or the manager a closer one and the direct said nothing",
    gives: "the wish; less often by one step at most, and not while one of the rows from new_to_team to change holds",
    source: "[E-B]",
  },
  {
    rule: "skip_level",
    when: `a skip-level page, of up to ${MANY_DIRECTS}`,
    gives: "every four weeks, 30 minutes",
    source: "PRODUCT.md H",
  },
  {
    rule: "skip_rotation",
    when: `a skip-level page, of more than ${MANY_DIRECTS}`,
    gives: `in rotation, each at least every ${SKIP_FLOOR_WEEKS} weeks`,
    source: "[S3], [S4]",
  },
  {
    rule: "free",
    when: "mentors and peers",
    gives: "what the two agree; the closer wish if they said one",
    source: "house rule",
  },
  {
    rule: "floor",
    when: "a report, where less than monthly was agreed or wished",
    gives: `every ${FLOOR_WEEKS} weeks at least`,
    source: "[R-F]",
  },
  {
    rule: "budget",
    when: "all pairs together take more than the hours that the manager has",
    gives:
      "one step less for the pairs that are together longest, never below the floor, never for a row from new_to_team to change nor two_misses",
    source: "[A15]",
  },
];
