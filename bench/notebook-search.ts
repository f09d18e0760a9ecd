import { LABELLED_NOTES } from "@candor/fixtures/labelled-notes.ts";
import { seededRandom } from "@candor/fixtures/random.ts";
import { createNoteSearch } from "@candor/notebook/search/search-notes.ts";
import { numbersFrom } from "./sync/arguments.ts";
import { figure, printTable } from "./sync/print-table.ts";

// How long a keystroke in the search of private notes takes, over 5,000 of them. Each query is typed letter by letter. The
// longest is CPU time of the thread, so that what else runs on the machine does not count.

const LIMIT_MS = 50;
const QUERIES = ["pager at night", "gehaltserhöhung", "on call", "the", "sam promotion", "nothing of this kind"];
const [count = 0, seed = 0] = Object.values(numbersFrom({ notes: [5_000], seed: [1] })).map(([value]) => value);

const random = seededRandom(seed);
const now = Date.parse("2026-11-25T10:00:00.000Z");
const search = createNoteSearch();
const begun = performance.now();
for (let id = 0; id < count; id += 1) {
  const text = Array.from({ length: 1 + random.whole(5) }, () => random.pick(LABELLED_NOTES).text).join("\n");
  const { person } = random.pick(LABELLED_NOTES);
  const at = new Date(now - random.whole(5 * 365 * 86_400_000)).toISOString();
  search.put({ id: String(id), text, beside: person, at });
}
const ready = performance.now() - begun;

const rows = QUERIES.map((query) => {
  const times: number[] = [];
  let hits = 0;
  let longest = 0;
  for (let round = 0; round < 10; round += 1) {
    for (let length = 1; length <= query.length; length += 1) {
      const before = { at: performance.now(), cpu: process.threadCpuUsage() };
      hits = search.search(query.slice(0, length), new Date(now).toISOString(), 50).length;
      const { user, system } = process.threadCpuUsage(before.cpu);
      longest = Math.max(longest, (user + system) / 1000);
      times.push(performance.now() - before.at);
    }
  }
  times.sort((left, right) => left - right);
  const at = (share: number) => times[Math.ceil(times.length * share) - 1] ?? 0;
  return { query, hits, p50: at(0.5), p99: at(0.99), longest };
});
printTable(
  ["typed", "hits (of 50)", "p50 ms", "p99 ms", "longest CPU ms"],
  rows.map(({ query, hits, p50, p99, longest }) => [query, hits, p50, p99, longest]),
);
console.log(`\n${figure(count)} notes made ready in ${figure(ready)} ms.`);
const longest = Math.max(...rows.map((row) => row.longest));
console.log(
  `Goal: a keystroke in ${LIMIT_MS} ms, longest ${figure(longest)} ms: ${longest <= LIMIT_MS ? "met" : "NOT met"}.`,
);
process.exitCode = longest <= LIMIT_MS ? 0 : 1;
