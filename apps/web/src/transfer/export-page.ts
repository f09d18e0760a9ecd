import type { MemberId } from "@candor/core/person/member.ts";
import type { PageContents } from "@candor/document/page/read-contents.ts";
import { exportHtml } from "@candor/document/transfer/export-html.ts";
import { exportJson } from "@candor/document/transfer/export-json.ts";
import { exportMarkdown } from "@candor/document/transfer/export-markdown.ts";
import { ENGLISH, type TransferWords } from "@candor/document/transfer/transfer-words.ts";
import { MISSING_LETTERS_HEADER } from "@candor/protocol/http/file.ts";
import { noteAccess } from "../access/note-access.ts";
import type { PageHandle } from "../offline/page-handle.ts";
import { showToast } from "../ui/toasts.ts";
import { download, downloadBlob } from "./download.ts";
import { fetchSealedYears } from "./fetch-sealed-years.ts";
import { transferTexts as texts } from "./texts.ts";

type OwnFormat = "markdown" | "html" | "json";
/** Made by the server, of what it has. */
type ServerFormat = "docx" | "pdf" | "ics";
export type ExportFormat = OwnFormat | ServerFormat;

/** Hands the whole page to the browser as a file, the years that lie on the server included where it can be reached. */
export async function exportPage(
  handle: PageHandle,
  names: Readonly<Record<MemberId, string>>,
  format: ExportFormat,
): Promise<void> {
  if (format === "docx" || format === "pdf" || format === "ics") return exportFromServer(handle, names, format);
  const [years, words] = await Promise.all([fetchSealedYears(handle.pairId), transferWords()]);
  const { ending, type, write } = FORMATS[format];
  const members = (["a", "b"] as const).map((id) => ({ id, name: names[id] }));
  const name = nameOf(names, ending);
  download(name, type, write(handle, members, years.contents, words));
  noteAccess(handle.pairId, "exported");
  showToast(years.isWhole ? texts.exported(name) : texts.exportedWithoutYears(name));
}

function nameOf(names: Readonly<Record<MemberId, string>>, ending: string): string {
  return texts.fileName(`${names.a} & ${names.b}`, Temporal.Now.plainDateISO().toString(), ending);
}

async function exportFromServer(
  handle: PageHandle,
  names: Readonly<Record<MemberId, string>>,
  format: ServerFormat,
): Promise<void> {
  showToast(texts.making);
  const path = `/api/pairs/${encodeURIComponent(handle.pairId)}/files/${format}`;
  const answer = await fetch(path, { credentials: "same-origin", cache: "no-store" }).catch(() => null);
  if (!answer?.ok) {
    showToast(answer === null ? texts.needsServer : answer.status === 409 ? texts.tooLong : texts.notMade);
    return;
  }
  const name = nameOf(names, format);
  downloadBlob(name, await answer.blob());
  noteAccess(handle.pairId, "exported");
  const missing = Number(answer.headers.get(MISSING_LETTERS_HEADER) ?? 0);
  showToast(missing > 0 ? texts.missing(name, missing) : texts.exported(name));
}

type Write = (
  handle: PageHandle,
  members: readonly { id: MemberId; name: string }[],
  sealed: readonly PageContents[],
  words: TransferWords,
) => string;

/** With the words of the bank's questions, of which a page keeps the ids alone. */
async function transferWords(): Promise<TransferWords> {
  const bank = await import("@candor/core/question/bank.ts").catch(() => null);
  return { ...ENGLISH, question: (id) => bank?.questionById(id)?.text ?? null };
}

const FORMATS: Readonly<Record<OwnFormat, { ending: string; type: string; write: Write }>> = {
  markdown: {
    ending: "md",
    type: "text/markdown",
    write: ({ doc }, members, sealed, words) => exportMarkdown(doc, members, sealed, words),
  },
  html: {
    ending: "html",
    type: "text/html",
    write: ({ doc }, members, sealed, words) => exportHtml(doc, members, { lang: "en", sealed, words }),
  },
  json: {
    ending: "json",
    type: "application/json",
    write: ({ doc }, members, sealed) => exportJson(doc, members, sealed),
  },
};
