import { idFromRandom } from "@candor/core/id.ts";
import type { NoteEditor } from "@candor/notebook/note/edit-note.ts";
import { newId } from "@candor/notebook/vault/new-id.ts";
import type { OpenVault } from "@candor/notebook/vault/open-vault.ts";
import type * as Y from "yjs";
import type { TabEnvironment } from "../offline/tab-environment.ts";
import { NoteShelf } from "./note-shelf.ts";
import type { NotebookAlarm } from "./notebook-alarm.ts";
import type { NotebookApi } from "./notebook-api.ts";
import type { NotebookKeep } from "./notebook-store.ts";
import { NotebookSync } from "./sync/notebook-sync.ts";
import type { SyncParts } from "./sync/sync-parts.ts";
import type { VaultKeeper } from "./vault-keeper.ts";

export type OpenNotesParts = {
  environment: TabEnvironment;
  store: NotebookKeep;
  api: NotebookApi;
  keeper: VaultKeeper;
  wrote: () => void;
  alarm: (alarm: NotebookAlarm) => void;
  settleKeys: SyncParts["settleKeys"];
  followVault: SyncParts["followVault"];
  kept: SyncParts["kept"];
  refused: SyncParts["refused"];
  forgetKeys: SyncParts["forgetKeys"];
  /** somebody typed something in this tab */
  typed: () => void;
};

/** Shelf and log of a vault that was opened, bound to each other; what this device keeps is not on the shelf yet. */
export function openNotes(
  vault: OpenVault,
  device: string,
  { environment, store, api, keeper, ...parts }: OpenNotesParts,
): { shelf: NoteShelf; sync: NotebookSync } {
  const random = (count: number) => environment.random(count) as Uint8Array<ArrayBuffer>;
  const editor = (): NoteEditor => ({
    now: environment.instant(),
    newId: () => idFromRandom(environment.random(12)),
  });
  const hooked = new WeakSet<Y.Doc>();
  const hook = (id: string, doc: Y.Doc) => {
    if (hooked.has(doc)) return;
    hooked.add(doc);
    doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (sync.typed.take(id, update, origin)) parts.typed();
    });
  };
  const shelf = new NoteShelf(editor, () => newId(random), hook);
  const indexId = vault.manifest.index;
  const sync = new NotebookSync({
    environment,
    store,
    api,
    device,
    vault: () => keeper.vault ?? vault,
    docOf: (id) => (id === indexId ? shelf.index : shelf.doc(id)),
    wrote: parts.wrote,
    alarm: parts.alarm,
    settleKeys: parts.settleKeys,
    kept: parts.kept,
    refused: parts.refused,
    forgetKeys: parts.forgetKeys,
    followVault: parts.followVault,
  });
  hook(indexId, shelf.index);
  return { shelf, sync };
}
