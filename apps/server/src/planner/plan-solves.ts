import type { PlanProgress } from "@candor/core/planner/plan-outcome.ts";
import type { PlanProblem } from "@candor/core/planner/plan-problem.ts";
import type { SolveView } from "@candor/protocol/http/planner.ts";
import type { Planner } from "./open-planner.ts";
import type { Waiter } from "./plan-queue.ts";

const KEPT_MILLISECONDS = 3_600_000;
const POLL_MILLISECONDS = 20_000;
const NOT_BEGUN: PlanProgress = { stage: "reading", cost: null, bound: null, seconds: 0 };

type Solve = {
  id: string;
  mark: string;
  revision: number;
  progress: PlanProgress;
  outcome: SolveView["outcome"];
  begun: number;
  stop: AbortController;
  waiting: Set<() => void>;
};

type AskedSolve = { id: string; problem: PlanProblem; mark: string; isAnonymous: boolean };

export type PlanSolves = {
  /** A new one ends the one before. */
  begin(userId: string, asked: AskedSolve): SolveView;
  view(userId: string): SolveView | null;
  /** Waits until there is more to see than at a revision. */
  next(userId: string, id: string, revision: number, signal: AbortSignal): Promise<SolveView | null>;
  /** Ends the search; what it has found so far stays. */
  cancel(userId: string, id: string): SolveView | null;
  close(): Promise<void>;
};

/** The searches of this server, one a person, kept for an hour; they are no record, and a restart forgets them. */
export function createPlanSolves(
  solve: Planner["solve"],
  { now, report }: { now: () => Date; report: (fault: unknown, doing: string) => void },
): PlanSolves {
  const solves = new Map<string, Solve>();
  /** the one before, of which somebody may have asked just when the next began */
  const before = new Map<string, Solve>();
  const running = new Set<Promise<void>>();

  function begin(userId: string, { id, problem, mark, isAnonymous }: AskedSolve): SolveView {
    const time = now().getTime();
    for (const [user, old] of solves) {
      if (old.outcome !== null && time - old.begun > KEPT_MILLISECONDS) solves.delete(user);
      if (!solves.has(user)) before.delete(user);
    }
    const old = solves.get(userId);
    old?.stop.abort();
    if (old) before.set(userId, old);
    const fresh: Solve = {
      ...{ id, mark, revision: 1, progress: NOT_BEGUN, outcome: null, begun: time },
      ...{ stop: new AbortController(), waiting: new Set<() => void>() },
    };
    solves.set(userId, fresh);
    const turn: Promise<void> = run(fresh, problem, { userId, isAnonymous }).finally(() => running.delete(turn));
    running.add(turn);
    return viewOf(fresh);
  }

  async function run(one: Solve, problem: PlanProblem, who: Waiter): Promise<void> {
    const onProgress = (progress: PlanProgress) => {
      one.progress = progress;
      changed(one);
    };
    try {
      one.outcome = await solve(problem, { signal: one.stop.signal, onProgress, who });
    } catch (fault) {
      report(fault, "planning one-on-ones");
      one.outcome = { type: "no_plan", ended: "failed" };
    }
    changed(one);
  }

  function changed(one: Solve): void {
    one.revision += 1;
    for (const wake of one.waiting) wake();
    one.waiting.clear();
  }

  function of(userId: string, id: string): Solve | null {
    return [solves.get(userId), before.get(userId)].find((each) => each?.id === id) ?? null;
  }

  return {
    begin,
    view: (userId) => {
      const one = solves.get(userId);
      return one ? viewOf(one) : null;
    },
    async next(userId, id, revision, signal) {
      const one = of(userId, id);
      if (one === null) return null;
      if (one.revision <= revision && one.outcome === null) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, POLL_MILLISECONDS);
          const wake = () => {
            clearTimeout(timer);
            resolve();
          };
          one.waiting.add(wake);
          signal.addEventListener("abort", wake, { once: true });
        });
      }
      return viewOf(one);
    },
    cancel(userId, id) {
      const one = of(userId, id);
      one?.stop.abort();
      return one && viewOf(one);
    },
    async close() {
      for (const one of solves.values()) {
        one.stop.abort();
        changed(one);
      }
      await Promise.all(running);
    },
  };
}

function viewOf({ id, revision, mark, progress, outcome }: Solve): SolveView {
  return { id, revision, mark, isRunning: outcome === null, progress, outcome };
}
