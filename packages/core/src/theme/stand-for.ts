import type { Id } from "../id.ts";
import type { Theme } from "./theme.ts";

/**
 * For each theme the one that it now stands for: itself, or the end of the chain of merges.
 *
 * Two devices may merge two themes into each other at once, and a theme that others were merged into may be unknown to
 * this device. Then the oldest of a circle stands for it, and the last known of a chain: the same on every device.
 */
export function standFor(themes: readonly Theme[]): ReadonlyMap<Id, Theme> {
  const byId = new Map(themes.map((theme) => [theme.id, theme]));
  const resolved = new Map<Id, Theme>();
  for (const theme of themes) {
    const chain: Theme[] = [];
    let at: Theme = theme;
    while (!chain.includes(at)) {
      chain.push(at);
      const next = at.mergedInto === null ? undefined : byId.get(at.mergedInto);
      if (!next) break;
      at = next;
    }
    const start = chain.indexOf(at);
    const circle = chain.slice(start);
    resolved.set(
      theme.id,
      circle.reduce((oldest, each) => (isOlder(each, oldest) ? each : oldest), at),
    );
  }
  return resolved;
}

function isOlder(left: Theme, right: Theme): boolean {
  return left.madeAt !== right.madeAt ? left.madeAt < right.madeAt : left.id < right.id;
}
