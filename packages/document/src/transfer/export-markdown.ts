import type { Action } from "@candor/core/action/action.ts";
import type { Meeting } from "@candor/core/meeting/meeting.ts";
import type { NoteNode } from "@candor/core/notes/note-node.ts";
import type * as Y from "yjs";
import { writeMarkdown } from "../notes/write-markdown.ts";
import { writeInline } from "../notes/write-markdown-inline.ts";
import type { PageContents, TopicWithNotes } from "../page/read-contents.ts";
import { pairingMarkdown } from "../pairing/write-records.ts";
import { type ArrangedPage, arrangePage, type NamedMember, type Section } from "./arrange-page.ts";
import { callMembers } from "./call-members.ts";
import { meetingLines } from "./meeting-lines.ts";
import { pairingRecords } from "./pairing-records.ts";
import { ENGLISH, type TransferWords } from "./transfer-words.ts";

const TOPIC_LEVEL = 3; // headings: the page, a meeting, a topic

/** The whole page as Markdown that is pleasant to read, and that `previewMarkdown` can take in again. */
export function exportMarkdown(
  doc: Y.Doc,
  members: readonly NamedMember[],
  sealed: readonly PageContents[] = [],
  words: TransferWords = ENGLISH,
): string {
  const page = arrangePage(doc, callMembers(members, words), sealed);
  const records = pairingRecords(doc, page, words);
  const blocks = [
    `# ${plain(words.pageOf([page.names.a, page.names.b]))}`,
    writeMarkdown(page.welcome, 1),
    ...page.sections.flatMap((section) => writeSection(section, page, words)),
    ...(records.length === 0 ? [] : [`## ${words.pairing.title}`, pairingMarkdown(records, TOPIC_LEVEL)]),
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function writeSection(section: Section, page: ArrangedPage, words: TransferWords): string[] {
  const { topics, actions } = section;
  if (section.type !== "meeting" && topics.length + actions.length === 0) return [];
  const blocks = [`## ${headingOf(section, words)}`];
  if (section.type === "meeting") {
    for (const line of meetingLines(section.meeting, page.names, words)) blocks.push(`_${plain(line)}_`);
  }
  for (const topic of topics) blocks.push(...writeTopic(topic, page, words));
  if (actions.length > 0) {
    if (section.type !== "actions") blocks.push(`### ${words.actions}`);
    blocks.push(actions.map((action) => writeAction(action, page, words)).join("\n"));
  }
  return blocks;
}

function headingOf(section: Section, words: TransferWords): string {
  return section.type === "meeting" ? meetingHeading(section.meeting, section.isNext, words) : words[section.type];
}

export function meetingHeading(meeting: Meeting, isNext: boolean, words: TransferWords): string {
  return [
    ...(isNext ? [words.nextMeeting] : []),
    meeting.start?.replace("T", " ") ?? words.noDate,
    ...(meeting.state === "cancelled" ? [cancelled(meeting, words)] : []),
    ...(meeting.medium === null ? [] : [words.media[meeting.medium]]),
  ].join(" · ");
}

function cancelled({ cancelReason }: Meeting, words: TransferWords): string {
  return cancelReason === null ? words.cancelled : `${words.cancelled} (${words.cancelReasons[cancelReason]})`;
}

function writeTopic(topic: TopicWithNotes, page: ArrangedPage, words: TransferWords): string[] {
  // Number signs at the end of a heading would close it.
  const title = plain(topic.title).replace(/(^|\s)(#+)$/, "$1\\$2");
  const sign = topic.state === "discussed" ? "✓ " : "";
  return [
    `### ${sign}${topic.state === "let_go" ? `~~${title}~~` : title}`.trimEnd(),
    `_${plain(raisedBy(topic, page, words))}_`,
    writeMarkdown(topic.notes, TOPIC_LEVEL),
    writeAnswer(topic, words),
  ];
}

/** Who raised a topic, and who brought it in where that is the other. */
export function raisedBy(topic: TopicWithNotes, { names }: ArrangedPage, words: TransferWords): string {
  return words.raisedBy(names[topic.author], topic.importedBy === null ? undefined : names[topic.importedBy]);
}

function writeAnswer({ answer, answerLink }: TopicWithNotes, words: TransferWords): string {
  if (answer === null && answerLink === null) return "";
  const line: NoteNode = { type: "text", text: words.answered(answer?.replace(/\s+/g, " ") ?? "") };
  if (answerLink === null) return writeInline([line], " ");
  const link: NoteNode = { type: "text", text: answerLink, marks: [{ type: "link", attrs: { href: answerLink } }] };
  return writeInline([line, { type: "text", text: " " }, link], " ");
}

function writeAction(action: Action, page: ArrangedPage, words: TransferWords): string {
  return `- [${action.state === "open" ? " " : "x"}] ${plain(actionLine(action, page, words))}`;
}

/** `Ask Lee (Ana, by 2026-11-27)` */
export function actionLine(action: Action, page: ArrangedPage, words: TransferWords): string {
  const details = [page.names[action.owner]];
  if (action.due !== null) details.push(words.by(action.due));
  if (action.state === "dropped") details.push(words.droppedBecause(action.why ?? ""));
  return `${action.text} (${details.join(", ")})`;
}

function plain(text: string): string {
  return writeInline([{ type: "text", text: text.replace(/\s+/g, " ").trim() }], " ");
}
