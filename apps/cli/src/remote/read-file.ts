import { Worker } from "node:worker_threads";
import type { SourceDocument } from "@candor/document/source/source-document.ts";
import type { SourceFaultReason } from "@candor/document/source/source-fault.ts";

export type ReadFileQuestion = { name: string; bytes: Uint8Array; page: string | null };
export type ReadFileAnswer =
  | { type: "read"; source: SourceDocument }
  | { type: "failed"; why: SourceFaultReason; count?: number };

const MAX_FILE_BYTES = 60_000_000; // a document of five years with its pictures has about a tenth
const MOST_MILLISECONDS = 60_000; // whatever takes longer was made to
const MAX_HEAP_MEGABYTES = 512;

/** Takes a file apart in a thread that ends with the answer, as the browser does. Nothing of it leaves this machine yet. */
export function readFileBeside(question: ReadFileQuestion): Promise<ReadFileAnswer> {
  if (question.bytes.length > MAX_FILE_BYTES) return Promise.resolve({ type: "failed", why: "too_large" });
  const worker = new Worker(new URL("./read-file-thread.ts", import.meta.url), {
    workerData: question,
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MEGABYTES },
  });
  const deadline = setTimeout(() => void worker.terminate(), MOST_MILLISECONDS);
  return new Promise<ReadFileAnswer>((resolve) => {
    worker.once("message", resolve);
    for (const end of ["error", "exit"]) worker.once(end, () => resolve({ type: "failed", why: "too_much" }));
  }).finally(() => {
    clearTimeout(deadline);
    void worker.terminate();
  });
}
