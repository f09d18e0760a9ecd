import { Worker } from "node:worker_threads";
import { workerUrl } from "../../database/worker-url.ts";
import { Turns } from "../../sync/snapshot/turns.ts";
import type { ImportMade, ImportTask } from "./import-in-thread.ts";

const MAX_HEAP_MEGABYTES = 512;
const MILLISECONDS = 60_000; // whatever takes longer was made to
const MAX_WAITING = 20;

export type ImportBeside = (task: ImportTask) => Promise<ImportMade | { type: "busy" | "too_heavy" }>;

/** Imports one after the other, each in a thread of its own that ends with it. */
export function createImportBeside(): ImportBeside {
  const turns = new Turns();
  let waiting = 0;
  return async (task) => {
    if (waiting >= MAX_WAITING) return { type: "busy" };
    waiting += 1;
    try {
      return await turns.take(() => inThread(task));
    } finally {
      waiting -= 1;
    }
  };
}

function inThread(task: ImportTask): Promise<ImportMade | { type: "too_heavy" }> {
  const worker = new Worker(workerUrl("./import-thread", import.meta.url), {
    name: "import",
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MEGABYTES },
  });
  let isLate = false;
  const deadline = setTimeout(() => {
    isLate = true;
    void worker.terminate();
  }, MILLISECONDS);
  return new Promise<ImportMade | { type: "too_heavy" }>((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ERR_WORKER_OUT_OF_MEMORY") resolve({ type: "too_heavy" });
      else reject(error);
    });
    worker.once("exit", () => {
      if (isLate) resolve({ type: "too_heavy" });
      else reject(new Error("the thread ended without an answer"));
    });
  }).finally(() => clearTimeout(deadline));
}
