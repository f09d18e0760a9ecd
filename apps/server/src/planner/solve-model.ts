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
 */
export async function solveModel(model: PlanModel, options: SolveOptions): Promise<ModelSolution> {
  const highs = await load({ wasmBinary: await readFile(runtimePath()) });
  const { constants, infinity } = highs;
  return highs.withModel(modelData(model, infinity), (solver): ModelSolution => {
    solver.options.set({
      output_flag: false,
      time_limit: options.seconds,
      mip_rel_gap: 0,
      mip_abs_gap: 1e-6,
      random_seed: 1,
      presolve_rule_off: PROBING,
    });
    const chosen = model.columns.flatMap((column, at) => ("series" in column ? [at] : []));
    const isStarted = new Set(options.start);
    solver.setSolution({ indices: chosen, values: chosen.map((at) => (isStarted.has(at) ? 1 : 0)) });
    let bound = Number.NEGATIVE_INFINITY;
    const seen = (data: { readonly mip_primal_bound?: number; readonly mip_dual_bound?: number }): SearchState => {
      if (Number.isFinite(data.mip_dual_bound)) bound = Math.max(bound, data.mip_dual_bound ?? bound);
      return { cost: data.mip_primal_bound ?? Number.POSITIVE_INFINITY, bound };
    };
    solver.run({
      [constants.callbackType.mipImprovingSolution]({ data }) {
        if (data.mip_solution) options.onSolution(data.mip_solution, seen({ ...data, mip_dual_bound: undefined }));
      },
      [constants.callbackType.mipInterrupt](event) {
        options.onProgress(seen(event.data));
        if (options.shouldStop()) event.interrupt();
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

const FEASIBLE = 2; // HighsSolutionStatus
/** Trying each column at both ends, before all else, takes seconds and finds nothing that the networks don't say. */
const PROBING = 1 << 15; // kPresolveRuleProbing, as a bit

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
