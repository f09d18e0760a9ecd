import { MOST_ROWS } from "./read-csv-rows.ts";
import type { SourceFaultReason } from "./source-fault.ts";

const SENTENCES = {
  not_text: "This is no file that Candor can read. Save it as .docx, web page, Markdown or CSV. Nothing was changed.",
  unknown_kind: "This archive holds nothing that Candor can read. Nothing was changed.",
  not_json: "This file ends in .json but is not JSON. It may be damaged or cut off. Nothing was changed.",
  not_a_page: "This JSON is not a page exported from Candor. Nothing was changed.",
  newer_version: "This file was exported by a newer version of Candor. Update this one first. Nothing was changed.",
  empty: "The file is empty. Nothing was changed.",
  nothing: "There is no text in this file. Nothing was changed.",
  too_large:
    "This file is larger than 60 MB. Leave its pictures out, or split it; of an export of everything, unpack it and choose the page.json of one page. Nothing was changed.",
  too_long: "This text is longer than 20 MB, far more than a page can hold. Split it. Nothing was changed.",
  too_much: "What is packed in this file is far more than a page can hold. Nothing was changed.",
  too_deep: "This file nests things far too deep to be somebody’s notes. Nothing was changed.",
  damaged: "This file is damaged, or was cut off. Export it once more. Nothing was changed.",
  protected: "This file is protected by a password. Save it without one. Nothing was changed.",
  macros: "This file holds macros, which Candor does not take. Save it as .docx. Nothing was changed.",
  old_word:
    "This is a Word file of before 2007, or one that a password protects. Save it as .docx. Nothing was changed.",
  foreign_markup: "This file declares entities of its own, which no office program does. Nothing was changed.",
} as const satisfies Record<Exclude<SourceFaultReason, "too_many_rows"> | MisunderstoodReason, string>;

export type MisunderstoodReason = "not_json" | "not_a_page" | "newer_version" | "nothing";

const number = (count: number) => count.toLocaleString("en-GB");

/** Why a file is none that can be brought in, as a sentence. @param count of what there is too much of. */
export function sayFault(why: SourceFaultReason | MisunderstoodReason, count: number): string {
  if (why !== "too_many_rows") return SENTENCES[why];
  return `This table has ${number(count)} rows, and ${number(MOST_ROWS)} are the most that come in at once. Split it. Nothing was changed.`;
}
