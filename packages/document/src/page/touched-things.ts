import * as Y from "yjs";
import { meetingsMap, pageMap, rootMap, welcomeFragment } from "../roots.ts";

const ZONES_OF_PEOPLE: ReadonlySet<unknown> = new Set(["timeZoneOfA", "timeZoneOfB"]); // devices say these by themselves

/**
 * The ids of the topics, actions and meetings that a transaction changed, "welcome" and "settings" among them. It may be
 * asked of a transaction that has ended.
 */
export function touchedThings(doc: Y.Doc, { changed }: Y.Transaction): Set<string> {
  const touched = new Set<string>();
  const [topics, actions, meetings] = [rootMap(doc, "topics"), rootMap(doc, "actions"), meetingsMap(doc)];
  for (const [type, keys] of changed) {
    const [root, first] = wayFromRoot(type);
    const names = (first === null ? [...keys] : [first]).filter((name) => typeof name === "string");
    if (root === topics || root === actions) for (const id of names) touched.add(id);
    else if (root === meetings) for (const key of names) touched.add(key.split(":")[0] ?? key);
    else if (root === welcomeFragment(doc)) touched.add("welcome");
    else if (root === pageMap(doc) && names.some((key) => !ZONES_OF_PEOPLE.has(key))) touched.add("settings");
  }
  return touched;
}

type Changed = Parameters<Y.Transaction["changed"]["get"]>[0];

/** The root that something lies in, and under which of its keys; null where it is that root. */
function wayFromRoot(type: Changed): [unknown, string | null] {
  let at = type;
  let key: string | null = null;
  while (at._item) {
    key = at._item.parentSub;
    if (!(at._item.parent instanceof Y.AbstractType)) break;
    at = at._item.parent;
  }
  return [at, key];
}
