import type { Id } from "@candor/core/id.ts";
import type { NoteNode } from "@candor/core/notes/note-node.ts";
import type { Page } from "@candor/core/page/page.ts";
import { readNotes } from "@candor/document/notes/read-notes.ts";
import { readPage } from "@candor/document/page/read-page.ts";
import { shown } from "@candor/document/page/shown.ts";
import { welcomeFragment } from "@candor/document/roots.ts";
import { topicNotes } from "@candor/document/topic/edit-topic.ts";
import type * as Y from "yjs";

/** All that a page says, as plain data: what is printed, shown of an earlier version, or searched. */
export type PageContent = {
  page: Page;
  welcome: readonly NoteNode[];
  /** by topic; a topic without notes has none */
  notes: ReadonlyMap<Id, readonly NoteNode[]>;
};

export function readContent(doc: Y.Doc): PageContent {
  const page = shown(readPage(doc));
  const notes = new Map<Id, readonly NoteNode[]>();
  for (const topic of page.topics) {
    const fragment = topicNotes(doc, topic.id);
    const nodes = fragment ? readNotes(fragment) : [];
    if (nodes.some(saysSomething)) notes.set(topic.id, nodes);
  }
  return { page, welcome: readNotes(welcomeFragment(doc)), notes };
}

function saysSomething(node: NoteNode): boolean {
  return node.type !== "paragraph" || (node.content?.length ?? 0) > 0;
}
