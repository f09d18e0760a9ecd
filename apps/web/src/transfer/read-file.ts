import { scriptAddress } from "../update/script-address.ts";
import type { ReadFileAnswer, ReadFileQuestion } from "./read-file-question.ts";
import workerAddress from "./read-file-worker.ts?worker&url";

const MAX_FILE_BYTES = 60_000_000; // a document of five years with its pictures has about a tenth
const MOST_MILLISECONDS = 60_000; // whatever takes longer was made to

/**
 * Takes a file apart in a worker, which ends with the answer. Nothing of it leaves the device.
 *
 * @param page which page of an export of everything; null: not said yet.
 */
export async function readFile(file: File, page: string | null): Promise<ReadFileAnswer> {
  if (file.size === 0) return { type: "failed", why: "empty" };
  if (file.size > MAX_FILE_BYTES) return { type: "failed", why: "too_large" };
  let bytes: ArrayBuffer;
  try {
    bytes = await file.arrayBuffer();
  } catch {
    return { type: "failed", why: "damaged" };
  }
  const worker = new Worker(scriptAddress(workerAddress), { type: "module", name: "read-file" });
  let limit: ReturnType<typeof setTimeout> | undefined;
  return new Promise<ReadFileAnswer>((resolve) => {
    limit = setTimeout(() => resolve({ type: "failed", why: "too_much" }), MOST_MILLISECONDS);
    worker.addEventListener("message", ({ data }: MessageEvent<ReadFileAnswer>) => resolve(data));
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      resolve({ type: "failed", why: "no_reader" });
    });
    const question: ReadFileQuestion = { name: file.name, bytes, page };
    worker.postMessage(question, [bytes]);
  }).finally(() => {
    clearTimeout(limit);
    worker.terminate();
  });
}
