import { Worker } from "node:worker_threads";
import type { PlanOutcome, PlanProgress } from "@candor/core/planner/plan-outcome.ts";
import type { PlanProblem } from "@candor/core/planner/plan-problem.ts";
import { workerUrl } from "../database/worker-url.ts";
import type { PlanMessage, PlanTask } from "./plan-messages.ts";
import { createPlanQueue, type Waiter } from "./plan-queue.ts";

const MAX_HEAP_MEGABYTES = 512;
const CPU_SECONDS = 9; // and about one more for reasons and the last touches
const SECONDS = 40; // by the clock, on a machine that is busy otherwise
const GRACE_MILLISECONDS = 5000; // for a solver that is in the middle of something

export type SolveAnswer =
  | PlanOutcome
  /** too many are waiting already */
  | { type: "too_many" }
  /** it ended before there was any plan: cancelled, out of memory, or the server closes */
  | { type: "no_plan"; ended: "cancelled" | "failed" };

export type SolveRequest = {
  /** of the thread's own CPU time, the solver's and what comes before it; less where somebody waits */
  cpuSeconds?: number;
  onProgress?(progress: PlanProgress): void;
  /** aborted: the best plan so far is the answer */
  signal?: AbortSignal;
  /** left out: somebody who is not known, and who counts as signed up */
  who?: Waiter;
};

const SOMEBODY: Waiter = { userId: null, isAnonymous: false };

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
  const queue = createPlanQueue();
  let atWork: Worker | null = null;
  let isBusy = false;
  let isClosed = false;

  async function solve(problem: PlanProblem, request: SolveRequest = {}): Promise<SolveAnswer> {
    if (isBusy) {
      const answer = await queue.wait(request.who ?? SOMEBODY, request.signal);
      if (answer === "full") return { type: "too_many" };
      if (answer === "left") return { type: "no_plan", ended: isClosed ? "failed" : "cancelled" };
    }
    if (isClosed) return { type: "no_plan", ended: "failed" };
    isBusy = true;
    try {
      if (request.signal?.aborted) return { type: "no_plan", ended: "cancelled" };
      return await inThread(problem, request, (worker) => {
        atWork = worker;
      });
    } finally {
      atWork = null;
      isBusy = false;
      next();
    }
  }

  function next(): void {
    if (isClosed) return;
    isBusy = queue.next(); // nobody comes between the one who ended and the one who waited
  }

  return {
    solve,
    waiting: () => queue.size(),
    async close() {
      isClosed = true;
      queue.clear();
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
