import type { Id } from "@candor/core/id.ts";
import type { Page } from "@candor/core/page/page.ts";
import { byRank } from "@candor/core/topic/rank.ts";
import type { Topic } from "@candor/core/topic/topic.ts";
import type * as Y from "yjs";
import { readAction } from "../action/read-action.ts";
import { readMeetings } from "../meeting/read-meeting.ts";
import { entriesOf } from "../roots.ts";
import { readTopic } from "../topic/read-topic.ts";
import { readSchemaVersion, readSettings } from "./read-settings.ts";

/** Reads a page into plain core types. Whatever a peer wrote that makes no sense reads as its default. */
export function readPage(doc: Y.Doc): Page {
  const meetings = readMeetings(doc);
  const places = new Set(meetings.map((meeting) => meeting.id));
  const cancelled = new Set(meetings.filter(({ state }) => state === "cancelled").map(({ id }) => id));
  return {
    schemaVersion: readSchemaVersion(doc),
    settings: readSettings(doc),
    // A topic sent to a meeting that has gone meanwhile stands in the Hopper: it must never be nowhere.
    topics: entriesOf(doc, "topics")
      .map(([id, map]) => readTopic(id, map))
      .map((topic) => withoutCarries(topic, cancelled))
      .map((topic) => (places.has(topic.place) ? topic : { ...topic, place: "hopper" }))
      .sort(byRank), // a map's own order is that of arrival, which differs between two devices
    meetings,
    actions: entriesOf(doc, "actions")
      .map(([id, map]) => readAction(id, map))
      .sort(byRank),
  };
}

/** Where one ended a meeting while the other cancelled it, and cancelling stands, it carried nothing. */
function withoutCarries(topic: Topic, cancelled: ReadonlySet<Id>): Topic {
  if (!topic.carriedFrom.some((id) => cancelled.has(id))) return topic;
  return { ...topic, carriedFrom: topic.carriedFrom.filter((id) => !cancelled.has(id)) };
}
