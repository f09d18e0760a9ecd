import type { Action } from "@candor/core/action/action.ts";
import { type Id, isId } from "@candor/core/id.ts";
import { isMemberId } from "@candor/core/person/member.ts";
import type * as Y from "yjs";
import { oneOf, stringOf, textOf } from "../roots.ts";

const DAY_PATTERN = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

export function readAction(id: Id, map: Y.Map<unknown>): Action {
  const owner = map.get("owner");
  const due = stringOf(map, "due");
  const [fromTopic, fromMeeting] = [map.get("fromTopic"), map.get("fromMeeting")];
  return {
    id,
    text: textOf(map, "text"),
    owner: isMemberId(owner) ? owner : "a",
    due: due !== null && DAY_PATTERN.test(due) ? due : null,
    state: oneOf(map.get("state"), ["open", "done", "dropped", "binned"], "open"),
    why: stringOf(map, "why"),
    rank: stringOf(map, "rank") ?? "",
    fromTopic: isId(fromTopic) ? fromTopic : null,
    fromMeeting: isId(fromMeeting) ? fromMeeting : null,
    createdAt: stringOf(map, "createdAt") ?? "",
    stateAt: stringOf(map, "stateAt"),
  };
}
