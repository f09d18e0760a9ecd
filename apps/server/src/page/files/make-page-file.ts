import type { Pair } from "@candor/protocol/http/people.ts";
import { fileNameOf } from "../../artifact/artifact-file.ts";
import type { Database } from "../../database/open-database.ts";
import type { fileAnswer } from "../../paper/file-answer.ts";
import type { PaperMaker } from "../../paper/paper-maker.ts";
import { readStoredPage } from "./stored-page.ts";
import { writeBeside } from "./write-beside.ts";

export const PAGE_FILE_FORMATS = ["markdown", "json", "html", "docx", "pdf", "ics"] as const;
export type PageFileFormat = (typeof PAGE_FILE_FORMATS)[number];

export type PageFileParts = Pick<Database, "db" | "log"> & { paperMaker: PaperMaker; now: () => Date };

export type MadePageFile =
  | { type: "file"; file: Parameters<typeof fileAnswer>[0]; name: string }
  | { type: "files_busy" | "file_too_long" };

const TEXTS = {
  markdown: { ending: "md", contentType: "text/markdown" },
  json: { ending: "json", contentType: "application/json" },
  html: { ending: "html", contentType: "text/html" },
  ics: { ending: "ics", contentType: "text/calendar" },
} as const;

/** The media type of a page's file by its format. */
export const PAGE_FILE_TYPES: Readonly<Record<PageFileFormat, string>> = {
  markdown: TEXTS.markdown.contentType,
  json: TEXTS.json.contentType,
  html: TEXTS.html.contentType,
  ics: TEXTS.ics.contentType,
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  pdf: "application/pdf",
};

/** A page as the server has it, past years included, as a file that is made whole before anything is answered. */
export async function makePageFile(
  { db, log, paperMaker, now }: PageFileParts,
  pair: Pair,
  format: PageFileFormat,
): Promise<MadePageFile> {
  const page = await readStoredPage({ db, log }, pair);
  const title = page.members.map((member) => member.name || "Someone").join(" & ");
  if (format === "docx" || format === "pdf") {
    const paper = await writeBeside(page, "paper", now());
    const made = await paperMaker.make({ paper, format, images: new Map() });
    if (made.type !== "file") return { type: made.type === "busy" ? "files_busy" : "file_too_long" };
    return { type: "file", file: made.file, name: fileNameOf(title, made.file.ending) };
  }
  const { ending, contentType } = TEXTS[format];
  const text = await writeBeside(page, format, now());
  const bytes = new TextEncoder().encode(text);
  return { type: "file", file: { bytes, type: `${contentType}; charset=utf-8` }, name: fileNameOf(title, ending) };
}
