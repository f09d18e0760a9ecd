import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { planOf } from "@candor/core/planner/arrangement.ts";
import { buildModel, columnsOf, readColumns } from "@candor/core/planner/build-model.ts";
import { polishPlan, preparePlan } from "@candor/core/planner/compose-plan.ts";
import { evaluatePlan } from "@candor/core/planner/evaluate-plan.ts";
import type { Plan } from "@candor/core/planner/plan.ts";
import type { PlanProblem } from "@candor/core/planner/plan-problem.ts";
import { writeLp } from "@candor/core/planner/write-lp.ts";
import { planProblemLike } from "@candor/fixtures/plan-problem-like.ts";
import { seededRandom } from "@candor/fixtures/random.ts";
import { solveModel } from "@candor/server/src/planner/solve-model.ts";
import { printTable } from "./sync/print-table.ts";

// How good the planner's plans are, and what they take: 12 reports and 10 skip-levels over four weeks (`--seeds=1,2,3`),
// a small team planned again without any change, and the same small models by GLPK. CPU time of this process.

const CPU_SECONDS = 10;
const MINUTES_ABOVE = 30;
const argument = (name: string) => process.argv.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3);
const seeds = (argument("seeds") ?? "1,2,3,4,5,6,7,8,9,10").split(",").map(Number);

const large: Solved[] = [];
for (const seed of seeds) large.push(await solved(planProblemLike(seed, { reports: 12, skipLevels: 10 }), seed));
const small: Solved[] = [];
const glpk: (number | null)[] = [];
const again: Solved[] = [];
for (const seed of [1, 2, 3, 4, 5]) {
  const problem = planProblemLike(seed, { reports: 4, skipLevels: 0 });
  const one = await solved(problem, seed);
  small.push(one);
  glpk.push(byGlpk(problem));
  again.push(await solved(asToday(problem, one.plan), seed));
}

printTable(
  ["12 + 10, seed", "first fit", "greedy", "best", "above bound", "CPU s", "valid", "off the solver's"],
  large.map((each) => row(each)),
);
printTable(
  ["4 reports, seed", "first fit", "greedy", "best", "above bound", "CPU s", "valid", "off the solver's"],
  small.map((each) => row(each)),
);
const proven = large.filter(({ above, cpu }) => above <= 1e-4 && cpu <= CPU_SECONDS).length;
const near = large.filter(({ above, cpu }) => above <= MINUTES_ABOVE && cpu <= CPU_SECONDS * 1.2).length;
const all = [...large, ...small];
const moved = again.map(
  ({ plan }, at) => plan.series.filter((each, of) => !isSame(each, small[at]?.plan.series[of])).length,
);
const goals = [
  [
    `proven, or at most ${MINUTES_ABOVE} minutes above the bound, in ${CPU_SECONDS} s CPU: ${near} of ${large.length}, ${proven} proven`,
    near === large.length,
  ],
  [
    "never worse than greedy, greedy never worse than first fit",
    all.every(({ best, greedy, first }) => best <= greedy + 1e-6 && greedy <= first + 1e-6),
  ],
  ["every plan holds", all.every(({ violations }) => violations === 0)],
  ["the evaluator says what the solver says, to 1e-6", all.every(({ off }) => off < 1e-6)],
  [
    `GLPK finds the same optimum: ${glpk.map((cost) => cost ?? "none").join(", ")}`,
    glpk.every((cost, at) => cost !== null && Math.abs(cost - (small[at]?.best ?? 0)) < 1e-6),
  ],
  [`planned again without a change, nothing moves: ${moved.join(", ")}`, moved.every((count) => count === 0)],
] as const;
for (const [goal, isMet] of goals) console.log(`Goal: ${goal}: ${isMet ? "met" : "NOT met"}.`);
process.exitCode = goals.every(([, isMet]) => isMet) ? 0 : 1;

type Solved = {
  seed: number;
  best: number;
  greedy: number;
  first: number;
  above: number;
  violations: number;
  off: number;
  cpu: number;
  plan: Plan;
};

function row({ seed, first, greedy, best, above, cpu, violations, off }: Solved): (string | number)[] {
  return [
    seed,
    first,
    greedy,
    best,
    above < 1e-4 ? "proven" : Math.round(above),
    cpu.toFixed(1),
    violations === 0 ? "yes" : "NO",
    off.toExponential(0),
  ];
}

/** As the server's thread does it, in this process, so that its CPU time can be told. */
async function solved(problem: PlanProblem, seed: number): Promise<Solved> {
  const before = cpuSeconds();
  const random = seededRandom(seed).next;
  const prepared = preparePlan(problem, random);
  const { space, options } = prepared;
  const model = buildModel(space, options);
  const solution = await solveModel(model, {
    seconds: 120,
    start: columnsOf(model, prepared.improved, options),
    onProgress() {},
    onSolution() {},
    shouldStop: () => cpuSeconds() - before > CPU_SECONDS - 1.5,
  });
  if (solution.values === null) throw new Error("no solution");
  const found = readColumns(model, solution.values, options);
  const objective = model.cost.reduce((sum, price, at) => sum + price * (solution.values?.[at] ?? 0), 0);
  const off = Math.abs(evaluatePlan(space, planOf(space, found)).cost - objective);
  const placings = solution.ended === "finished" ? found : polishPlan(prepared, found, random);
  const cpu = cpuSeconds() - before;
  const [evaluation, improved] = [placings, prepared.improved].map((each) => evaluatePlan(space, planOf(space, each)));
  const [greedy, first] = [prepared.greedy, prepared.firstFit].map(
    (each) => evaluatePlan(space, planOf(space, each)).cost,
  );
  const isBetter = (evaluation?.cost ?? 0) <= (improved?.cost ?? 0) + 1e-9;
  const best = (isBetter ? evaluation : improved)?.cost ?? 0;
  return {
    seed,
    best,
    greedy: greedy ?? 0,
    first: first ?? 0,
    above: solution.ended === "finished" ? 0 : best - (solution.bound ?? Number.NEGATIVE_INFINITY),
    violations: evaluation?.violations.length ?? 0,
    off,
    cpu,
    plan: planOf(space, isBetter ? placings : prepared.improved),
  };
}

/** @returns what GLPK finds best; null: it didn't end within a minute. */
function byGlpk(problem: PlanProblem): number | null {
  const { space, options } = preparePlan(problem, seededRandom(1).next, 0);
  const folder = mkdtempSync(join(tmpdir(), "planner-"));
  try {
    const [model, answer] = [join(folder, "plan.lp"), join(folder, "answer.txt")];
    writeFileSync(model, writeLp(buildModel(space, options)));
    const { error } = spawnSync("glpsol", ["--lp", model, "-o", answer, "--tmlim", "60", "--cuts"], {
      stdio: "ignore",
    });
    if (error) throw new Error("glpsol is missing: install glpk-utils", { cause: error });
    const text = readFileSync(answer, "utf8");
    const cost = text.match(/^Objective:\s+cost = (\S+)/m)?.[1];
    return text.includes("INTEGER OPTIMAL") && cost !== undefined ? Number(cost) : null;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function asToday(problem: PlanProblem, plan: Plan): PlanProblem {
  const series = problem.series.map((each, at) => {
    const { pattern = null, moves = [] } = plan.series[at] ?? {};
    return { ...each, current: pattern, currentMoves: moves };
  });
  return { ...problem, series };
}

function isSame(one: Plan["series"][number], other?: Plan["series"][number]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
