import { computed, type ReadonlySignal } from "@preact/signals";

/** A computed signal that keeps its old value while the new one says the same, so that nobody draws anew for nothing. */
export function stable<T>(compute: () => T, same: (left: T, right: T) => boolean): ReadonlySignal<T> {
  let last: { value: T } | null = null;
  return computed(() => {
    const value = compute();
    if (last === null || !same(last.value, value)) last = { value };
    return last.value;
  });
}

/** For plain records and lists of plain values: one level deep. */
export function sameFlat(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  const [leftEntries, rightKeys] = [Object.entries(left), Object.keys(right)];
  return (
    leftEntries.length === rightKeys.length &&
    leftEntries.every(([key, value]) => sameValue(value, (right as Record<string, unknown>)[key]))
  );
}

function sameValue(left: unknown, right: unknown): boolean {
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((each, index) => Object.is(each, right[index]));
  }
  return Object.is(left, right);
}
