import { createHash } from "node:crypto";
import type { Action } from "@candor/core/action/action.ts";
import type { Meeting } from "@candor/core/meeting/meeting.ts";
import { nextMeeting } from "@candor/core/meeting/next-meeting.ts";
import type { NoteNode } from "@candor/core/notes/note-node.ts";
import type { Topic } from "@candor/core/topic/topic.ts";
import { artifactBody, artifactTitle } from "@candor/document/artifact/artifact-roots.ts";
import { readNotes } from "@candor/document/notes/read-notes.ts";
import { writeMarkdown } from "@candor/document/notes/write-markdown.ts";
import type { PageContents } from "@candor/document/page/read-contents.ts";
import { readPage } from "@candor/document/page/read-page.ts";
import { topicNotes } from "@candor/document/topic/edit-topic.ts";
import type { ApiAction, ApiContents, ApiMeeting, ApiSealed, ApiTopic } from "@candor/protocol/http/api.ts";
import type * as Y from "yjs";

/** Reads a page into what the API says of it. */
export function presentPage(doc: Y.Doc): ApiContents {
  const { topics, actions, meetings, settings } = readPage(doc);
  const { everyWeeks, minutes, timeZone } = settings;
  return {
    topics: topics.flatMap((topic) => presentTopic(doc, topic) ?? []),
    actions: actions.flatMap((action) => presentAction(action) ?? []),
    meetings: meetings.map(presentMeeting),
    nextMeeting: nextMeeting({ meetings })?.id ?? null,
    series: { everyWeeks, minutes, timeZone },
  };
}

/** Reads an artifact as Markdown. */
export function presentArtifact(doc: Y.Doc): { title: string; text: string } {
  return { title: artifactTitle(doc).toJSON(), text: writeMarkdown(readNotes(artifactBody(doc))) };
}

/** @returns null: it lies in the bin. */
export function presentTopic(doc: Y.Doc, topic: Topic): ApiTopic | null {
  const { state } = topic;
  if (state === "binned") return null;
  const notes = topicNotes(doc, topic.id);
  return describeTopic(topic, state, notes ? readNotes(notes) : []);
}

/** What lies in volumes, oldest year first. */
export function presentSealed(years: readonly PageContents[]): ApiSealed {
  return {
    topics: years.flatMap(({ topics }) =>
      topics.flatMap((topic) => (topic.state === "binned" ? [] : [describeTopic(topic, topic.state, topic.notes)])),
    ),
    actions: years.flatMap(({ actions }) => actions.flatMap((action) => presentAction(action) ?? [])),
    meetings: years.flatMap(({ meetings }) => meetings.map(presentMeeting)),
  };
}

function describeTopic(topic: Topic, state: ApiTopic["state"], notes: readonly NoteNode[]): ApiTopic {
  const { place, carriedFrom } = topic;
  const { id, title, author, altitude, kind, theme, minutes, snoozedUntil, answer, answerLink } = topic;
  return {
    ...{ id, title, notes: writeMarkdown(notes) },
    ...{ place: place === "hopper" ? "hopper" : "meeting", meeting: place === "hopper" ? null : place },
    ...{ author, state, altitude, kind, theme, minutes, carried: carriedFrom.length, snoozedUntil, answer, answerLink },
    ...{ createdAt: topic.createdAt, stateAt: topic.stateAt },
  };
}

/** @returns null: it lies in the bin. */
export function presentAction(action: Action): ApiAction | null {
  const { id, text, owner, due, state, why, createdAt, stateAt } = action;
  if (state === "binned") return null;
  return {
    ...{ id, text, owner, due, state, why: state === "dropped" ? why : null },
    ...{ topic: action.fromTopic, meeting: action.fromMeeting, createdAt, stateAt },
  };
}

function presentMeeting(meeting: Meeting): ApiMeeting {
  const { id, start, timeZone, minutes, state, medium, closedAt, cancelReason, why } = meeting;
  return { id, start, timeZone, minutes, state, medium, closedAt, cancelReason, why };
}

/** A strong validator (RFC 9110 §8.8.3) of what is answered, quotes included. */
export function etagOf(answer: unknown): string {
  return `"${createHash("sha256").update(JSON.stringify(answer)).digest("base64url").slice(0, 22)}"`;
}
