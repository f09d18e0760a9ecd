import { setImmediate as nextTurn } from "node:timers/promises";

const SLICE_MILLISECONDS = 8; // keystrokes of everybody else wait for no more than that

/** Looks at many rows and keeps what comes of some, in their order, letting others have their turn in between. */
export async function keepMatching<Row, Found>(
  rows: readonly Row[],
  found: (row: Row) => Found,
  matches: (found: Found) => boolean,
): Promise<Found[]> {
  const kept: Found[] = [];
  let begunAt = performance.now();
  for (const row of rows) {
    const each = found(row);
    if (matches(each)) kept.push(each);
    if (performance.now() - begunAt < SLICE_MILLISECONDS) continue;
    await nextTurn();
    begunAt = performance.now();
  }
  return kept;
}
