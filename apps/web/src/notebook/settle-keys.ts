import type { NotebookKeep } from "./notebook-store.ts";
import type { ChangeAnswer, VaultKeeper } from "./vault-keeper.ts";

export type SettledKeys =
  | "settled"
  | "brought_in"
  | "removed_device"
  | "not_now"
  /** for good: the documents that were begun here have to wait for it, no other */
  | "refused";

/** Brings this device, and the keys of documents that were begun here, into the manifest. */
export async function settleKeys(keeper: VaultKeeper, store: NotebookKeep): Promise<SettledKeys> {
  const device = await keeper.settleDevice();
  if (device.type === "refused" && device.reason === "removed_device") return "removed_device";
  if (device.type !== "changed") return isForGood(device) ? "refused" : "not_now";
  const pending = (await store.get("pending")) ?? [];
  if (pending.length === 0) return "settled";
  const added = await keeper.change({ type: "add_document_keys", pending });
  if (added.type !== "changed") return isForGood(added) ? "refused" : "not_now";
  await store.changeKeys("pending", (later) =>
    later.filter((one) => !pending.some(({ doc, epoch }) => doc === one.doc && epoch === one.epoch)),
  );
  return "brought_in";
}

function isForGood(answer: ChangeAnswer): boolean {
  return answer.type === "refused" && answer.reason !== "locked" && answer.reason !== "signed_out";
}
