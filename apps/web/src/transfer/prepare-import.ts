import type { Page } from "@candor/core/page/page.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import type { Editor } from "@candor/document/edit.ts";
import { changesBetween, type PageChange } from "@candor/document/page/changes-between.ts";
import { fingerprintPage } from "@candor/document/page/fingerprint-page.ts";
import { readPage } from "@candor/document/page/read-page.ts";
import type { Imported } from "@candor/document/transfer/import-contents.ts";
import { importJson } from "@candor/document/transfer/import-json.ts";
import { importMarkdown } from "@candor/document/transfer/import-markdown.ts";
import { previewMarkdown } from "@candor/document/transfer/preview-markdown.ts";
import { readPageFile } from "@candor/document/transfer/read-page-file.ts";
import { MAX_PAGE_BYTES } from "@candor/protocol/sync/limits.ts";
import * as Y from "yjs";

export type ImportFailure =
  | "not_text"
  | "not_json"
  | "not_a_page"
  | "newer_version"
  | "empty"
  | "too_large"
  | "unreadable";

/** A file that has been read and understood, and what it would do to a page. */
export type PreparedImport = {
  fileName: string;
  kind: "markdown" | "json";
  /** entries of the file that nothing can be made of */
  skipped: number;
  /** Puts it on a page, in one step for undo. */
  apply: (doc: Y.Doc, editor: Editor, options: { replaceWelcome: boolean }) => Imported;
};

export type ImportContext = {
  names: Readonly<Record<MemberId, string>>;
  today: Temporal.PlainDate;
  /** how 3/4/2026 is meant */
  dateOrder: "day_month" | "month_day";
};

export async function prepareImport(
  file: File,
  context: ImportContext,
): Promise<{ type: "ready"; prepared: PreparedImport } | { type: "failed"; why: ImportFailure }> {
  if (file.size === 0) return { type: "failed", why: "empty" };
  if (file.size > MAX_PAGE_BYTES * 2) return { type: "failed", why: "too_large" }; // JSON says more than a document
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch (fault) {
    return { type: "failed", why: fault instanceof TypeError ? "not_text" : "unreadable" };
  }
  if (text.includes("\u0000")) return { type: "failed", why: "not_text" };
  if (text.trim() === "") return { type: "failed", why: "empty" };
  return /\.json$/i.test(file.name) || text.trimStart().startsWith("{")
    ? prepareJson(file.name, text)
    : { type: "ready", prepared: prepareMarkdown(file.name, text, context) };
}

function prepareJson(
  fileName: string,
  text: string,
): { type: "ready"; prepared: PreparedImport } | { type: "failed"; why: ImportFailure } {
  const read = readPageFile(text);
  if (read.type !== "page") return { type: "failed", why: read.type };
  const { file, skipped } = read;
  const prepared: PreparedImport = {
    fileName,
    kind: "json",
    skipped,
    apply: (doc, _editor, options) => importJson(doc, file, options),
  };
  return { type: "ready", prepared };
}

function prepareMarkdown(fileName: string, text: string, { names, today, dateOrder }: ImportContext): PreparedImport {
  const members = (["a", "b"] as const).map((id) => ({ id, name: names[id] }));
  const preview = previewMarkdown(text, { members, today, order: dateOrder });
  return {
    fileName,
    kind: "markdown",
    skipped: 0,
    apply: (doc, editor) => importMarkdown(doc, editor, preview, today.toString()),
  };
}

/** What an import would change, found by trying it on a copy. */
export function previewImport(
  doc: Y.Doc,
  editor: Editor,
  prepared: PreparedImport,
  options: { replaceWelcome: boolean },
): { imported: Imported; changes: PageChange[] /** as it would be then */; page: Page } {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  const before = fingerprintPage(copy);
  const imported = prepared.apply(copy, editor, options);
  const changes = changesBetween(before, copy);
  const page = readPage(copy);
  copy.destroy();
  return { imported, changes, page };
}
