import type { ActionState } from "@candor/core/action/action.ts";
import type { Id } from "@candor/core/id.ts";
import type { MeetingState } from "@candor/core/meeting/meeting.ts";
import type { Page } from "@candor/core/page/page.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import type { Place, TopicState } from "@candor/core/topic/topic.ts";
import type * as Y from "yjs";
import { fingerprintPage, type PageFingerprint } from "./fingerprint-page.ts";
import { readPage } from "./read-page.ts";
import { shown } from "./shown.ts";

export type TopicPart = "title" | "notes" | "traits" | "answer";

/** One thing that is otherwise than it was; titles and texts are those of the later state. */
export type PageChange =
  | { type: "topic_added"; id: Id; title: string; place: Place; by: MemberId }
  | { type: "topic_edited"; id: Id; title: string; parts: TopicPart[] }
  | {
      type: "topic_moved";
      id: Id;
      title: string;
      from: Place;
      to: Place /** a meeting did not reach it */;
      carried: boolean;
    }
  | { type: "topic_marked"; id: Id; title: string; from: TopicState; to: TopicState }
  | { type: "action_added"; id: Id; text: string; owner: MemberId; due: string | null }
  | { type: "action_edited"; id: Id; text: string; parts: ("text" | "traits")[] }
  | { type: "action_marked"; id: Id; text: string; from: ActionState; to: ActionState }
  | { type: "meeting_planned"; id: Id; start: string | null }
  | { type: "meeting_moved"; id: Id; from: string | null; to: string | null }
  | { type: "meeting_marked"; id: Id; start: string | null; from: MeetingState; to: MeetingState }
  | { type: "imported"; id: Id; by: MemberId; name: string; meetings: number; topics: number; actions: number }
  | { type: "welcome_edited" }
  | { type: "settings_changed" };

/**
 * What changed from one state of a page to a later one: "what changed since I was here", and history. What was added and
 * binned in between is left out, and so is what went into a year's volume, for nobody changed it.
 *
 * @param before kept at the end of the last visit, or taken from an older version of the page.
 * @returns welcome and settings, then meetings oldest first, topics and actions in the page's order.
 */
export function changesBetween(before: PageFingerprint, doc: Y.Doc): PageChange[] {
  const page = shown(readPage(doc));
  const after = fingerprintPage(doc);
  const changes: PageChange[] = [];
  if (before.welcome !== after.welcome) changes.push({ type: "welcome_edited" });
  if (before.settings !== after.settings) changes.push({ type: "settings_changed" });
  changes.push(...meetingChanges(before, page), ...topicChanges(before, after, page));
  changes.push(...actionChanges(before, after, page));
  return changes;
}

function meetingChanges(before: PageFingerprint, page: Page): PageChange[] {
  return page.meetings.flatMap(({ id, start, state }): PageChange[] => {
    const old = own(before.meetings, id);
    if (!old) return [{ type: "meeting_planned", id, start }];
    const changes: PageChange[] = [];
    if (old.start !== start) changes.push({ type: "meeting_moved", id, from: old.start, to: start });
    if (old.state !== state) {
      changes.push({ type: "meeting_marked", id, start, from: old.state as MeetingState, to: state });
    }
    return changes;
  });
}

function topicChanges(before: PageFingerprint, after: PageFingerprint, page: Page): PageChange[] {
  return page.topics.flatMap(({ id, title, place, state, author, carriedFrom }): PageChange[] => {
    const old = own(before.topics, id);
    const now = own(after.topics, id);
    if (!now || (state === "binned" && (!old || old.state === "binned"))) return [];
    if (!old) return [{ type: "topic_added", id, title, place, by: author }];
    const changes: PageChange[] = [];
    const parts = (["title", "notes", "traits", "answer"] as const).filter((part) => old[part] !== now[part]);
    if (parts.length > 0) changes.push({ type: "topic_edited", id, title, parts });
    if (old.place !== place) {
      const carried = carriedFrom.includes(old.place);
      changes.push({ type: "topic_moved", id, title, from: old.place, to: place, carried });
    }
    if (old.state !== state)
      changes.push({ type: "topic_marked", id, title, from: old.state as TopicState, to: state });
    return changes;
  });
}

function actionChanges(before: PageFingerprint, after: PageFingerprint, page: Page): PageChange[] {
  return page.actions.flatMap(({ id, text, state, owner, due }): PageChange[] => {
    const old = own(before.actions, id);
    const now = own(after.actions, id);
    if (!now || (state === "binned" && (!old || old.state === "binned"))) return [];
    if (!old) return [{ type: "action_added", id, text, owner, due }];
    const changes: PageChange[] = [];
    const parts = (["text", "traits"] as const).filter((part) => old[part] !== now[part]);
    if (parts.length > 0) changes.push({ type: "action_edited", id, text, parts });
    if (old.state !== state)
      changes.push({ type: "action_marked", id, text, from: old.state as ActionState, to: state });
    return changes;
  });
}

function own<T>(record: Record<string, T>, id: string): T | undefined {
  return Object.hasOwn(record, id) ? record[id] : undefined;
}
