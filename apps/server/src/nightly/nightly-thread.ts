import { parentPort, workerData } from "node:worker_threads";
import { exportJson } from "@candor/document/transfer/export-json.ts";
import { exportMarkdown } from "@candor/document/transfer/export-markdown.ts";
import { readVolume } from "@candor/document/volume/year-volume.ts";
import * as Y from "yjs";
import type { NightlyPage, NightlyTexts } from "./write-texts.ts";

// One page is written out here, beside what people wait for, and then this thread ends.

const { state, updates, volumes, members } = workerData as NightlyPage;
const doc = new Y.Doc();
doc.transact(() => {
  if (state !== null) Y.applyUpdate(doc, state);
  for (const update of updates) Y.applyUpdate(doc, update);
});
const sealed = volumes.map(readVolume);
const texts: NightlyTexts = { markdown: exportMarkdown(doc, members, sealed), json: exportJson(doc, members, sealed) };
parentPort?.postMessage(texts);
