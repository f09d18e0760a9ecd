/** How it looks and what its keys do is the browser's, whoever uses it. */
const STAYS: ReadonlySet<string> = new Set(["candor.preferences", "candor.single-keys"]);

/**
 * Takes off this device what somebody kept here in the clear while they wrote it, as the draft of a letter, and which
 * pages and hints they had before them.
 */
export function forgetKept(storage: () => Pick<Storage, "length" | "key" | "removeItem">): void {
  try {
    const kept = storage();
    const names = Array.from({ length: kept.length }, (_, at) => kept.key(at));
    for (const name of names) if (name?.startsWith("candor.") && !STAYS.has(name)) kept.removeItem(name);
  } catch {
    // a browser that keeps nothing
  }
}
