import type { Id } from "@candor/core/id.ts";
import type * as Y from "yjs";

/** Every key that says something about a meeting, its own included. */
export function keysOfMeeting(map: Y.Map<unknown>, id: Id): string[] {
  return [...map.keys()].filter((key) => key === id || key.startsWith(`${id}:`));
}
