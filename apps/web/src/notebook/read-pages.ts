import type { StoredNoteRecord } from "@candor/protocol/http/notebook.ts";
import type { SortedPage } from "./judge-answer.ts";
import type { NotebookAnswer } from "./notebook-api.ts";

/** Far more than a server gives anybody room for, and less than a tab comes to grief over. */
const MOST = { pages: 5_000, letters: 512 * 1024 * 1024 };

export type ReadPages =
  | { type: "read"; records: StoredNoteRecord[]; after: number; misshapen: number }
  | { type: "unreachable" }
  /** the server always has more, as no honest one can: what came was let go of */
  | { type: "endless" };

/** Reads all records after a number, page by page. */
export async function readPages(
  from: number,
  readPage: (after: number) => Promise<NotebookAnswer<SortedPage>>,
  most = MOST,
): Promise<ReadPages> {
  const records: StoredNoteRecord[] = [];
  let after = from;
  let letters = 0;
  let pages = 0;
  let misshapen = 0;
  for (let more = true; more; ) {
    const page = await readPage(after);
    if (page.type !== "ok") return { type: "unreachable" };
    pages += 1;
    letters += page.value.records.reduce((sum, { bytes }) => sum + bytes.length, 0);
    if (pages > most.pages || letters > most.letters) return { type: "endless" };
    misshapen += page.value.misshapen;
    records.push(...page.value.records);
    const last = page.value.records.at(-1)?.seq ?? after;
    more = page.value.more && last > after; // a page that leads nowhere would be asked for without end
    after = last;
  }
  return { type: "read", records, after, misshapen };
}
