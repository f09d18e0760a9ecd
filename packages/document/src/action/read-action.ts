import type { Action } from "@candor/core/action/action.ts";
import { type Id, isId } from "@candor/core/id.ts";
import { isMemberId } from "@candor/core/person/member.ts";
import type * as Y from "yjs";
import { isDay } from "../day.ts";
import { oneOf, rankOf, stringOf, textOf } from "../roots.ts";

export function readAction(id: Id, map: Y.Map<unknown>): Action {
  const owner = map.get("owner");
  const due = map.get("due");
  const [fromTopic, fromMeeting] = [map.get("fromTopic"), map.get("fromMeeting")];
  return {
    id,
    text: textOf(map, "text"),
    owner: isMemberId(owner) ? owner : "a",
    due: isDay(due) ? due : null,
    state: oneOf(map.get("state"), ["open", "done", "dropped", "binned"], "open"),
    why: stringOf(map, "why"),
    rank: rankOf(map),
    fromTopic: isId(fromTopic) ? fromTopic : null,
    fromMeeting: isId(fromMeeting) ? fromMeeting : null,
    createdAt: stringOf(map, "createdAt") ?? "",
    stateAt: stringOf(map, "stateAt"),
  };
}
