import { type IDBPDatabase, wrap } from "idb";
import { failOnce } from "../offline/fail-once.ts";
import { type NotebookKeep, type NotebookSchema, NotebookStore } from "./notebook-store.ts";
import { TabKeep } from "./tab-keep.ts";

/** Where private notes lie, sealed, and the keys of this device to them: apart, so that signing out deletes it at once. */
const NOTEBOOK_DATABASE = "candor-notebook";

export type OpenedStore = { store: NotebookKeep; isKept: boolean; hasFailed: boolean };

/** @returns one that keeps nothing beyond the tab where this browser doesn't, or where it failed. */
export async function openNotebookStore(
  factory: IDBFactory | null,
  report: (fault: unknown, doing: string) => void,
): Promise<OpenedStore> {
  if (!factory) return { store: new TabKeep(), isKept: false, hasFailed: false };
  try {
    const request = factory.open(NOTEBOOK_DATABASE, 1);
    request.addEventListener("upgradeneeded", () => {
      request.result.createObjectStore("values");
      request.result.createObjectStore("records", { keyPath: ["doc", "device", "dseq"] });
      request.result.createObjectStore("logs");
      request.result.createObjectStore("drafts", { keyPath: ["tab", "doc"] });
    });
    const database = failOnce((await wrap(request)) as unknown as IDBPDatabase<NotebookSchema>);
    // Signing out in another tab deletes it: that must not wait for this one.
    database.addEventListener("versionchange", () => database.close());
    return { store: new NotebookStore(database), isKept: true, hasFailed: false };
  } catch (fault) {
    report(fault, "opening what this device keeps of private notes");
    return { store: new TabKeep(), isKept: false, hasFailed: true };
  }
}
