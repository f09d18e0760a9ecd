import type { Id } from "@candor/core/id.ts";

/**
 * The id of the meeting that follows one in its series: `x` → `x.2` → `x.3`. Both people derive the same, so that two
 * who close a meeting at once plan one next meeting and not two.
 */
export function successorId(id: Id): Id {
  const [series, count] = id.split(".");
  return `${series}.${Number(count ?? "1") + 1}`;
}
