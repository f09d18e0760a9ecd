import { expect, test } from "vitest";
import { playTricks, TRICKS } from "../testing/play-tricks.ts";

const SEED = 20_261_125;

test("whatever a server does to notes and keys is refused, or alarms, or changes nothing", async () => {
  const { tally, fooled } = await playTricks(SEED, 6 * TRICKS.length);
  expect(fooled).toEqual([]);
  expect([...tally.keys()]).toEqual(TRICKS);
});

const HARMLESS = ["deliver in another order", "replay", "deliver what forgotten keys sealed"];

test("the trial is not blind: each trick that takes, changes or adds something alarms", async () => {
  const { tally } = await playTricks(SEED + 1, 6 * TRICKS.length);
  const quiet = TRICKS.filter((trick) => !tally.get(trick)?.has("alarmed"));
  expect(quiet).toEqual(HARMLESS);
});
