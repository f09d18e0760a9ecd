import { makeHonestWorld } from "./honest-world.ts";
import { FORGETTING_TRICKS, LOG_TRICKS, type Outcome, playOnLog } from "./hostile-log.ts";
import { MANIFEST_TRICKS, playOnManifest } from "./hostile-manifest.ts";
import { seeded } from "./seeded.ts";

/** Every thing that a malicious server is known to try. */
export const TRICKS: readonly string[] = [
  ...Object.keys(LOG_TRICKS),
  ...Object.keys(FORGETTING_TRICKS),
  ...Object.keys(MANIFEST_TRICKS),
];

/** How often a trick came out how; `fooled` says by which seed it can be had again. */
export type Tally = Map<string, Map<Outcome, number>>;

/** With one world for so many tricks: making one takes longer than playing one. */
const TRICKS_PER_WORLD = 2 * TRICKS.length;

/** Plays tricks in turn, each on the phone and on a new device, in worlds made from the seed. */
export async function playTricks(
  seed: number,
  count: number,
): Promise<{ tally: Tally; fooled: { seed: number; trick: string; reader: string; at: number }[] }> {
  const tally: Tally = new Map();
  const fooled: { seed: number; trick: string; reader: string; at: number }[] = [];
  let world = await makeHonestWorld(seeded(seed));
  for (let at = 0; at < count; at++) {
    if (at > 0 && at % TRICKS_PER_WORLD === 0) world = await makeHonestWorld(seeded(seed + at));
    const trick = TRICKS[at % TRICKS.length] ?? "";
    const reader = Math.floor(at / TRICKS.length) % 2 === 0 ? "phone" : "new device";
    const chance = seeded(seed * 7_919 + at);
    const play = trick in LOG_TRICKS || trick in FORGETTING_TRICKS ? playOnLog : playOnManifest;
    const outcome = await play(world, trick, reader, chance);
    if (outcome === "FOOLED") fooled.push({ seed, trick, reader, at });
    const row = tally.get(trick) ?? new Map<Outcome, number>();
    tally.set(trick, row.set(outcome, (row.get(outcome) ?? 0) + 1));
  }
  return { tally, fooled };
}
