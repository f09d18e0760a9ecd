import { type NoteNode, plainText } from "@candor/core/notes/note-node.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import { isDay } from "../day.ts";
import { parseBlocks } from "../notes/parse-markdown.ts";
import type { NamedMember } from "./arrange-page.ts";
import { callMembers } from "./call-members.ts";
import { type DateReading, findDate } from "./find-date.ts";
import { ENGLISH, type TransferWords } from "./transfer-words.ts";

export type ImportedTopic = {
  title: string;
  notes: NoteNode[];
  /** null: whoever imports */
  author: MemberId | null;
  state: "open" | "discussed" | "let_go";
};

export type ImportedAction = {
  text: string;
  owner: MemberId | null;
  /** YYYY-MM-DD */
  due: string | null;
  done: boolean;
};

export type ImportedMeeting = {
  /** YYYY-MM-DD */
  day: string;
  time: string | null;
  topics: ImportedTopic[];
  actions: ImportedAction[];
};

/** What an import would put on the page; to be shown, and then given to `importMarkdown`. */
export type ImportPreview = {
  /** in the order of the document */
  meetings: ImportedMeeting[];
  hopper: ImportedTopic[];
  actions: ImportedAction[];
  /** what stands above the first heading that says where things belong */
  opening: NoteNode[];
};

export type MarkdownReading = DateReading & {
  members: readonly NamedMember[];
  words?: TransferWords;
  /** whose a name before a colon is, by the name in lower case; a name that is not in it is part of the words */
  people?: ReadonlyMap<string, MemberId>;
  /** headings that look like dates and are none, as they read */
  notDates?: ReadonlySet<string>;
};

type Target = { topics: ImportedTopic[]; actions: ImportedAction[]; areDiscussed: boolean };

const HOPPER_NAMES = ["hopper", "backlog", "parking lot", "later", "someday", "ideas", "topics", "for another time"];
const GROUP_NAMES = ["agenda", "notes", "discussion", "topics", "talking points", "discussed", "items"];
const ACTION_NAMES = [
  "actions",
  "action items",
  "to do",
  "to-do",
  "todo",
  "todos",
  "to-dos",
  "next steps",
  "follow-ups",
];

/**
 * Reads Markdown with date headings, such as a shared document that two people kept, or our own export. A heading with a
 * date begins a meeting, one that is called Hopper, backlog and the like the Hopper, one called actions the actions.
 * Below those, deeper headings and the items of lists are topics, check-boxes are actions.
 */
export function previewMarkdown(markdown: string, given: MarkdownReading): ImportPreview {
  return previewBlocks(parseBlocks(markdown), given);
}

/** The same of a document that was read already, with headings as deep as it has them, 1 to 6. */
export function previewBlocks(blocks: readonly NoteNode[], given: MarkdownReading): ImportPreview {
  const preview: ImportPreview = { meetings: [], hopper: [], actions: [], opening: [] };
  const words = given.words ?? ENGLISH;
  const reading = { ...given, members: callMembers(given.members, words) };
  const hopper: Target = { topics: preview.hopper, actions: preview.actions, areDiscussed: false };
  let target: Target | null = null;
  let targetLevel = 0;
  let meetingLevel = 0;
  let inActions = false;
  let passedOver = 0; // the level of a heading under which our own export keeps what JSON alone can bring back
  let topic: { topic: ImportedTopic; level: number } | null = null;

  for (const block of blocks) {
    if (block.type !== "heading") {
      if (passedOver > 0) continue;
      if (topic) takeIntoTopic(topic, block, reading, words);
      else if (target === null) preview.opening.push(lifted(block, 0));
      else if (inActions) target.actions.push(...actionsIn(block, reading, words));
      else takeLoose(target, block, reading, words);
      continue;
    }
    const level = Number(block.attrs?.level ?? 1);
    const title = plainText([block]);
    if (passedOver > 0 && level > passedOver) continue;
    passedOver = isCalled(title, [words.pairing.title]) ? level : 0;
    if (passedOver > 0) {
      [target, topic, inActions] = [null, null, false];
      continue;
    }
    const isBelow = target !== null && level > targetLevel;
    // Only as deep as the first one: "Plans for 1 December" below a meeting is a topic.
    const mayBeDate = (meetingLevel === 0 || level <= meetingLevel) && !given.notDates?.has(title);
    const date = mayBeDate ? findDate(title, reading) : null;
    const isActions = isCalled(title, [words.actions, ...ACTION_NAMES]);
    if (topic && level > topic.level && !date && !isActions) {
      topic.topic.notes.push(lifted(block, topic.level));
      continue;
    }
    topic = null;
    inActions = isActions;
    if (date) {
      const meeting: ImportedMeeting = { ...date, topics: [], actions: [] };
      preview.meetings.push(meeting);
      target = { ...meeting, areDiscussed: date.day < reading.today.toString() };
      [targetLevel, meetingLevel] = [level, level];
    } else if (isActions) {
      if (!isBelow) [target, targetLevel] = [hopper, level];
    } else if (isBelow && isCalled(title, GROUP_NAMES)) {
      // what follows belongs to the meeting as if it stood right under it
    } else if (isCalled(title, [words.hopper, ...HOPPER_NAMES])) {
      [target, targetLevel] = [hopper, level];
    } else if (target !== null && isBelow) {
      topic = { topic: saidBy(topicOf(block, target.areDiscussed), reading), level };
      target.topics.push(topic.topic);
    } else {
      // A heading that says nothing of where it belongs; the document's own title is left out.
      target = null;
      if (level > 1 || preview.opening.length > 0) preview.opening.push(lifted(block, 0));
    }
  }
  return preview;
}

function isCalled(title: string, names: readonly string[]): boolean {
  const plain = title
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, "")
    .trim();
  return names.some((name) => plain === name.toLowerCase());
}

function topicOf(heading: NoteNode, areDiscussed: boolean): ImportedTopic {
  const title = plainText([heading]);
  const struck = heading.content?.length
    ? heading.content.every((node) => node.marks?.some((mark) => mark.type === "strike"))
    : false;
  const checked = /^[✓✔☑]\s*/u.exec(title)?.[0] ?? "";
  const state = struck ? "let_go" : checked !== "" || areDiscussed ? "discussed" : "open";
  return { title: title.slice(checked.length), notes: [], author: null, state };
}

function takeIntoTopic(
  { topic, level }: { topic: ImportedTopic; level: number },
  block: NoteNode,
  { members }: MarkdownReading,
  words: TransferWords,
): void {
  const author = topic.notes.length === 0 && topic.author === null ? authorIn(block, members, words) : null;
  if (author === null) topic.notes.push(lifted(block, level));
  else topic.author = author;
}

/** The line under a title that our own export writes. */
function authorIn(block: NoteNode, members: readonly NamedMember[], words: TransferWords): MemberId | null {
  const isEmphasised = block.content?.every((node) => node.marks?.some((mark) => mark.type === "em")) ?? false;
  const said = block.type === "paragraph" && isEmphasised ? plainText([block]) : "";
  const isSaid = ({ name }: NamedMember) =>
    said === words.raisedBy(name) || members.some((other) => said === words.raisedBy(name, other.name));
  return members.find(isSaid)?.id ?? null;
}

/** What stands right under a meeting or the Hopper. */
function takeLoose(target: Target, block: NoteNode, reading: MarkdownReading, words: TransferWords): void {
  const state = target.areDiscussed ? "discussed" : "open";
  if (block.type === "check_list") target.actions.push(...actionsIn(block, reading, words));
  else if (block.type === "bullet_list" || block.type === "ordered_list") {
    for (const item of block.content ?? []) {
      const [first, ...rest] = item.content ?? [];
      if (first) target.topics.push(saidBy({ ...titled(first, rest), author: null, state }, reading));
    }
  } else {
    const last = target.topics.at(-1);
    if (last?.title === words.notes) last.notes.push(lifted(block, 0));
    else target.topics.push({ title: words.notes, notes: [lifted(block, 0)], author: null, state });
  }
}

/** `Ben: Budget` is Ben's, where somebody has said who that is. */
function saidBy(topic: ImportedTopic, { people }: MarkdownReading): ImportedTopic {
  const named = nameBefore(topic.title);
  const author = named === null ? undefined : people?.get(named.name.toLowerCase());
  return named === null || author === undefined ? topic : { ...topic, title: named.rest, author };
}

/** A name, or initials, in front of a colon at the start of a line. */
export function nameBefore(line: string): { name: string; rest: string } | null {
  const found = /^@?(\p{Lu}[\p{L}'’.-]*(?: \p{Lu}[\p{L}'’.-]*){0,2})\s?:\s+(\S[\s\S]*)$/u.exec(line);
  return found ? { name: found[1] ?? "", rest: found[2] ?? "" } : null;
}

const LONG_TITLE = 160; // characters: a paragraph that somebody put a bullet in front of

/** An item whose first block is no single line keeps it whole in the notes. */
function titled(first: NoteNode, rest: readonly NoteNode[]): { title: string; notes: NoteNode[] } {
  const line = plainText([first]).split("\n")[0] ?? "";
  if (line.length > LONG_TITLE) {
    const start = line.slice(0, LONG_TITLE).replace(/\s+\S*$/, "");
    return { title: `${start} …`, notes: [first, ...rest].map((node) => lifted(node, 0)) };
  }
  const title = line;
  const isPlainLine = first.content?.every((node) => node.type === "text" && !node.marks) ?? true;
  return { title, notes: (isPlainLine ? rest : [first, ...rest]).map((node) => lifted(node, 0)) };
}

function actionsIn(block: NoteNode, { members, people }: MarkdownReading, words: TransferWords): ImportedAction[] {
  const items = block.type.endsWith("_list") ? (block.content ?? []) : [block];
  return items.flatMap((item) => {
    const text = plainText([item]).trim();
    if (text === "") return [];
    const done = item.attrs?.checked === true;
    const named = nameBefore(text);
    const owner = named === null ? undefined : people?.get(named.name.toLowerCase());
    const said = readAction(named === null || owner === undefined ? text : named.rest, done, members, words);
    return [{ ...said, owner: said.owner ?? owner ?? null }];
  });
}

/** `Ask Lee (Ana, by 2026-11-27)`, as our own export writes it; otherwise the text is all there is. */
function readAction(
  whole: string,
  done: boolean,
  members: readonly NamedMember[],
  words: TransferWords,
): ImportedAction {
  const [, text = "", details = ""] = /^([\s\S]*\S)\s*\(([^()]*)\)$/.exec(whole) ?? [];
  const [name, due, ...more] = details.split(", ");
  const owner = members.find((member) => member.name === name)?.id ?? null;
  const day = /\d{4}-\d{2}-\d{2}/.exec(due ?? "")?.[0];
  const isDue = isDay(day) && due === words.by(day);
  if (owner === null || more.length > 0 || (due !== undefined && !isDue)) {
    return { text: whole, owner: null, due: null, done };
  }
  return { text, owner, due: isDue ? day : null, done };
}

/** Headings as deep as they are below the topic. */
function lifted(node: NoteNode, below: number): NoteNode {
  if (node.type === "heading") {
    const level = Math.min(3, Math.max(1, Number(node.attrs?.level ?? 1) - below));
    return { ...node, attrs: { level } };
  }
  return node.content ? { ...node, content: node.content.map((child) => lifted(child, below)) } : node;
}
