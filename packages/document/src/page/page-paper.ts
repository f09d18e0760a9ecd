import type { NoteNode } from "@candor/core/notes/note-node.ts";
import type * as Y from "yjs";
import { type Paper, soundPaper } from "../paper/paper.ts";
import { type ArrangedPage, arrangePage, type NamedMember, type Section } from "../transfer/arrange-page.ts";
import { callMembers } from "../transfer/call-members.ts";
import { actionLine, meetingHeading, raisedBy } from "../transfer/export-markdown.ts";
import { meetingLines } from "../transfer/meeting-lines.ts";
import { ENGLISH, type TransferWords } from "../transfer/transfer-words.ts";
import type { PageContents, TopicWithNotes } from "./read-contents.ts";

/** A page to be taken along: its meetings, topics and notes as headings and text, in the order of its exports. */
export function pagePaper(
  doc: Y.Doc,
  members: readonly NamedMember[],
  sealed: readonly PageContents[] = [],
  words: TransferWords = ENGLISH,
): Paper {
  const page = arrangePage(doc, callMembers(members, words), sealed);
  return soundPaper({
    title: words.pageOf([page.names.a, page.names.b]),
    lang: "en",
    facts: [],
    body: [...deeper(page.welcome, 1), ...page.sections.flatMap((section) => writeSection(section, page, words))],
  });
}

function writeSection(section: Section, page: ArrangedPage, words: TransferWords): NoteNode[] {
  const { topics, actions } = section;
  if (section.type !== "meeting" && topics.length + actions.length === 0) return [];
  const title =
    section.type === "meeting" ? meetingHeading(section.meeting, section.isNext, words) : words[section.type];
  const lines = section.type === "meeting" ? meetingLines(section.meeting, page.names, words) : [];
  const items = actions.map(
    (action): NoteNode => ({
      type: "check_item",
      attrs: { checked: action.state !== "open" },
      content: [paragraph(actionLine(action, page, words))],
    }),
  );
  return [
    heading(1, title),
    ...lines.map((line) => paragraph(line, "em")),
    ...topics.flatMap((topic) => writeTopic(topic, page, words)),
    ...(items.length > 0 && section.type === "meeting" ? [heading(2, words.actions)] : []),
    ...(items.length > 0 ? [{ type: "check_list", content: items } satisfies NoteNode] : []),
  ];
}

function writeTopic(topic: TopicWithNotes, page: ArrangedPage, words: TransferWords): NoteNode[] {
  const sign = topic.state === "discussed" ? "✓ " : "";
  const answer =
    topic.answer === null && topic.answerLink === null ? [] : [paragraph(words.answered(topic.answer ?? ""))];
  const link: NoteNode[] =
    topic.answerLink === null
      ? []
      : [
          {
            type: "paragraph",
            content: [
              { type: "text", text: topic.answerLink, marks: [{ type: "link", attrs: { href: topic.answerLink } }] },
            ],
          },
        ];
  return [
    heading(2, `${sign}${topic.title.trim()}`, topic.state === "let_go"),
    paragraph(raisedBy(topic, page, words), "em"),
    ...deeper(topic.notes, 2),
    ...answer,
    ...link,
  ];
}

function heading(level: number, text: string, isStruck = false): NoteNode {
  const marks = isStruck ? { marks: [{ type: "strike" as const }] } : {};
  return { type: "heading", attrs: { level }, content: text === "" ? [] : [{ type: "text", text, ...marks }] };
}

function paragraph(text: string, mark?: "em"): NoteNode {
  if (text === "") return { type: "paragraph" };
  return { type: "paragraph", content: [{ type: "text", text, ...(mark && { marks: [{ type: mark }] }) }] };
}

/** Headings of notes stand below the one of their topic. */
function deeper(nodes: readonly NoteNode[], by: number): NoteNode[] {
  return nodes.map((node) => {
    if (node.type === "heading") return { ...node, attrs: { level: Math.min(3, Number(node.attrs?.level ?? 1) + by) } };
    return node.content ? { ...node, content: deeper(node.content, by) } : node;
  });
}
