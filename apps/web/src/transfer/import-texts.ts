import { MOST_THINGS } from "@candor/document/source/plan-import.ts";
import { sayFault } from "@candor/document/source/say-fault.ts";
import type { Imported } from "@candor/document/transfer/import-contents.ts";
import type { PageImport } from "@candor/document/transfer/import-record.ts";
import { counted, listed, things } from "@candor/document/transfer/say-counts.ts";
import type { UndoneImport } from "@candor/document/transfer/undo-import.ts";

/** What bringing something in from elsewhere says. */
export const importTexts = {
  title: "Import into this page",
  hint: "What the two of you kept elsewhere, with dates as headings or in a table. The file is read on this device, and you see what would change before anything does.",
  drop: "Drop a file here, or choose one.",
  kinds:
    "Google Docs (download as .docx or web page), Word (.docx), Notion (Markdown zip), Markdown, a CSV such as of Fellow, Lattice or 15Five, or what was exported from Candor: a page as JSON, or everything.",
  reading: "Reading the file…",
  fileChosen: (name: string) => `“${name}”`,
  firstSay: "Answer the question above, and you see what would change.",
  would: (added: Imported["added"]) =>
    added.meetings + added.topics + added.actions === 0 ? "It would add nothing." : `It would add ${things(added)}.`,
  kept: (count: number) =>
    `${counted(count, "thing is", "things are")} on this page already and ${count === 1 ? "stays" : "stay"} as ${count === 1 ? "it is" : "they are"}.`,
  cut: (count: number) =>
    `${counted(count, "line is", "lines are")} longer than a page takes and would be cut. What a title has no room for would begin the notes of its topic; of any other line it stays in the file alone.`,
  skipped: (count: number) => `${counted(count, "entry", "entries")} of the file cannot be used and would be left out.`,
  leftOut: ({ images, comments }: { images: number; comments: number }) => {
    const parts = [
      images > 0 && counted(images, "picture", "pictures"),
      comments > 0 && counted(comments, "comment in the margin", "comments in the margin"),
    ].filter((part) => part !== false);
    return parts.length === 0 ? "" : `${listed(parts)} would be left out: a page holds text.`;
  },
  told: "The other sees that you imported it, and words that are theirs say that you brought them. It can be taken back as a whole for two weeks.",
  whichPage: "Which of the pages in it belongs on this one?",
  whichHint: "They are called by whom they are with. For each of the others open its own page, or begin one.",
  tooManyThings: (count: number) =>
    `It holds ${count.toLocaleString("en-GB")} meetings, topics and actions, and ${MOST_THINGS.toLocaleString("en-GB")} are the most that come in at once. Import a part of it, such as the last years.`,
  tooMuchForAPage: "This is more than one page can hold. Import a part of it, such as the last years.",
  changes: "What would change",
  more: (count: number) => `and ${count} more`,
  replaceWelcome: "Also take over its welcome and settings",
  apply: "Import",
  cancel: "Cancel",
  imported: (added: Imported["added"]) => `Imported ${things(added) || "nothing"}`,
  nothing: "Nothing in it is new to this page.",
  readOnly: "This page can only be read just now. Nothing was changed.",
  earlier: "Imported lately",
  earlierHint: "Taking one back bins what it brought. What either of you changed since stays.",
  /** @param by null: by whoever reads it */
  earlierOne: ({ name, meetings, topics, actions }: PageImport, by: string | null, when: string) =>
    `“${name}” by ${by === null ? "you" : by || "the other"}, ${when}: ${things({ meetings, topics, actions })}`,
  takeBack: "Take back",
  takeBackOf: (name: string) => `Take back “${name}”`,
  takenBack: ({ removed, kept }: UndoneImport) =>
    kept === 0
      ? `Took back ${things(removed) || "nothing"}`
      : `Took back ${things(removed) || "nothing"}; ${counted(kept, "thing that was changed since stays", "things that were changed since stay")}`,
  tooLate: "This import was taken back already, or is too long ago to be taken back as a whole.",
  order: {
    legend: "How are dates such as 03/04/2025 meant?",
    day_month: "Day first: 3 April 2025",
    month_day: "Month first: 4 March 2025",
  },
  people: {
    legend: "Who is who?",
    hint: "What stands behind a name becomes that person’s. Of somebody else, the name stays part of the words.",
    you: (name: string) => (name === "" ? "You" : `You (${name})`),
    other: "The other",
    someone: "Somebody without a name",
    nobody: "Nobody of the two",
    named: (name: string, count: number) => `${name} (${count === 1 ? "once" : `${count} times`})`,
    whichIsYou: (other: string) => `Which of the two in the file are you, the other being ${other}?`,
  },
  dates: {
    none: "No line of it is a date, so all of it becomes one topic in the Hopper. Put the day of each meeting on a line of its own, and the parts become meetings.",
    summary: (count: number) => `${counted(count, "heading is", "headings are")} the date of a meeting`,
    hint: "Take the mark off whatever is none.",
  },
  columns: {
    legend: "What do the columns say?",
    none: "Nothing",
    unnamed: (position: number) => `Column ${position}`,
    date: "Day of the meeting",
    text: "Topic or action",
    notes: "Notes",
    author: "Who raised it",
    owner: "Who does it",
    due: "Due",
    done: "Done or discussed",
    kind: "Topic or action: which",
  },
  sayFault,
  failures: {
    no_reader: "The part that reads files could not be loaded. Try again once you are online. Nothing was changed.",
    no_years:
      "What lies in the past years of this page could not be looked at, so that things might come twice. Try again once you are online. Nothing was changed.",
  },
} as const;
