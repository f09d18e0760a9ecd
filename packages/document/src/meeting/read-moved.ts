import type { MovedOccurrence } from "@candor/core/meeting/moved-occurrence.ts";
import type * as Y from "yjs";
import { meetingsMap } from "../roots.ts";
import { keysOfMeeting } from "./keys-of-meeting.ts";
import { ELSEWHERE, elsewhereIn, isStart } from "./read-meeting.ts";

/** Everything that is written of times elsewhere, whatever it still means; earliest first. */
export function readMoved(doc: Y.Doc): MovedOccurrence[] {
  const map = meetingsMap(doc);
  const elsewhere = elsewhereIn(map);
  return keysOfMeeting(map, ELSEWHERE)
    .map((key) => key.slice(ELSEWHERE.length + 1))
    .filter(isStart)
    .sort()
    .flatMap((slot) => {
      const start = elsewhere(slot);
      return start === undefined ? [] : [{ slot, start }];
    });
}
