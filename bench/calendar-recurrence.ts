import { spawnSync } from "node:child_process";
import { parseRule } from "@candor/integrations/calendar/ics/parse-rule.ts";
import { recur } from "@candor/integrations/calendar/ics/recur.ts";
import { numbersFrom } from "./sync/arguments.ts";
import { printTable } from "./sync/print-table.ts";

// Random recurrence rules, reckoned by us and by python-dateutil (Debian: python3-dateutil), which owes us nothing. The
// first fifteen times of each are compared; each rule begins with a time of its own.

const SHOWN = 12; // of those that differ
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

const cases = oracle.stdout
  .trim()
  .split("\n")
  .map((line): Case => JSON.parse(line));
const different = cases.filter((each) => !isSame(each));
const kinds = {
  "different: weeks by number around New Year, where the standard is unclear": (rule: string) =>
    rule.includes("BYWEEKNO"),
  "wrong in rrule-temporal: yearly, by days of the year or the month narrowed by further days": (rule: string) =>
    rule.startsWith("FREQ=YEARLY") &&
    (/BYYEARDAY/.test(rule) || (/BYMONTHDAY/.test(rule) && /BYDAY=[^;]*\d/.test(rule))),
  "different otherwise": () => true,
};
const counted = new Map<string, Case[]>(Object.keys(kinds).map((kind) => [kind, []]));
for (const each of different) {
  const [kind = ""] = Object.entries(kinds).find(([, isOf]) => isOf(each.rule)) ?? [];
  counted.get(kind)?.push(each);
}
const otherwise = counted.get("different otherwise") ?? [];
printTable(
  ["rules", "number"],
  [["compared", cases.length], ...[...counted].map(([kind, found]) => [kind, found.length])],
);
for (const each of otherwise.slice(0, SHOWN)) {
  console.log(`\n${each.rule} from ${each.start}\n  theirs ${each.times.join(" ")}\n  ours   ${ours(each).join(" ")}`);
}
const isMet = otherwise.length === 0;
console.log(`\nGoal: no difference that is not explained: ${isMet ? "met" : "NOT met"}.`);
process.exitCode = isMet ? 0 : 1;

function isSame(each: Case): boolean {
  return ours(each).join() === each.times.join();
}

/** As far as theirs go, and a little further where theirs came to an end. */
function ours({ rule: text, start, times }: Case): string[] {
  const rule = parseRule(text);
  if (rule === null) return [];
  const wall = (time: string) => Date.parse(`${time}Z`);
  const last = wall(times.at(-1) ?? start);
  const until = times.length < 15 ? last + 40 * 86_400_000 : last;
  const { walls } = recur(rule, wall(start), null, { from: wall(start), until, most: 1000 });
  return walls.map((each) => new Date(each).toISOString().slice(0, 19));
}
