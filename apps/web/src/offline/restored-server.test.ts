import fc from "fast-check";
import { test } from "vitest";
import { type Stream, World } from "./testing/two-browsers.ts";

const kind = fc.constantFrom(
  "type",
  "type",
  "type",
  "type",
  "add",
  "add",
  "kill",
  "open",
  "pass",
  "snapshot",
  "backup",
);
const step = fc.record({ kind, who: fc.nat(1), tab: fc.nat(2), at: fc.nat(3000) });
const gone = fc.constantFrom(null, null, 0, 1);

test("after a restore, whoever is still there brings back the newer words of both, each once", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), gone, fc.infiniteStream(fc.nat(1_000_000)), run),
    { numRuns: 40, seed: 20_261_125 },
  );
}, 240_000);

async function run(
  steps: (typeof step extends fc.Arbitrary<infer T> ? T : never)[],
  away: number | null,
  lots: Stream<number>,
) {
  const world = await World.start(lots);
  try {
    for (const [index, each] of steps.entries()) await world.act(each, `⟦${index}⟧`);
    await world.heal(); // everything is stored and shown to both
    const due = await world.restore(away);
    await world.heal();
    world.check(due);
  } finally {
    await world.stop();
  }
}
