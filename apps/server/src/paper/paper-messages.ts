import type { Paper } from "@candor/document/paper/paper.ts";

/** What a document can be taken along as. */
export const PAPER_FORMATS = ["md", "html", "docx", "pdf"] as const;
export type PaperFormat = (typeof PAPER_FORMATS)[number];

export type PaperImage = { bytes: Uint8Array; type: string };

/** What one thread does, and then ends. */
export type PaperTask = {
  paper: Paper;
  format: PaperFormat;
  /** by the address under which they stand in the paper; one that is missing shows its words */
  images: ReadonlyMap<string, PaperImage>;
  /** paths of fonts beside our own, for letters that ours have not */
  fonts: readonly string[];
};

export type PaperFile = {
  bytes: Uint8Array;
  /** without the dot; Markdown with images is a "zip" */
  ending: string;
  type: string;
  /** letters that no font here has: they stand in the file as boxes; left out where there is none */
  missingLetters?: number;
};

export type PaperMade =
  | { type: "file"; file: PaperFile }
  /** more than a file of this kind can hold */
  | { type: "too_long" };
