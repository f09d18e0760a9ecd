import { Worker } from "node:worker_threads";
import type { PlanOutcome, PlanProgress } from "@candor/core/planner/plan-outcome.ts";
import type { PlanProblem } from "@candor/core/planner/plan-problem.ts";
import { workerUrl } from "../database/worker-url.ts";
import type { PlanMessage, PlanTask } from "./plan-messages.ts";

const MAX_HEAP_MEGABYTES = 512;
const MOST_WAITING = 8;
const CPU_SECONDS = 9; // and about one more for reasons and the last touches
const SECONDS = 40; // by the clock, on a machine that is busy otherwise
const GRACE_MILLISECONDS = 5000; // for a solver that is in the middle of something

export type SolveAnswer =
  | PlanOutcome
  /** `MOST_WAITING` plans are waiting already */
  | { type: "too_many" }
  /** it ended before there was any plan: cancelled, out of memory, or the server closes */
  | { type: "no_plan"; ended: "cancelled" | "failed" };

export type SolveRequest = {
  /** of the thread's own CPU time, the solver's and what comes before it; less where somebody waits */
  cpuSeconds?: number;
  onProgress?(progress: PlanProgress): void;
  /** aborted: the best plan so far is the answer */
  signal?: AbortSignal;
};

export type Planner = {
  solve(problem: PlanProblem, request?: SolveRequest): Promise<SolveAnswer>;
  /** how many wait, the one at work not counted */
  waiting(): number;
  close(): Promise<void>;
};

/**
 * Makes plans in a thread of their own, one at a time, since each takes a core and some hundred megabytes for seconds. The
 * thread and the solver are loaded when the first plan is asked for, and end with each.
 */
export function openPlanner(): Planner {
  const queue: (() => void)[] = [];
  let atWork: Worker | null = null;
  let isBusy = false;
  let isClosed = false;

  async function solve(problem: PlanProblem, request: SolveRequest = {}): Promise<SolveAnswer> {
    if (isBusy) {
      if (queue.length >= MOST_WAITING) return { type: "too_many" };
      await turn(request.signal);
    }
    if (isClosed) return { type: "no_plan", ended: "failed" };
    if (request.signal?.aborted) {
      if (!isBusy) next();
      return { type: "no_plan", ended: "cancelled" };
    }
    isBusy = true;
    try {
      return await inThread(problem, request, (worker) => {
        atWork = worker;
      });
    } finally {
      atWork = null;
      isBusy = false;
      next();
    }
  }

  /** Waits until it is one's turn, or one no longer wants it. */
  function turn(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const go = () => {
        signal?.removeEventListener("abort", leave);
        resolve();
      };
      const leave = () => {
        queue.splice(queue.indexOf(go), 1);
        resolve();
      };
      queue.push(go);
      signal?.addEventListener("abort", leave, { once: true });
    });
  }

  function next(): void {
    const go = queue.shift();
    if (go === undefined) return;
    isBusy = true; // nobody comes between the one who ended and the one who waited
    go();
  }

  return {
    solve,
    waiting: () => queue.length,
    async close() {
      isClosed = true;
      for (const go of queue.splice(0)) go();
      await atWork?.terminate();
    },
  };
}

function inThread(
  problem: PlanProblem,
  { cpuSeconds = CPU_SECONDS, onProgress, signal }: SolveRequest,
  onStart: (worker: Worker) => void,
): Promise<SolveAnswer> {
  return new Promise((resolve) => {
    const stop = new SharedArrayBuffer(4);
    const task: PlanTask = { problem, cpuSeconds, seconds: SECONDS, stop };
    const worker = new Worker(workerUrl("./plan-thread", import.meta.url), {
      name: "planner",
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MEGABYTES },
    });
    onStart(worker);
    let soFar: PlanOutcome | null = null;
    let isDone = false;
    let deadline: NodeJS.Timeout;
    const finish = (ended: "timeout" | "cancelled" | "solver_failed" | null) => {
      if (isDone) return;
      isDone = true;
      clearTimeout(deadline);
      signal?.removeEventListener("abort", cancel);
      void worker.terminate();
      if (soFar === null) resolve({ type: "no_plan", ended: ended === "cancelled" ? "cancelled" : "failed" });
      else if (ended === null || soFar.type === "faulty") resolve(soFar);
      else resolve({ ...soFar, ended });
    };
    const within = (milliseconds: number, ended: "timeout" | "cancelled") => {
      clearTimeout(deadline);
      deadline = setTimeout(finish, milliseconds, ended).unref();
    };
    const cancel = () => {
      Atomics.store(new Int32Array(stop), 0, 1);
      within(GRACE_MILLISECONDS, "cancelled");
    };
    within(SECONDS * 1000 + 4 * GRACE_MILLISECONDS, "timeout");
    signal?.addEventListener("abort", cancel, { once: true });
    if (signal?.aborted) cancel();
    worker.unref();
    worker.on("message", (message: PlanMessage) => {
      if (message.type === "progress") {
        if (!isDone) onProgress?.(message.progress);
        return;
      }
      soFar = message.outcome;
      if (message.isLast) finish(null);
    });
    worker.on("error", () => finish("solver_failed"));
    worker.on("exit", () => finish("solver_failed"));
  });
}
