import fc from "fast-check";
import { test } from "vitest";
import { type Step, type Stream, World } from "./testing/two-browsers.ts";

const step = fc.record({
  kind: fc.constantFrom(
    "type",
    "type",
    "type",
    "add",
    "offline",
    "online",
    "kill",
    "open",
    "cut",
    "full",
    "ok",
    "pass",
  ),
  who: fc.nat(1),
  tab: fc.nat(2),
  at: fc.nat(1000),
});

test("whoever disconnects, reloads or dies and whenever, all end with one page and every word is on it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), fc.infiniteStream(fc.nat(1_000_000)), run),
    { numRuns: 40, seed: 20_260_105 },
  );
}, 120_000);

async function run(steps: Step[], lots: Stream<number>): Promise<void> {
  const world = await World.start(lots);
  try {
    for (const [index, each] of steps.entries()) await world.act(each, `⟦${index}⟧`);
    await world.heal();
    world.check();
  } finally {
    await world.stop();
  }
}
