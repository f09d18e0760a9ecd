import type { NoteNode } from "@candor/core/notes/note-node.ts";
import type { Page } from "@candor/core/page/page.ts";
import type * as Y from "yjs";
import { hashText } from "../hash-text.ts";
import { readNotes } from "../notes/read-notes.ts";
import { welcomeFragment } from "../roots.ts";
import { topicNotes } from "../topic/edit-topic.ts";
import { readPage } from "./read-page.ts";
import { shown } from "./shown.ts";

/**
 * What a page looked like, small enough to keep at the end of every visit: texts as hashes, the rest as it is. Plain
 * JSON. Compared by `changesBetween`.
 */
export type PageFingerprint = {
  topics: Record<
    string,
    {
      title: string;
      notes: string;
      place: string;
      state: string;
      traits: string;
      /** left out where there is none */
      answer?: string;
    }
  >;
  actions: Record<string, { text: string; state: string; traits: string }>;
  meetings: Record<string, { start: string | null; state: string }>;
  welcome: string;
  settings: string;
};

export function fingerprintPage(doc: Y.Doc): PageFingerprint {
  return fingerprintOf(doc, readPage(doc), () => true);
}

/**
 * A fingerprint with some things of it as they are now.
 *
 * @param page the document as it reads now.
 * @param ids as `touchedThings` gives them.
 */
export function fingerprintAgain(
  before: PageFingerprint,
  doc: Y.Doc,
  page: Page,
  ids: ReadonlySet<string>,
): PageFingerprint {
  const now = fingerprintOf(doc, page, (id) => ids.has(id));
  return {
    topics: { ...before.topics, ...now.topics },
    actions: { ...before.actions, ...now.actions },
    meetings: { ...before.meetings, ...now.meetings },
    welcome: ids.has("welcome") ? now.welcome : before.welcome,
    settings: ids.has("settings") ? now.settings : before.settings,
  };
}

function fingerprintOf(doc: Y.Doc, read: Page, isWanted: (id: string) => boolean): PageFingerprint {
  const page = shown(read); // a screen has it so
  const wanted = <T extends { id: string }>(things: readonly T[]) => things.filter(({ id }) => isWanted(id));
  return {
    topics: Object.fromEntries(
      wanted(page.topics).map((topic) => {
        const traits = hashText(JSON.stringify([topic.altitude, topic.kind, topic.theme]));
        const notes = hashNotes(topicNotes(doc, topic.id));
        const { title, place, state, answer, answerLink } = topic;
        const isAnswered = answer !== null || answerLink !== null;
        const answered = isAnswered ? { answer: hashText(JSON.stringify([answer, answerLink])) } : {};
        return [topic.id, { title: hashText(title), notes, place, state, traits, ...answered }];
      }),
    ),
    actions: Object.fromEntries(
      wanted(page.actions).map((action) => {
        const traits = hashText(JSON.stringify([action.owner, action.due]));
        return [action.id, { text: hashText(action.text), state: action.state, traits }];
      }),
    ),
    meetings: Object.fromEntries(wanted(page.meetings).map(({ id, start, state }) => [id, { start, state }])),
    welcome: isWanted("welcome") ? hashNotes(welcomeFragment(doc)) : "",
    settings: hashText(JSON.stringify({ ...page.settings, timeZoneOfA: undefined, timeZoneOfB: undefined })), // devices say these
  };
}

function hashNotes(fragment: Y.XmlFragment | null): string {
  const nodes: NoteNode[] = fragment === null ? [] : readNotes(fragment);
  return nodes.length === 0 ? "" : hashText(JSON.stringify(nodes));
}
