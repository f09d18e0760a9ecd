import type * as Y from "yjs";

type Held = Pick<Y.AbstractType<unknown>, "_map" | "_start">;

/** What a shared type holds under keys, deleted ones left out; Yjs's own accessors ask only what the type is for. */
export function holdsKeys(type: Held): boolean {
  for (const item of type._map.values()) if (!item.deleted) return true;
  return false;
}

/** Whether it holds anything in order, deleted ones left out. */
export function holdsList(type: Held): boolean {
  for (let item = type._start; item !== null; item = item.right) if (!item.deleted) return true;
  return false;
}
