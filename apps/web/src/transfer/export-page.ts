import type { MemberId } from "@candor/core/person/member.ts";
import type { PageContents } from "@candor/document/page/read-contents.ts";
import { exportHtml } from "@candor/document/transfer/export-html.ts";
import { exportJson } from "@candor/document/transfer/export-json.ts";
import { exportMarkdown } from "@candor/document/transfer/export-markdown.ts";
import { ENGLISH, type TransferWords } from "@candor/document/transfer/transfer-words.ts";
import { noteAccess } from "../access/note-access.ts";
import type { PageHandle } from "../offline/page-handle.ts";
import { showToast } from "../ui/toasts.ts";
import { download } from "./download.ts";
import { fetchSealedYears } from "./fetch-sealed-years.ts";
import { transferTexts as texts } from "./texts.ts";

export type ExportFormat = "markdown" | "html" | "json";

/** Hands the whole page to the browser as a file, the years that lie on the server included where it can be reached. */
export async function exportPage(
  handle: PageHandle,
  names: Readonly<Record<MemberId, string>>,
  format: ExportFormat,
): Promise<void> {
  const [years, words] = await Promise.all([fetchSealedYears(handle.pairId), transferWords()]);
  const { ending, type, write } = FORMATS[format];
  const members = (["a", "b"] as const).map((id) => ({ id, name: names[id] }));
  const day = Temporal.Now.plainDateISO().toString();
  const name = texts.fileName(`${names.a} & ${names.b}`, day, ending);
  download(name, type, write(handle, members, years.contents, words));
  noteAccess(handle.pairId, "exported");
  showToast(years.isWhole ? texts.exported(name) : texts.exportedWithoutYears(name));
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

const FORMATS: Readonly<Record<ExportFormat, { ending: string; type: string; write: Write }>> = {
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
