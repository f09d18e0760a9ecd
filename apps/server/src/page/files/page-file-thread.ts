import { parentPort, workerData } from "node:worker_threads";
import { questionById } from "@candor/core/question/bank.ts";
import { pagePaper } from "@candor/document/page/page-paper.ts";
import type { PageContents } from "@candor/document/page/read-contents.ts";
import { exportHtml } from "@candor/document/transfer/export-html.ts";
import { exportJson } from "@candor/document/transfer/export-json.ts";
import { exportMarkdown } from "@candor/document/transfer/export-markdown.ts";
import { ENGLISH, type TransferWords } from "@candor/document/transfer/transfer-words.ts";
import { readVolume } from "@candor/document/volume/year-volume.ts";
import * as Y from "yjs";
import { meetingsCalendar } from "./meetings-calendar.ts";
import type { PageFileTask, PageWritings } from "./write-beside.ts";

// One page is written out here, and then this thread ends.

const WORDS: TransferWords = { ...ENGLISH, question: (id) => questionById(id)?.text ?? null };
const { page, as, now } = workerData as PageFileTask;
const doc = new Y.Doc();
doc.transact(() => {
  if (page.state !== null) Y.applyUpdate(doc, page.state);
  for (const update of page.updates) Y.applyUpdate(doc, update);
});
parentPort?.postMessage(write(page.volumes.map(readVolume)));

function write(sealed: readonly PageContents[]): PageWritings[keyof PageWritings] {
  const { members } = page;
  switch (as) {
    case "texts":
      return { markdown: exportMarkdown(doc, members, sealed), json: exportJson(doc, members, sealed) };
    case "markdown":
      return exportMarkdown(doc, members, sealed, WORDS);
    case "json":
      return exportJson(doc, members, sealed);
    case "html":
      return exportHtml(doc, members, { lang: "en", sealed, words: WORDS });
    case "paper":
      return pagePaper(doc, members, sealed);
    case "ics":
      return meetingsCalendar(doc, page, sealed, new Date(now));
  }
}
