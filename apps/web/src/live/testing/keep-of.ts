import type { Keep } from "../live-memory.ts";

/** A browser's own store, with what it keeps already. */
export function keepOf(entries: Record<string, string> = {}): Keep {
  const kept = new Map(Object.entries(entries));
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}
