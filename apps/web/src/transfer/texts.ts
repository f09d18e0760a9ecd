import type { Imported } from "@candor/document/transfer/import-contents.ts";

const counted = (count: number, one: string, many: string) => (count === 1 ? `1 ${one}` : `${count} ${many}`);

function listed(parts: readonly string[]): string {
  return parts.length > 1 ? `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}` : (parts[0] ?? "");
}

function things({ meetings, topics, actions }: Imported["added"]): string {
  return listed(
    [
      meetings > 0 && counted(meetings, "meeting", "meetings"),
      topics > 0 && counted(topics, "topic", "topics"),
      actions > 0 && counted(actions, "action", "actions"),
    ].filter((part) => part !== false),
  );
}

/** What taking a page along and bringing something in says. */
export const transferTexts = {
  exported: (file: string) => `Exported as ${file}`,
  exportedWithoutYears: (file: string) =>
    `Exported as ${file}, without the years that are kept on the server: you are offline`,
  fileName: (names: string, day: string, ending: string) => `${names} ${day}.${ending}`,
  title: "Import into this page",
  hint: "A Markdown file with dates as headings, or a page exported as JSON. You see what would change before anything does.",
  drop: "Drop a file here, or choose one.",
  choose: "Choose a file",
  reading: "Reading the file…",
  fileChosen: (name: string) => `“${name}”`,
  would: (added: Imported["added"]) =>
    added.meetings + added.topics + added.actions === 0 ? "It would add nothing." : `It would add ${things(added)}.`,
  kept: (count: number) =>
    `${counted(count, "thing is", "things are")} on this page already and ${count === 1 ? "stays" : "stay"} as ${count === 1 ? "it is" : "they are"}.`,
  skipped: (count: number) => `${counted(count, "entry", "entries")} of the file cannot be used and would be left out.`,
  changes: "What would change",
  more: (count: number) => `and ${count} more`,
  replaceWelcome: "Also take over its welcome and settings",
  apply: "Import",
  cancel: "Cancel",
  imported: (added: Imported["added"]) => `Imported ${things(added) || "nothing"}`,
  nothing: "Nothing in it is new to this page.",
  failures: {
    not_text: "This is not a text file. Export your document as Markdown, or as JSON from Candor, and try that.",
    not_json: "This file ends in .json but is not JSON. It may be damaged or cut off. Nothing was changed.",
    not_a_page: "This JSON is not a page exported from Candor. Nothing was changed.",
    newer_version: "This file was exported by a newer version of Candor. Update this one first. Nothing was changed.",
    empty: "The file is empty. Nothing was changed.",
    too_large: "This file is larger than a page can be. Nothing was changed.",
    unreadable: "The file could not be read from this device. Nothing was changed.",
  },
} as const;
