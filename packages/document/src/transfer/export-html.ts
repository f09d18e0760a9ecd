import type { Action } from "@candor/core/action/action.ts";
import { safeHref } from "@candor/core/notes/note-node.ts";
import type * as Y from "yjs";
import { escapeHtml, writeHtml } from "../notes/write-html.ts";
import type { PageContents, TopicWithNotes } from "../page/read-contents.ts";
import type { SessionRecord } from "../pairing/arrange-record.ts";
import { type ArrangedPage, arrangePage, type NamedMember, type Section } from "./arrange-page.ts";
import { callMembers } from "./call-members.ts";
import { meetingHeading, raisedBy } from "./export-markdown.ts";
import { meetingLines } from "./meeting-lines.ts";
import { pairingRecords } from "./pairing-records.ts";
import { ENGLISH, type TransferWords } from "./transfer-words.ts";

const STYLE = `
body { font: 16px/1.55 Georgia, serif; color: #1c222b; background: #fff; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid #81868f; }
h2, h3 { break-after: avoid; }
section.topic { break-inside: avoid; }
ul.checks, ul.actions { list-style: none; padding-left: 0; }
ul.checks p { display: inline; }
.meta { color: #49505b; font-style: italic; margin-top: -0.75rem; }
p.record { color: #49505b; font-style: italic; margin-block: 0.25rem; }
p.answer { margin-block: 0.5rem; }
.frame { overflow-x: auto; }
table { border-collapse: collapse; }
th, td { border: 1px solid #81868f; padding: 0.25rem 0.5rem; text-align: start; vertical-align: top; }
pre { overflow-x: auto; background: #f5f2ec; padding: 0.75rem; }
blockquote { margin-left: 0; padding-left: 1rem; border-left: 3px solid #81868f; }
`;

/** The whole page as one HTML file without scripts, for reading, keeping and printing. */
export function exportHtml(
  doc: Y.Doc,
  members: readonly NamedMember[],
  options: { lang: string; sealed?: readonly PageContents[]; words?: TransferWords },
): string {
  const words = options.words ?? ENGLISH;
  const page = arrangePage(doc, callMembers(members, words), options.sealed);
  const title = escapeHtml(words.pageOf([page.names.a, page.names.b]));
  return [
    "<!doctype html>",
    `<html lang="${escapeHtml(options.lang)}">`,
    `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">`,
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${title}</title><style>${STYLE}</style></head>`,
    `<body>\n<h1>${title}</h1>`,
    writeHtml(page.welcome, 1),
    ...page.sections.flatMap((section) => writeSection(section, page, words)),
    ...writePairing(pairingRecords(doc, page, words), words),
    "</body>\n</html>\n",
  ].join("\n");
}

function writePairing(records: readonly SessionRecord[], words: TransferWords): string[] {
  if (records.length === 0) return [];
  return [
    `<h2>${escapeHtml(words.pairing.title)}</h2>`,
    ...records.map(({ heading, when, links, lines }) => {
      const hrefs = links.map((link) => `<p><a href="${escapeHtml(link)}">${escapeHtml(link)}</a></p>`).join("");
      const list = lines.map((line) => `<li>${escapeHtml(line)}</li>`).join("\n");
      return `<section class="topic"><h3>${escapeHtml(heading)}</h3>\n<p class="meta">${escapeHtml(when)}</p>${hrefs}${list === "" ? "" : `\n<ul>\n${list}\n</ul>`}</section>`;
    }),
  ];
}

function writeSection(section: Section, page: ArrangedPage, words: TransferWords): string[] {
  if (section.type !== "meeting" && section.topics.length + section.actions.length === 0) return [];
  const heading =
    section.type === "meeting" ? meetingHeading(section.meeting, section.isNext, words) : words[section.type];
  const actions = section.actions.map((action) => writeAction(action, page, words)).join("\n");
  const lines = section.type === "meeting" ? meetingLines(section.meeting, page.names, words) : [];
  return [
    `<h2>${escapeHtml(heading)}</h2>`,
    ...lines.map((line) => `<p class="record">${escapeHtml(line)}</p>`),
    ...section.topics.map((topic) => writeTopic(topic, page, words)),
    ...(actions !== "" && section.type === "meeting" ? [`<h3>${escapeHtml(words.actions)}</h3>`] : []),
    ...(actions === "" ? [] : [`<ul class="actions">\n${actions}\n</ul>`]),
  ];
}

function writeTopic(topic: TopicWithNotes, page: ArrangedPage, words: TransferWords): string {
  const title = escapeHtml(topic.title);
  const sign = topic.state === "discussed" ? "✓ " : "";
  const heading = topic.state === "let_go" ? `<s>${title}</s>` : sign + title;
  const meta = escapeHtml(raisedBy(topic, page, words));
  return `<section class="topic"><h3>${heading}</h3>\n<p class="meta">${meta}</p>\n${writeHtml(topic.notes, 3)}${writeAnswer(topic, words)}</section>`;
}

function writeAnswer({ answer, answerLink }: TopicWithNotes, words: TransferWords): string {
  if (answer === null && answerLink === null) return "";
  const href = safeHref(answerLink);
  const link = href === null ? "" : ` <a href="${escapeHtml(href)}">${escapeHtml(href)}</a>`;
  return `<p class="answer">${escapeHtml(words.answered(answer ?? ""))}${link}</p>`;
}

function writeAction(action: Action, page: ArrangedPage, words: TransferWords): string {
  const details = [page.names[action.owner]];
  if (action.due !== null) details.push(words.by(action.due));
  if (action.state === "dropped") details.push(words.droppedBecause(action.why ?? ""));
  const box = action.state === "open" ? "☐" : "☑";
  return `<li><span class="box">${box}</span> ${escapeHtml(action.text)} (${escapeHtml(details.join(", "))})</li>`;
}
