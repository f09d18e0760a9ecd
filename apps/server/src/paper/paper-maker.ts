import { Worker } from "node:worker_threads";
import { workerUrl } from "../database/worker-url.ts";
import type { PaperMade, PaperTask } from "./paper-messages.ts";

const MAX_HEAP_MEGABYTES = 768;
const MILLISECONDS = 120_000; // of a machine that may be busy; a hundred pages take a few seconds
const MAX_WAITING = 20;

export type PaperOutcome =
  | PaperMade
  /** so many are waiting that one more would wait for too long */
  | { type: "busy" }
  /** it took more time or memory than it may */
  | { type: "too_heavy" };

export type PaperMaker = {
  make(task: Omit<PaperTask, "fonts">): Promise<PaperOutcome>;
  close(): Promise<void>;
};

type MakerOptions = {
  fonts: readonly string[];
  /** a fault nobody foresaw, of a document that cannot be written */
  report: (fault: unknown, doing: string) => void;
  patience?: number;
};

/**
 * Makes files of documents, one after the other, each in a thread that ends with it: nobody's keystroke waits for one, and
 * what a document does to a library stays there.
 *
 * @param fonts paths of fonts beside our own.
 */
export function createPaperMaker({ fonts, report, patience = MILLISECONDS }: MakerOptions): PaperMaker {
  let turn: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let isClosed = false;
  let running: Worker | null = null;

  const inThread = (task: PaperTask) =>
    new Promise<PaperOutcome>((resolve) => {
      const worker = new Worker(workerUrl("./paper-thread", import.meta.url), {
        name: "paper",
        workerData: task,
        resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MEGABYTES, maxYoungGenerationSizeMb: 64 },
      });
      running = worker;
      const finish = (outcome: PaperOutcome) => {
        clearTimeout(deadline);
        running = null;
        void worker.terminate();
        resolve(outcome);
      };
      const deadline = setTimeout(() => finish({ type: "too_heavy" }), patience);
      deadline.unref();
      worker.unref();
      worker.on("message", finish);
      worker.on("error", (error: NodeJS.ErrnoException) => {
        if (error.code !== "ERR_WORKER_OUT_OF_MEMORY") report(error, `making a ${task.format} file`);
        finish({ type: "too_heavy" });
      });
      worker.on("exit", () => {
        if (running === worker && !isClosed)
          report(new Error("the thread ended early"), `making a ${task.format} file`);
        finish({ type: "too_heavy" });
      });
    });

  return {
    async make(task) {
      if (waiting >= MAX_WAITING) return { type: "busy" };
      waiting += 1;
      const mine = turn.then(() => (isClosed ? { type: "busy" as const } : inThread({ ...task, fonts })));
      turn = mine.finally(() => {
        waiting -= 1;
      });
      return mine;
    },
    async close() {
      isClosed = true;
      await running?.terminate();
      await turn;
    },
  };
}
