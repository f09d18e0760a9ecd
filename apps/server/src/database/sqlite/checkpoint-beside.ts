import { Worker } from "node:worker_threads";
import { workerUrl } from "../worker-url.ts";
import type { WriterData } from "./writer-messages.ts";

/**
 * Moves what the write-ahead log holds into the data file, in a thread of its own, while the writer goes on.
 *
 * @returns when it is over, however it ended: what was not moved is still in the log.
 */
export function checkpointBeside(data: WriterData): Promise<void> {
  return new Promise((resolve) => {
    const thread = new Worker(workerUrl("./checkpoint-thread", import.meta.url), {
      workerData: data,
      name: "checkpoint",
    });
    thread.on("error", () => {}); // a full disk, most likely, of which the next commit tells
    thread.once("exit", () => resolve());
    thread.unref();
  });
}
