import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { PlanModel } from "@candor/core/planner/plan-model.ts";
import * as highsModule from "highs";

/** How far a search has come; infinite where nothing is known yet. */
export type SearchState = { cost: number; bound: number };

export type ModelSolution = {
  /** by column; null: none was found */
  values: ArrayLike<number> | null;
  /** no solution costs less; null: nothing proven */
  bound: number | null;
  ended: "finished" | "timeout" | "stopped";
};

export type SolveOptions = {
  /** by the clock; whoever counts otherwise says so by `shouldStop` */
  seconds: number;
  /** columns that are 1 in a plan to begin with, all others that stand for choices being 0 */
  start: readonly number[];
  onProgress(state: SearchState): void;
  /** each better solution as it is found */
  onSolution(values: ArrayLike<number>, state: SearchState): void;
  shouldStop(): boolean;
};

/**
 * Lets HiGHS look for the best solution and prove it. The call keeps its thread busy until it ends, and the memory that
 * it took is never given back, so it belongs in a thread that ends afterwards.
 *
 * What is hard is where those are who meet weekly: the others fall into place around them. So they are settled first, with
 * the others free to be half here and half there; no plan costs less than what comes out. Mostly that is a plan already.
 * Else the others are made whole around the weekly ones, and only where that costs more is all of it searched again.
 */
export async function solveModel(model: PlanModel, options: SolveOptions): Promise<ModelSolution> {
  const highs = await load({ wasmBinary: await readFile(runtimePath()) });
  const whole = model.isWhole.map((is, at) => is && model.columns[at]?.type !== "step"); // a path is whole where its 1:1s are
  const often = whole.map((is, at) => is && !model.isRare[at]);
  const found: { best: { values: ArrayLike<number>; cost: number } | null } = { best: null };
  let bound = Number.NEGATIVE_INFINITY;
  const take = (values: ArrayLike<number>): void => {
    const cost = costOf(model, values);
    if (!isPlan(model, values) || (found.best !== null && cost >= found.best.cost)) return;
    found.best = { values: Float64Array.from(values), cost };
    options.onSolution(found.best.values, { cost, bound });
  };
  const search = (isWhole: readonly boolean[], start: readonly number[]): ModelSolution =>
    runSolver(highs, { ...model, isWhole }, start, {
      seconds: options.seconds,
      onSolution: take,
      shouldStop(proven) {
        bound = Math.max(bound, proven);
        options.onProgress({ cost: found.best?.cost ?? Number.POSITIVE_INFINITY, bound });
        return options.shouldStop();
      },
    });
  const answer = (ended: ModelSolution["ended"]): ModelSolution => {
    const proven = ended === "finished" && found.best ? found.best.cost : bound;
    return { values: found.best?.values ?? null, bound: Number.isFinite(proven) ? proven : null, ended };
  };

  if (!often.every((is, at) => is === whole[at])) {
    const eased = search(often, options.start);
    if (eased.bound !== null) bound = Math.max(bound, eased.bound);
    if (eased.values !== null) {
      take(eased.values);
      if (!isPlan(model, eased.values)) {
        const around = runSolver(highs, fixedTo(model, whole, { often, values: eased.values }), null, AROUND);
        if (around.values !== null) take(around.values);
      }
    }
    if (eased.ended !== "finished") return answer(eased.ended);
    if (found.best !== null && found.best.cost <= nextPrice(model, bound) + 1e-6) return answer("finished");
  }
  const last = search(whole, found.best === null ? options.start : onesOf(model, found.best.values));
  if (last.bound !== null) bound = Math.max(bound, last.bound);
  if (last.values !== null) take(last.values);
  return answer(last.ended);
}

type Highs = Awaited<ReturnType<typeof load>>;

type RunOptions = {
  seconds: number;
  onSolution(values: ArrayLike<number>): void;
  shouldStop(bound: number): boolean;
};

/** Little is left to search where the weekly ones stand; also when time is up it is worth its moment. */
const AROUND: RunOptions = { seconds: 2, onSolution: () => undefined, shouldStop: () => false };

function runSolver(
  { constants, infinity, withModel }: Highs,
  model: PlanModel,
  start: readonly number[] | null,
  { seconds, onSolution, shouldStop }: RunOptions,
): ModelSolution {
  return withModel(modelData(model, infinity), (solver): ModelSolution => {
    solver.options.set({ ...PROVING, output_flag: false, time_limit: seconds });
    const chosen = model.columns.flatMap((column, at) => ("series" in column ? [at] : []));
    if (start !== null) {
      const isStarted = new Set(start);
      solver.setSolution({ indices: chosen, values: chosen.map((at) => (isStarted.has(at) ? 1 : 0)) });
    }
    solver.run({
      [constants.callbackType.mipImprovingSolution]({ data }) {
        if (data.mip_solution) onSolution(data.mip_solution);
      },
      [constants.callbackType.mipInterrupt](event) {
        const { mip_dual_bound: proven = Number.NEGATIVE_INFINITY } = event.data;
        if (shouldStop(Number.isFinite(proven) ? proven : Number.NEGATIVE_INFINITY)) event.interrupt();
      },
    });
    const status = solver.getModelStatus();
    const proven = Number(solver.info.get("mip_dual_bound"));
    const isOptimal = status === constants.modelStatus.optimal;
    return {
      values: Number(solver.info.get("primal_solution_status")) === FEASIBLE ? solver.getSolution().colValue : null,
      bound: Number.isFinite(proven) && Math.abs(proven) < 1e15 ? proven : null,
      ended: isOptimal ? "finished" : status === constants.modelStatus.timeLimit ? "timeout" : "stopped",
    };
  });
}

/** Whether each series does one thing; else it is half here and half there. */
function isPlan({ columns }: PlanModel, values: ArrayLike<number>): boolean {
  return columns.every((column, at) => {
    const value = values[at] ?? 0;
    return !("series" in column) || Math.abs(value - Math.round(value)) < 1e-5;
  });
}

function costOf({ cost }: PlanModel, values: ArrayLike<number>): number {
  return cost.reduce((sum, price, at) => sum + price * (values[at] ?? 0), 0);
}

function onesOf({ columns }: PlanModel, values: ArrayLike<number>): number[] {
  return columns.flatMap((column, at) => ("series" in column && (values[at] ?? 0) > 0.5 ? [at] : []));
}

function fixedTo(
  model: PlanModel,
  isWhole: readonly boolean[],
  { often, values }: { often: readonly boolean[]; values: ArrayLike<number> },
): PlanModel {
  const at = (bounds: readonly number[]) =>
    bounds.map((bound, column) => (often[column] ? Math.round(values[column] ?? 0) : bound));
  return { ...model, isWhole, lower: at(model.lower), upper: at(model.upper) };
}

/** The least that a plan can cost where none costs less than the bound: prices may all be multiples of some minutes. */
function nextPrice({ cost }: PlanModel, bound: number): number {
  const step = PRICE_STEPS.find((each) =>
    cost.every((price) => Math.abs(price / each - Math.round(price / each)) < 1e-9),
  );
  return step === undefined ? bound : Math.ceil(bound / step - 1e-6) * step;
}

const PRICE_STEPS = [5, 2.5, 1];

const FEASIBLE = 2; // HighsSolutionStatus
/** Trying each column at both ends, before all else, takes seconds and finds nothing that the networks don't say. */
const PROBING = 1 << 15; // kPresolveRuleProbing, as a bit
/**
 * Most of the time went into plans found by chance, into beginning anew, and into trying each branch out before one is
 * taken; the bounds of the networks are good enough to just go on.
 */
const PROVING = {
  mip_rel_gap: 0,
  mip_abs_gap: 1e-6,
  random_seed: 1,
  presolve_rule_off: PROBING,
  mip_heuristic_effort: 0,
  mip_heuristic_run_rins: false,
  mip_heuristic_run_rens: false,
  mip_heuristic_run_root_reduced_cost: false,
  mip_pscost_minreliable: 0,
  mip_allow_restart: false,
};

// Its types describe the CommonJS file, where the function is a default within the default.
type Loader = typeof highsModule.default.default;
const load = (highsModule as unknown as { default: Loader }).default;

/** Beside the bundle once built, else in the package. */
function runtimePath(): string {
  const isSource = import.meta.url.endsWith(".ts");
  return fileURLToPath(isSource ? import.meta.resolve("highs/runtime") : new URL("./highs.wasm", import.meta.url));
}

function modelData({ columns, cost, lower, upper, isWhole, rows }: PlanModel, infinity: number) {
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (const row of rows) {
    for (const column of row.columns) indices.push(column);
    for (const value of row.values) values.push(value);
    starts.push(indices.length);
  }
  const finite = (value: number) => (Number.isFinite(value) ? value : value < 0 ? -infinity : infinity);
  return {
    numCols: columns.length,
    numRows: rows.length,
    colCost: [...cost],
    colLower: [...lower],
    colUpper: [...upper],
    rowLower: rows.map((row) => finite(row.lower)),
    rowUpper: rows.map((row) => finite(row.upper)),
    integrality: isWhole.map((whole) => (whole ? (1 as const) : (0 as const))),
    matrix: { format: "csr" as const, numCols: columns.length, numRows: rows.length, starts, indices, values },
  };
}
