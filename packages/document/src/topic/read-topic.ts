import { type Id, isId } from "@candor/core/id.ts";
import { safeHref } from "@candor/core/notes/note-node.ts";
import { isMemberId } from "@candor/core/person/member.ts";
import type { Topic } from "@candor/core/topic/topic.ts";
import type * as Y from "yjs";
import { isDay } from "../day.ts";
import { MAX_MINUTES } from "../page/read-settings.ts";
import { oneOf, rankOf, stringOf, textOf } from "../roots.ts";
import { wholeBetween } from "../whole-between.ts";

export const CARRIED = "carried:"; // one key a meeting, so that two people who close one meeting count it once

export function readTopic(id: Id, map: Y.Map<unknown>): Topic {
  const place = map.get("place");
  const author = map.get("author");
  const snoozedUntil = map.get("snoozedUntil");
  const keptCarries = map.get("keptCarries");
  const importedBy = map.get("importedBy");
  const minutes = wholeBetween(map.get("minutes"), 1, MAX_MINUTES, 0);
  return {
    id,
    title: textOf(map, "title"),
    place: isId(place) ? place : "hopper",
    rank: rankOf(map),
    altitude: oneOf(map.get("altitude"), ["detail", "big_picture"], "detail"),
    kind: oneOf(map.get("kind"), ["topic", "first", "backup"], "topic"),
    author: isMemberId(author) ? author : "a",
    state: oneOf(map.get("state"), ["open", "discussed", "let_go", "binned"], "open"),
    theme: stringOf(map, "theme"),
    carriedFrom: carriedFrom(map),
    snoozedUntil: isDay(snoozedUntil) ? snoozedUntil : null,
    keptAt: stringOf(map, "keptAt"),
    keptCarries: typeof keptCarries === "number" && keptCarries > 0 ? Math.floor(keptCarries) : 0,
    question: isId(map.get("question")) ? (map.get("question") as Id) : null,
    minutes: minutes > 0 ? minutes : null,
    answer: stringOf(map, "answer"),
    answerLink: safeHref(map.get("answerLink")),
    importedBy: isMemberId(importedBy) ? importedBy : null,
    createdAt: stringOf(map, "createdAt") ?? "",
    stateAt: stringOf(map, "stateAt"),
  };
}

function carriedFrom(map: Y.Map<unknown>): Id[] {
  const ids: Id[] = [];
  for (const key of map.keys()) {
    const id = key.startsWith(CARRIED) ? key.slice(CARRIED.length) : ""; // nearly all of thousands are other keys
    if (isId(id) && map.get(key) === true) ids.push(id);
  }
  return ids.sort(); // a map's keys come in the order in which they arrived, which differs between two devices
}
