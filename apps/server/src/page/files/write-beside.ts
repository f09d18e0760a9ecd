import { Worker } from "node:worker_threads";
import type { MemberId } from "@candor/core/person/member.ts";
import type { Paper } from "@candor/document/paper/paper.ts";
import { workerUrl } from "../../database/worker-url.ts";

/** Everything that is stored of a page. */
export type StoredPage = {
  id: string;
  /** the newest snapshot; null: there is none yet */
  state: Uint8Array | null;
  updates: readonly Uint8Array[];
  volumes: readonly Uint8Array[];
  members: readonly { id: MemberId; name: string }[];
};

/** What a page is written as: a text, the two texts to keep, a paper to make a file of, or its meetings for a calendar. */
export type PageWritings = {
  texts: { markdown: string; json: string };
  markdown: string;
  json: string;
  html: string;
  paper: Paper;
  ics: string;
};

export type PageFileTask = { page: StoredPage; as: keyof PageWritings /** ISO instant */; now: string };

const MAX_HEAP_MEGABYTES = 512;
const MILLISECONDS = 60_000; // of a machine that may be busy; twenty years take a second

/** Written in a thread of its own, so that nobody's keystroke waits. @throws {Error} where the page cannot be read. */
export function writeBeside<As extends keyof PageWritings>(
  page: StoredPage,
  as: As,
  now: Date,
): Promise<PageWritings[As]> {
  const worker = new Worker(workerUrl("./page-file-thread", import.meta.url), {
    name: "page file",
    workerData: { page, as, now: now.toISOString() } satisfies PageFileTask,
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MEGABYTES },
  });
  const deadline = setTimeout(() => void worker.terminate(), MILLISECONDS);
  return new Promise<PageWritings[As]>((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", () => reject(new Error("the thread ended without an answer")));
  }).finally(() => clearTimeout(deadline));
}
