import { sessionRecords } from "@candor/document/pairing/arrange-record.ts";
import { pairingMarkdown } from "@candor/document/pairing/write-records.ts";
import { noteAccess } from "../access/note-access.ts";
import type { PageModel } from "../page/page-model.ts";
import { download } from "../transfer/download.ts";
import { deviceTimeZone, today } from "../ui/clock.ts";
import { pairingTexts as texts } from "./pairing-texts.ts";
import type { PairingView } from "./use-pairing.ts";

/** Hands all that was written while pairing to the browser as a file. */
export function exportPairing({ handle, people, other }: PageModel, view: PairingView): void {
  const { a, b } = people.peek();
  const names = { a: a.name || texts.someone, b: b.name || texts.someone };
  const records = sessionRecords(view, { names, words: texts, timeZone: deviceTimeZone });
  const title = texts.screen(names[other]);
  download(texts.file(names[other], today.peek()), "text/markdown", `# ${title}\n\n${pairingMarkdown(records, 2)}\n`);
  noteAccess(handle.pairId, "exported");
}
