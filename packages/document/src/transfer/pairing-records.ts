import { arrangePairing } from "@candor/core/pairing/arrange-pairing.ts";
import type * as Y from "yjs";
import { readSettings } from "../page/read-settings.ts";
import { type SessionRecord, sessionRecords } from "../pairing/arrange-record.ts";
import { readPairingThings } from "../pairing/read-pairing.ts";
import type { ArrangedPage } from "./arrange-page.ts";
import type { TransferWords } from "./transfer-words.ts";

/** What two wrote down side by side, for a file of the whole page, by the clock in which its meetings are planned. */
export function pairingRecords(doc: Y.Doc, { names }: ArrangedPage, words: TransferWords): SessionRecord[] {
  const { timeZone } = readSettings(doc);
  return sessionRecords(arrangePairing(readPairingThings(doc)), { names, words: words.pairing, timeZone });
}
