import type { Action } from "@candor/core/action/action.ts";
import type { Id } from "@candor/core/id.ts";
import { type Meeting, PLAIN_MEETING } from "@candor/core/meeting/meeting.ts";
import type { Page } from "@candor/core/page/page.ts";
import { byRank, ranksFor } from "@candor/core/topic/rank.ts";
import { PLAIN_TOPIC, type TopicState } from "@candor/core/topic/topic.ts";
import type * as Y from "yjs";
import type { Editor } from "../edit.ts";
import type { TopicWithNotes } from "../page/read-contents.ts";
import { readPage } from "../page/read-page.ts";
import { type Imported, importContents } from "./import-contents.ts";
import type { ImportedAction, ImportedMeeting, ImportedTopic, ImportPreview } from "./preview-markdown.ts";
import { ENGLISH } from "./transfer-words.ts";

const USUAL_TIME = "10:00"; // where a document names only the day

/**
 * Puts what a preview shows on the page: past meetings as held, later ones as planned, the rest into the Hopper. A
 * meeting that the page has on that day already takes the topics in. One step for undo.
 *
 * @param today YYYY-MM-DD in the pair's zone.
 * @param openingTitle the title of the Hopper topic that takes what stood above everything else.
 */
export function importMarkdown(
  doc: Y.Doc,
  editor: Editor,
  preview: ImportPreview,
  today: string,
  openingTitle: string = ENGLISH.notes,
): Imported {
  const page = readPage(doc);
  const meetings: Meeting[] = [];
  const topics: TopicWithNotes[] = [];
  const actions: Action[] = [];
  const addTopics = (place: Id, imported: readonly ImportedTopic[]) => {
    const ranks = ranksAfter(
      page.topics.filter((topic) => topic.place === place).concat(topics.filter((topic) => topic.place === place)),
      imported.length,
    );
    for (const [index, each] of imported.entries()) {
      topics.push(topicFrom(each, editor, place, ranks[index] as string));
    }
  };
  const actionRanks = ranksAfter(
    page.actions,
    preview.actions.length + preview.meetings.reduce((count, meeting) => count + meeting.actions.length, 0),
  );
  const addActions = (imported: readonly ImportedAction[], fromMeeting: Id | null) => {
    for (const each of imported) {
      actions.push(actionFrom(each, editor, actionRanks[actions.length] as string, fromMeeting));
    }
  };

  for (const imported of preview.meetings) {
    const sameDay = [...page.meetings, ...meetings].find((meeting) => meeting.start?.startsWith(imported.day));
    const meeting = sameDay ?? meetingFrom(imported, editor, page, today);
    if (!sameDay) meetings.push(meeting);
    addTopics(meeting.id, imported.topics);
    addActions(imported.actions, meeting.id);
  }
  const opening: ImportedTopic[] =
    preview.opening.length === 0 ? [] : [{ title: openingTitle, notes: preview.opening, author: null, state: "open" }];
  addTopics("hopper", [...opening, ...preview.hopper]);
  addActions(preview.actions, null);
  return importContents(doc, { meetings, topics, actions });
}

function ranksAfter(present: readonly { id: string; rank: string }[], count: number): string[] {
  const last = [...present].sort(byRank).at(-1);
  const others = last ? [last] : [];
  const ranks: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const id = `new${index}`;
    const rank = ranksFor(id, "last", others).get(id) as string;
    others.splice(0, others.length, { id, rank });
    ranks.push(rank);
  }
  return ranks;
}

function meetingFrom(imported: ImportedMeeting, editor: Editor, { settings }: Page, today: string): Meeting {
  const start = `${imported.day}T${imported.time ?? USUAL_TIME}`;
  const isPast = imported.day < today;
  return {
    ...PLAIN_MEETING,
    id: editor.newId(),
    start,
    timeZone: settings.timeZone,
    minutes: settings.minutes,
    state: isPast ? "held" : "planned",
    medium: isPast ? null : settings.medium,
    closedAt: isPast ? `${imported.day}T12:00:00Z` : null, // nobody wrote down when it ended
  };
}

function topicFrom(imported: ImportedTopic, editor: Editor, place: Id, rank: string): TopicWithNotes {
  const state: TopicState = imported.state;
  return {
    ...PLAIN_TOPIC,
    id: editor.newId(),
    title: imported.title,
    notes: imported.notes,
    place,
    rank,
    author: imported.author ?? editor.member,
    state,
    createdAt: editor.now,
    stateAt: state === "open" ? null : editor.now,
  };
}

function actionFrom(imported: ImportedAction, editor: Editor, rank: string, fromMeeting: Id | null): Action {
  return {
    id: editor.newId(),
    text: imported.text,
    owner: imported.owner ?? editor.member,
    due: imported.due,
    state: imported.done ? "done" : "open",
    why: null,
    rank,
    fromTopic: null,
    fromMeeting,
    createdAt: editor.now,
    stateAt: imported.done ? editor.now : null,
  };
}
