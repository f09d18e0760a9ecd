import type { NotebookKeep } from "./notebook-store.ts";
import type { VaultKeeper } from "./vault-keeper.ts";

export type SettledKeys = "settled" | "brought_in" | "removed_device" | "not_now";

/** Brings this device, and the keys of documents that were begun here, into the manifest. */
export async function settleKeys(keeper: VaultKeeper, store: NotebookKeep): Promise<SettledKeys> {
  const device = await keeper.settleDevice();
  if (device.type === "refused" && device.reason === "removed_device") return "removed_device";
  if (device.type !== "changed") return "not_now";
  const pending = (await store.get("pending")) ?? [];
  if (pending.length === 0) return "settled";
  const added = await keeper.change({ type: "add_document_keys", pending });
  if (added.type !== "changed") return "not_now";
  await store.changePending((later) =>
    later.filter((one) => !pending.some(({ doc, epoch }) => doc === one.doc && epoch === one.epoch)),
  );
  return "brought_in";
}
