import { cleanTitle, MAX_SAID_LENGTH } from "@candor/core/link/clean-title.ts";
import type { LinkLook, LinkState } from "@candor/core/link/link-look.ts";

/** A field within something that came over the wire; undefined: there is none, or it is nothing that has fields. */
export function within(value: unknown, ...names: string[]): unknown {
  let found = value;
  for (const name of names) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, name)) return undefined;
    found = (found as Record<string, unknown>)[name];
  }
  return found;
}

/** @returns null where there is no title to be shown. */
export function lookOf(title: unknown, state: LinkState | null, said: unknown = null): LinkLook | null {
  const line = typeof title === "string" ? cleanTitle(title) : null;
  if (line === null) return null;
  return { title: line, state, said: typeof said === "string" ? cleanTitle(said, MAX_SAID_LENGTH) : null };
}

export function nameOf(value: unknown): string | null {
  return typeof value === "string" ? cleanTitle(value, 60) : null;
}

/** The parts of a path as they are written; none where one of them is nothing that a name of a provider's looks like. */
export function partsOf(url: URL): string[] {
  const parts = url.pathname.split("/").filter((part) => part !== "");
  return parts.every((part) => /^[\w.~%!@:+-]+$/.test(part) && !/%2f|%5c|%2e/i.test(part)) ? parts : [];
}
