import { parentPort, workerData } from "node:worker_threads";
import { pagePaper } from "@candor/document/page/page-paper.ts";
import type { PageContents } from "@candor/document/page/read-contents.ts";
import { exportJson } from "@candor/document/transfer/export-json.ts";
import { exportMarkdown } from "@candor/document/transfer/export-markdown.ts";
import { readVolume } from "@candor/document/volume/year-volume.ts";
import * as Y from "yjs";
import { meetingsCalendar } from "./meetings-calendar.ts";
import type { PageFileTask, PageWritings } from "./write-beside.ts";

// One page is written out here, and then this thread ends.

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
    case "paper":
      return pagePaper(doc, members, sealed);
    case "calendar":
      return meetingsCalendar(doc, page, sealed, new Date(now));
  }
}
