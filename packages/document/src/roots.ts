import { type Id, isId } from "@candor/core/id.ts";
import { DEFAULT_RANK, isRank } from "@candor/core/topic/rank.ts";
import * as Y from "yjs";
import { cutText, MAX_LINE_LENGTH } from "./text.ts";

export type Root = "topics" | "actions" | "pairing";

export function rootMap(doc: Y.Doc, root: Root): Y.Map<Y.Map<unknown>> {
  return doc.getMap<Y.Map<unknown>>(root);
}

/**
 * Meetings lie flat in one map, a key a field: `x` holds the start at which x was planned, `x:state` and the like what
 * was changed since. Two people who end one meeting at once both plan the next; had each made a map for it, one of the
 * two would be lost with whatever was changed in it.
 */
export function meetingsMap(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap("meetings");
}

export function pageMap(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap("page");
}

export function welcomeFragment(doc: Y.Doc): Y.XmlFragment {
  return doc.getXmlFragment("welcome");
}

/** The things under a root that have a proper id and are maps; a peer can write others, nobody reads them. */
export function entriesOf(doc: Y.Doc, root: Root): [Id, Y.Map<unknown>][] {
  const entries: [Id, Y.Map<unknown>][] = [];
  for (const [id, value] of rootMap(doc, root).entries()) {
    if (isId(id) && value instanceof Y.Map) entries.push([id, value]);
  }
  return entries;
}

/** @returns null where the thing is gone, for example sealed into a year's volume meanwhile. */
export function find(doc: Y.Doc, root: Root, id: Id): Y.Map<unknown> | null {
  const value = isId(id) ? rootMap(doc, root).get(id) : undefined;
  return value instanceof Y.Map ? value : null;
}

export function stringOf(map: Y.Map<unknown>, key: string): string | null {
  const value = map.get(key);
  return typeof value === "string" ? value : null;
}

export function textOf(map: Y.Map<unknown>, key: string): string {
  const value = map.get(key);
  return value instanceof Y.Text ? value.toJSON() : "";
}

/** A title, or what another thing says, to be changed in a field: as much of it as a line may hold. */
export function lineOf(doc: Y.Doc, root: Root, id: Id): string {
  const map = find(doc, root, id);
  return map ? cutText(textOf(map, root === "topics" ? "title" : "text"), MAX_LINE_LENGTH) : "";
}

export function rankOf(map: Y.Map<unknown>): string {
  const rank = map.get("rank");
  return isRank(rank) ? rank : DEFAULT_RANK;
}

export function oneOf<T extends string>(value: unknown, allowed: readonly T[], fallback: T): T {
  return allowed.includes(value as T) ? (value as T) : fallback;
}

/** Sets only what differs, so that an edit which changes nothing writes nothing. */
export function setChanged(map: Y.Map<unknown>, values: Record<string, string | number | boolean | null>): void {
  for (const [key, value] of Object.entries(values)) if (map.get(key) !== value) map.set(key, value);
}
