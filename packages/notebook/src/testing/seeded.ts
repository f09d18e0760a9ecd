import type { Bytes, Random } from "../bytes/bytes.ts";

/** Chance that can be had again by its seed. Of no use for keys outside tests. */
export type Seeded = { bytes: Random; below: (limit: number) => number; pick: <T>(from: readonly T[]) => T };

export function seeded(seed: number): Seeded {
  let state = seed >>> 0;
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (limit: number) => next() % limit;
  return {
    bytes: (length: number): Bytes => Uint8Array.from({ length }, () => next() & 255),
    below,
    pick: <T>(from: readonly T[]) => {
      if (from.length === 0) throw new RangeError("nothing to choose from");
      return from[below(from.length)] as T;
    },
  };
}
