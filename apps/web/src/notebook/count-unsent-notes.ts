import { thisTab } from "../offline/this-tab.ts";
import { notebookParts } from "./load-notebook.ts";
import { openNotebookStore } from "./open-notebook-store.ts";
import { isKnownHere } from "./standing.ts";

/** How many sealed changes of private notes only this device has, after an open notebook has sent what it could. */
export async function countUnsentNotes(): Promise<number> {
  if (!isKnownHere()) return 0;
  await notebookParts.peek()?.thisNotebook().flush();
  const { environment } = thisTab();
  const { store } = await openNotebookStore(environment.indexedDB, environment.report);
  const records = await store.readRecords().catch(() => []);
  store.close();
  return records.filter(({ seq }) => seq === 0).length;
}
