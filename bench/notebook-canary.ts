import { runCanary } from "@candor/server/src/notebook/testing/run-canary.ts";
import { numbersFrom } from "./sync/arguments.ts";
import { figure, printTable } from "./sync/print-table.ts";

// Ten thousand notes, each with a word of its own, sealed as the client seals them and sent through the real API. Then
// everything that the server has or leaves is searched for the words and for the keys, in every spelling: database and
// write-ahead log, backup, log, mails, and all of the process's memory, which is what a core dump would hold. A word on a
// shared page, a mail and sealed bytes must be found in the same places, or the search was blind.

const given = numbersFrom({ notes: [10_000] });
const notes = given.notes[0] ?? 0;
let met = true;
for (const engine of ["sqlite", "postgres"] as const) {
  const begun = performance.now();
  const places = await runCanary(notes, engine);
  console.log(`\n${engine}: ${figure(notes)} notes, ${figure((performance.now() - begun) / 1000)} s\n`);
  printTable(
    ["place", "MB searched", "word of the page", "mail", "sealed bytes", "words of notes", "keys"],
    places.map(({ place, bytes, found }) => [
      ...[place, bytes / 1e6, found.page ?? 0, place === "log" ? 0 : (found.mail ?? 0)],
      ...[found.sealed ?? 0, found.notes ?? 0, found.keys ?? 0],
    ]),
  );
  const isClean = places.every(({ found }) => found.notes === 0 && found.keys === 0);
  // PostgreSQL compresses its backup, which is therefore unpacked and searched again.
  const sees = places.filter(({ place }) => !(place === "log" || (place === "backup" && engine === "postgres")));
  const isSighted = sees.every(({ found }) =>
    [found.page, found.mail, found.sealed].every((count) => (count ?? 0) > 0),
  );
  met &&= isClean && isSighted;
}
console.log(
  `\nGoal: no word of a note and no key anywhere, where what may be read is found: ${met ? "met" : "NOT met"}.`,
);
process.exitCode = met ? 0 : 1;
