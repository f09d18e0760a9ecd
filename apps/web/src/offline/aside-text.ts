import { readNotes } from "@candor/document/notes/read-notes.ts";
import { writeMarkdown } from "@candor/document/notes/write-markdown.ts";
import { readContents } from "@candor/document/page/read-contents.ts";
import { welcomeFragment } from "@candor/document/roots.ts";
import * as Y from "yjs";
import type { SetAside } from "./device-store.ts";

/**
 * What was set aside, to be read and kept as Markdown: every topic, action and welcome that it touches, whole and as it
 * was with it, for half a sentence says little.
 *
 * @returns "" where it has no text: it only moved, marked or took away something.
 */
export function asideText(aside: SetAside, welcomeHeading: string): string {
  const doc = new Y.Doc({ gc: false });
  try {
    Y.applyUpdate(doc, aside.state);
    const { topics, actions } = readContents(doc);
    const touched = touchedThings(doc, aside);
    const blocks = topics
      .filter(({ id }) => touched.has(id))
      .map(({ title, notes }) => [`## ${title}`, writeMarkdown(notes, 2)].filter((part) => part !== "").join("\n\n"));
    blocks.push(...actions.filter(({ id }) => touched.has(id)).map(({ text }) => `- ${text}`));
    const welcome = welcomeFragment(doc);
    if (touched.has("welcome")) blocks.push(`## ${welcomeHeading}\n\n${writeMarkdown(readNotes(welcome), 2)}`);
    return blocks.length > 0 ? `${blocks.join("\n\n")}\n` : bareText(aside);
  } finally {
    doc.destroy();
  }
}

/** Ids of topics and actions, and the names of roots. */
function touchedThings(doc: Y.Doc, { clientId, fromClock }: SetAside): Set<string> {
  const touched = new Set<string>();
  for (const struct of doc.store.clients.get(clientId) ?? []) {
    if (!(struct instanceof Y.Item) || fromClock === null || struct.id.clock + struct.length <= fromClock) continue;
    let top: Y.Item = struct;
    while (top.parent instanceof Y.AbstractType && top.parent._item) top = top.parent._item;
    if (top.parentSub !== null) touched.add(top.parentSub);
    else if (top.parent === welcomeFragment(doc)) touched.add("welcome");
  }
  return touched;
}

/** Where it fits into no page, the words are in it all the same. */
function bareText({ updates }: SetAside): string {
  return updates
    .flatMap((update) => Y.decodeUpdate(update).structs)
    .map((struct) => (struct instanceof Y.Item && struct.content instanceof Y.ContentString ? struct.content.str : ""))
    .join("");
}
