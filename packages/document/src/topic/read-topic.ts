import { type Id, isId } from "@candor/core/id.ts";
import { isMemberId } from "@candor/core/person/member.ts";
import type { Topic } from "@candor/core/topic/topic.ts";
import type * as Y from "yjs";
import { oneOf, stringOf, textOf } from "../roots.ts";

export const CARRIED = "carried:"; // one key a meeting, so that two people who close one meeting count it once

export function readTopic(id: Id, map: Y.Map<unknown>): Topic {
  const place = map.get("place");
  const author = map.get("author");
  return {
    id,
    title: textOf(map, "title"),
    place: isId(place) ? place : "hopper",
    rank: stringOf(map, "rank") ?? "",
    altitude: oneOf(map.get("altitude"), ["detail", "big_picture"], "detail"),
    kind: oneOf(map.get("kind"), ["topic", "first", "backup"], "topic"),
    author: isMemberId(author) ? author : "a",
    state: oneOf(map.get("state"), ["open", "discussed", "let_go", "binned"], "open"),
    theme: stringOf(map, "theme"),
    carriedFrom: [...map.keys()].filter((key) => key.startsWith(CARRIED)).map((key) => key.slice(CARRIED.length)),
    snoozedUntil: stringOf(map, "snoozedUntil"),
    keptAt: stringOf(map, "keptAt"),
    createdAt: stringOf(map, "createdAt") ?? "",
    stateAt: stringOf(map, "stateAt"),
  };
}
