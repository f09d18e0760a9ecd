import { Worker } from "node:worker_threads";
import type { MemberId } from "@candor/core/person/member.ts";
import { workerUrl } from "../database/worker-url.ts";

/** Everything that is stored of a page. */
export type NightlyPage = {
  /** the newest snapshot; null: there is none yet */
  state: Uint8Array | null;
  updates: readonly Uint8Array[];
  volumes: readonly Uint8Array[];
  members: readonly { id: MemberId; name: string }[];
};

export type NightlyTexts = { markdown: string; json: string };

const MAX_HEAP_MEGABYTES = 512;

/** The page as it is taken along, made in a thread of its own. @throws {Error} where the page cannot be read. */
export function writeTexts(page: NightlyPage): Promise<NightlyTexts> {
  const worker = new Worker(workerUrl("./nightly-thread", import.meta.url), {
    name: "nightly",
    workerData: page,
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MEGABYTES },
  });
  return new Promise((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", () => reject(new Error("the thread ended without an answer")));
  });
}
