import type { TabEnvironment } from "../offline/tab-environment.ts";
import type { NotebookApi } from "./notebook-api.ts";
import type { KeptSettings, NotebookKeep } from "./notebook-store.ts";
import { type OpenedStore, openNotebookStore } from "./open-notebook-store.ts";
import { VaultKeeper } from "./vault-keeper.ts";

export type OpenedDevice = OpenedStore & { keeper: VaultKeeper };

/** Opens what this device keeps. @param indexedDB null: it keeps nothing, and what there is is left alone. */
export async function openDevice(
  environment: TabEnvironment,
  api: NotebookApi,
  indexedDB: IDBFactory | null,
): Promise<OpenedDevice> {
  const opened = await openNotebookStore(indexedDB, environment.report);
  return { ...opened, keeper: new VaultKeeper({ environment, store: opened.store, api }) };
}

/** After a reload, or in another tab, but not after it was locked, nor after nobody was here for long. */
export async function opensByItself(store: NotebookKeep, settings: KeptSettings, now: string): Promise<boolean> {
  const usedAt = await store.get("usedAt");
  if (settings.alwaysAsk || usedAt === null) return false;
  return Date.parse(now) - Date.parse(usedAt) < settings.lockAfterMinutes * 60_000;
}
