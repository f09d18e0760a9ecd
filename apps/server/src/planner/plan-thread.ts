import { parentPort, workerData } from "node:worker_threads";
import type { Placing } from "@candor/core/planner/arrangement.ts";
import { buildModel, columnsOf, readColumns } from "@candor/core/planner/build-model.ts";
import { composeOutcome, faultsOf, polishPlan, preparePlan, type Searched } from "@candor/core/planner/compose-plan.ts";
import type { PlanProgress } from "@candor/core/planner/plan-outcome.ts";
import type { PlanMessage, PlanTask } from "./plan-messages.ts";
import { solveModel } from "./solve-model.ts";

// One plan is made here, and then this thread ends: what the solver took of memory goes with it.

const TELL_MILLISECONDS = 200;

const began = performance.now();
const task = workerData as PlanTask;
const stop = new Int32Array(task.stop);
await work(task);

async function work({ problem, seconds, cpuSeconds }: PlanTask): Promise<void> {
  tell("reading", null, null);
  const faults = faultsOf(problem);
  if (faults.length > 0) return send({ type: "outcome", outcome: { type: "faulty", faults }, isLast: true });
  tell("greedy", null, null);
  const random = evenRandom(problem.series.length);
  const prepared = preparePlan(problem, random);
  const answer = (searched: Searched, isLast: boolean) =>
    send({ type: "outcome", outcome: composeOutcome(prepared, searched), isLast });
  // Whatever happens to the solver, this much is there.
  answer({ best: null, bound: null, ended: isStopped() ? "cancelled" : "solver_failed" }, isStopped());
  if (isStopped()) return;

  const model = buildModel(prepared.space, prepared.options);
  const start = columnsOf(model, prepared.improved, prepared.options);
  let best: readonly Placing[] | null = null;
  let bound: number | null = null;
  let told = 0;
  const isOver = () => cpuSecondsOfThread() > cpuSeconds;
  try {
    const solution = await solveModel(model, {
      seconds,
      start,
      onProgress(state) {
        if (Number.isFinite(state.bound)) bound = state.bound;
        if (performance.now() - told < TELL_MILLISECONDS) return;
        told = performance.now();
        tell("solving", Number.isFinite(state.cost) ? state.cost : null, bound);
      },
      onSolution(values) {
        best = readColumns(model, values, prepared.options);
      },
      shouldStop: () => isStopped() || isOver(),
    });
    tell("explaining", null, solution.bound);
    if (solution.values !== null) best = readColumns(model, solution.values, prepared.options);
    const gaveUp = solution.ended === "stopped" && !isOver() ? "solver_failed" : "timeout";
    const ended = isStopped() ? "cancelled" : solution.ended === "finished" ? "finished" : gaveUp;
    if (best !== null && ended !== "finished" && ended !== "cancelled") best = polishPlan(prepared, best, random);
    answer({ best, bound: solution.bound ?? bound, ended }, true);
  } catch {
    // Its own words are a page of machine code; what it had found until then is good all the same.
    answer({ best, bound, ended: "solver_failed" }, true);
  }
}

function tell(stage: PlanProgress["stage"], cost: number | null, bound: number | null): void {
  send({ type: "progress", progress: { stage, cost, bound, seconds: (performance.now() - began) / 1000 } });
}

function send(message: PlanMessage): void {
  parentPort?.postMessage(message);
}

function isStopped(): boolean {
  return Atomics.load(stop, 0) !== 0;
}

function cpuSecondsOfThread(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000_000;
}

/** The same plan for the same problem: the search draws its lots from nothing but its size. */
function evenRandom(seed: number): () => number {
  let state = seed + 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}
