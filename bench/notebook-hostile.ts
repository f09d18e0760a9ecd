/*
 * `npm run bench:notebook:hostile -w bench [-- --count=10000 --seed=1]`: a server that reads nothing, but drops, swaps,
 * replays, splices, forks and sets back what it keeps of a notebook, and swaps, weakens and forges keys. Each trick must
 * be refused or alarm, or change nothing of what the reader has in the end. What a device cannot know by itself, an
 * old state that was true once and is newer than all it remembers, is counted apart: it shows as soon as one later record
 * is delivered, and not before.
 */
import { parseArgs } from "node:util";
import { playTricks } from "@candor/notebook/testing/play-tricks.ts";

const { values } = parseArgs({
  options: { count: { type: "string", default: "10000" }, seed: { type: "string", default: "1" } },
});
const count = Number(values.count);
const started = performance.now();
const { tally, fooled } = await playTricks(Number(values.seed), count);

const OUTCOMES = [
  "alarmed",
  "without effect",
  "alarms at the next record",
  "older, and nobody here could know",
  "FOOLED",
] as const;
const sums = new Map<string, number>();
for (const [trick, outcomes] of tally) {
  const parts = OUTCOMES.filter((outcome) => outcomes.has(outcome)).map((outcome) => {
    sums.set(outcome, (sums.get(outcome) ?? 0) + (outcomes.get(outcome) ?? 0));
    return `${outcomes.get(outcome)} ${outcome}`;
  });
  console.log(`${trick.padEnd(42)} ${parts.join(", ")}`);
}
console.log(`\n${count} manipulations in ${Math.round((performance.now() - started) / 1000)} s, seed ${values.seed}:`);
for (const outcome of OUTCOMES) console.log(`${String(sums.get(outcome) ?? 0).padStart(7)} ${outcome}`);
for (const one of fooled.slice(0, 20)) console.log(JSON.stringify(one));
process.exit(fooled.length > 0 ? 1 : 0);
