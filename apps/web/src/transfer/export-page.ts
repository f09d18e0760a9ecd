import type { MemberId } from "@candor/core/person/member.ts";
import type { PageContents } from "@candor/document/page/read-contents.ts";
import { exportHtml } from "@candor/document/transfer/export-html.ts";
import { exportJson } from "@candor/document/transfer/export-json.ts";
import { exportMarkdown } from "@candor/document/transfer/export-markdown.ts";
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
  const years = await fetchSealedYears(handle.pairId);
  const { ending, type, write } = FORMATS[format];
  const members = (["a", "b"] as const).map((id) => ({ id, name: names[id] }));
  const day = Temporal.Now.plainDateISO().toString();
  const name = texts.fileName(`${names.a} & ${names.b}`, day, ending);
  download(name, type, write(handle, members, years.contents));
  showToast(years.isWhole ? texts.exported(name) : texts.exportedWithoutYears(name));
}

type Write = (
  handle: PageHandle,
  members: readonly { id: MemberId; name: string }[],
  sealed: readonly PageContents[],
) => string;

const FORMATS: Readonly<Record<ExportFormat, { ending: string; type: string; write: Write }>> = {
  markdown: {
    ending: "md",
    type: "text/markdown",
    write: ({ doc }, members, sealed) => exportMarkdown(doc, members, sealed),
  },
  html: {
    ending: "html",
    type: "text/html",
    write: ({ doc }, members, sealed) => exportHtml(doc, members, { lang: "en", sealed }),
  },
  json: {
    ending: "json",
    type: "application/json",
    write: ({ doc }, members, sealed) => exportJson(doc, members, sealed),
  },
};
