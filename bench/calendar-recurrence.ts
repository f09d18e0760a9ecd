import { spawnSync } from "node:child_process";
import { parseRule } from "@candor/integrations/calendar/ics/parse-rule.ts";
import { recur } from "@candor/integrations/calendar/ics/recur.ts";
import { numbersFrom } from "./sync/arguments.ts";
import { printTable } from "./sync/print-table.ts";

// Random recurrence rules, reckoned by us and by python-dateutil (Debian: python3-dateutil), which owes us nothing. The
// first fifteen times of each are compared; each rule begins with a time of its own. Each difference is said with its reason.

const [rules = 0, seed = 0] = Object.values(numbersFrom({ rules: [3000], seed: [1] })).map(([value]) => value);

const ORACLE = `
import json, random, sys
from datetime import datetime, timedelta
from itertools import islice
from dateutil.rrule import rrulestr
wanted, seed = int(sys.argv[1]), int(sys.argv[2])
r = random.Random(seed)
days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
def some(values, most):
    return ",".join(map(str, sorted(r.sample(list(values), r.randint(1, most)))))
def rule():
    freq = r.choice(["YEARLY", "MONTHLY", "MONTHLY", "WEEKLY", "WEEKLY", "DAILY", "HOURLY"])
    parts = ["FREQ=" + freq]
    if r.random() < 0.5: parts.append("INTERVAL=%d" % r.randint(2, 4))
    if r.random() < 0.3: parts.append("BYMONTH=" + some(range(1, 13), 4))
    if freq in ("MONTHLY", "YEARLY") and r.random() < 0.4: parts.append("BYMONTHDAY=" + some([1, 2, 5, 13, 15, 28, 29, 30, 31, -1, -2, -7], 3))
    if r.random() < 0.5:
        chosen = r.sample(days, r.randint(1, 4))
        if freq in ("MONTHLY", "YEARLY") and r.random() < 0.5:
            chosen = [str(r.choice([1, 2, 3, 4, -1, -2])) + day for day in chosen]
        parts.append("BYDAY=" + ",".join(chosen))
    numbered = any(p.startswith("BYDAY") and any(c.isdigit() for c in p) for p in parts)
    if freq == "YEARLY" and not numbered and r.random() < 0.15: parts.append("BYYEARDAY=" + some([1, 60, 100, 200, 365, -1, -100], 3))
    if freq == "YEARLY" and not numbered and r.random() < 0.15: parts.append("BYWEEKNO=" + some([1, 2, 10, 20, 40, 51, 52, 53, -1], 3))
    if freq != "HOURLY" and r.random() < 0.15: parts.append("BYHOUR=" + some(range(24), 3))
    if r.random() < 0.1: parts.append("BYMINUTE=" + some([0, 15, 30, 45], 3))
    if freq in ("MONTHLY", "YEARLY") and any(p.startswith("BYDAY") or p.startswith("BYMONTHDAY") for p in parts) and r.random() < 0.3:
        parts.append("BYSETPOS=" + some([1, 2, 3, -1, -2], 2))
    if r.random() < 0.3: parts.append("WKST=" + r.choice(days))
    if r.random() < 0.3: parts.append("COUNT=%d" % r.randint(1, 20))
    return ";".join(parts)
made = 0
while made < wanted:
    text = rule()
    begin = datetime(2020 + r.randint(0, 6), r.randint(1, 12), r.randint(1, 28), r.randint(0, 23), r.choice([0, 15, 30, 45]))
    bare = ";".join(p for p in text.split(";") if not p.startswith("COUNT"))
    try:
        first = next((t for t in islice(rrulestr(bare, dtstart=begin), 1) if t < begin + timedelta(days=4000)), None)
    except Exception:
        continue
    if first is None: continue
    times = list(islice(rrulestr(text, dtstart=first), 15))
    if not times or times[0] != first or times[-1].year > 2090: continue
    made += 1
    print(json.dumps({"rule": text, "start": first.isoformat(), "times": [t.isoformat() for t in times]}))
`;

const oracle = spawnSync("python3", ["-c", ORACLE, String(rules), String(seed)], {
  encoding: "utf8",
  maxBuffer: 1 << 28,
});
if (oracle.status !== 0) {
  console.error(`python3 with dateutil is needed (Debian: apt-get install python3-dateutil).\n${oracle.stderr}`);
  process.exit(2);
}

type Case = { rule: string; start: string; times: string[] };
type Different = Case & { walls: string[]; otherwise: string[] | null };

const cases = oracle.stdout
  .trim()
  .split("\n")
  .map((line): Case => JSON.parse(line));
const different = cases.map((each) => ({ ...each, ...ours(each) })).filter((each) => !isSame(each.walls, each.times));

/** Why two may differ. Each holds of a case only where it accounts for it to the last time. */
const reasons: Record<string, (each: Different) => boolean> = {
  "the start's weekday of the week, or all seven: the standard says neither": (each) =>
    isOtherReading(each) && !/BYDAY|BYMONTHDAY|BYYEARDAY/.test(each.rule),
  "days beyond New Year are of the week's year, or of their own: the standard says neither": isOtherReading,
  "wrong in python-dateutil 2.9: of last year's last week it drops the days after New Year": isWithoutDaysOfJanuary,
};
const UNEXPLAINED = "not explained";
const explained = different.map((each) => ({
  ...each,
  reason: Object.entries(reasons).find(([, holds]) => holds(each))?.[0] ?? UNEXPLAINED,
}));
for (const { rule, start, reason, walls, times } of explained) {
  const at = times.findIndex((time, index) => time !== walls[index]);
  const shown = (list: readonly string[]) => (at < 0 ? "nothing more" : (list[at] ?? "nothing more"));
  console.log(`${rule} from ${start}\n  ${reason}; they part at ${shown(times)}, ours ${shown(walls)}`);
}
const numberOf = (reason: string) => explained.filter((each) => each.reason === reason).length;
console.log("");
printTable(
  ["rules", "number"],
  [["compared", cases.length], ...[...Object.keys(reasons), UNEXPLAINED].map((reason) => [reason, numberOf(reason)])],
);
const isMet = cases.length === rules && numberOf(UNEXPLAINED) === 0;
console.log(`\nGoal: no difference that is not explained: ${isMet ? "met" : "NOT met"}.`);
process.exitCode = isMet ? 0 : 1;

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.join() === other.join();
}

/** What we call unknown where it is read in two ways is theirs, to the last time: so no hour of theirs is free. */
function isOtherReading({ otherwise, times, rule }: Different): boolean {
  return rule.includes("BYWEEKNO") && otherwise !== null && isSame(otherwise, times);
}

/** They have all of the other reading but first days of January, and so come to their COUNT later. */
function isWithoutDaysOfJanuary(each: Different): boolean {
  const { otherwise } = ours({ ...each, rule: each.rule.replace(/;COUNT=\d+/, "") });
  if (!each.rule.includes("BYWEEKNO") || otherwise === null) return false;
  const [theirs, all] = [new Set(each.times), new Set(otherwise)];
  const last = each.times.at(-1) ?? "";
  const missing = otherwise.filter((time) => time <= last && !theirs.has(time));
  return each.times.every((time) => all.has(time)) && missing.every((time) => /^\d+-01-0[123]T/.test(time));
}

/** As far as theirs go, and a little further where theirs came to an end. */
function ours({ rule: text, start, times }: Case): { walls: string[]; otherwise: string[] | null } {
  const rule = parseRule(text);
  if (rule === null) return { walls: [], otherwise: null };
  const wall = (time: string) => Date.parse(`${time}Z`);
  const say = (each: number) => new Date(each).toISOString().slice(0, 19);
  const last = wall(times.at(-1) ?? start);
  const until = times.length < 15 ? last + 40 * 86_400_000 : last;
  const { walls, otherwise } = recur(rule, wall(start), null, { from: wall(start), until, most: 1000 });
  return { walls: walls.map(say), otherwise: otherwise?.map(say) ?? null };
}
