import type { Plan, PlanEvaluation } from "@candor/core/planner/plan.ts";
import type { SolvedPlan } from "@candor/core/planner/plan-outcome.ts";
import type { SeriesPattern } from "@candor/core/planner/plan-problem.ts";
import type { PlannerSettings } from "@candor/core/planner/planner-settings.ts";
import type { PlannerSkip, PlannerView, SolveView } from "@candor/protocol/http/planner.ts";
import type { ChooseTurn, MyTurn } from "@candor/protocol/http/planning-round.ts";
import { signal } from "@preact/signals";
import type { ApiResult } from "../people/api-client.ts";
import { beginSkipPage } from "./begin-skip-page.ts";
import {
  applyPlan,
  beginSolve,
  cancelSolve,
  carryOn,
  chooseTurn,
  followSolve,
  keepSettings,
  pricePlan,
  readPlanner,
  undoPlan,
} from "./planner-calls.ts";
import { plannerTexts as texts } from "./texts.ts";

/** A plan that is looked at, as found or as changed by hand. */
export type Draft = { plan: Plan; evaluation: PlanEvaluation; mark: string; isChanged: boolean };

export type PlannerModel = ReturnType<typeof createPlannerModel>;

const RETRY_MILLISECONDS = 2000;
const WAIT_MILLISECONDS = 30_000; // for others to plan
const ARRIVALS = 8; // looks at whether pages that were just begun have reached the server

/** What the planner's screen shows and does. Everything is the server's; here is only what one is about to do. */
export function createPlannerModel(newId: () => string) {
  const view = signal<PlannerView | null>(null);
  const isUnreachable = signal(false);
  const solve = signal<SolveView | null>(null);
  const draft = signal<Draft | null>(null);
  const problem = signal("");
  const isBusy = signal(false);
  let isClosed = false;
  let isBeginning = false;
  let pricing = 0;
  let applying: { id: string; plan: Plan } | null = null;

  function told<T>(result: ApiResult<T>): T | null {
    if (result.type === "ok") {
      problem.value = "";
      return result.value;
    }
    problem.value = result.type === "problem" ? result.title : texts.unreachable;
    return null;
  }

  async function load(): Promise<void> {
    const result = await readPlanner();
    isUnreachable.value = result.type !== "ok" && view.peek() === null;
    if (result.type !== "ok") return;
    view.value = result.value;
    const known = result.value.solve;
    if (known === null || solve.peek()?.id === known.id) return;
    solve.value = known;
    if (known.isRunning) void follow(known);
    else if (known.mark === result.value.mark) takeFound(known);
  }

  function takeFound({ outcome, mark }: SolveView): void {
    if (outcome?.type !== "planned") return;
    const { plan, evaluation } = outcome.best;
    draft.value = { plan, evaluation, mark, isChanged: false };
  }

  async function follow(begun: SolveView): Promise<void> {
    let seen = begun;
    const isWanted = () => !isClosed && !isBeginning && solve.peek()?.id === begun.id;
    while (seen.isRunning && isWanted()) {
      const result = await followSolve(seen.id, seen.revision);
      if (!isWanted()) return;
      if (result.type === "unreachable") await new Promise((resolve) => setTimeout(resolve, RETRY_MILLISECONDS));
      else if (result.type === "problem") {
        solve.value = null; // the server began anew and knows of none
        problem.value = texts.solve.forgotten;
        return;
      } else {
        seen = result.value;
        solve.value = seen;
      }
    }
    if (!seen.isRunning) takeFound(seen);
  }

  async function begin(): Promise<void> {
    problem.value = "";
    isBeginning = true; // it ends the search before, of which nothing is wanted any more
    const begun = told(await beginSolve());
    isBeginning = false;
    if (begun === null) {
      const before = solve.peek();
      if (before?.isRunning) await follow(before);
      return;
    }
    solve.value = begun;
    applying = null;
    await follow(begun);
  }

  async function cancel(): Promise<void> {
    const { id } = solve.peek() ?? {};
    if (id !== undefined) told(await cancelSolve(id));
  }

  /** What the plan would cost with a series elsewhere; null: it can't be told, or something newer was asked. */
  async function priceMove(seriesId: string, pattern: SeriesPattern | null): Promise<Draft | null> {
    const before = draft.peek();
    if (before === null) return null;
    pricing += 1;
    const turn = pricing;
    const series = before.plan.series.map((each) =>
      each.seriesId === seriesId ? { seriesId, pattern, moves: [] } : each,
    );
    const priced = told(await pricePlan({ series }));
    if (priced === null || turn !== pricing) return null;
    return { plan: { series }, evaluation: priced.evaluation, mark: before.mark, isChanged: true };
  }

  function take(changed: Draft): void {
    draft.value = changed;
    applying = null;
  }

  async function apply(): Promise<void> {
    const wanted = draft.peek();
    if (wanted === null || isBusy.peek()) return;
    isBusy.value = true;
    // The same again after an answer that was lost is the same plan, and nothing is done twice.
    if (applying?.plan !== wanted.plan) applying = { id: newId(), plan: wanted.plan };
    const result = await applyPlan({ id: applying.id, mark: wanted.mark, plan: wanted.plan });
    const applied = told(result);
    if (applied !== null) {
      draft.value = null;
      solve.value = null;
    }
    await load();
    if (view.peek() !== null && applied !== null) solve.value = null;
    isBusy.value = false;
  }

  async function onApplied(call: (id: string) => ReturnType<typeof undoPlan>): Promise<void> {
    const { applied } = view.peek() ?? {};
    if (!applied || isBusy.peek()) return;
    isBusy.value = true;
    told(await call(applied.id));
    draft.value = null;
    await load();
    isBusy.value = false;
  }

  async function change(settings: PlannerSettings): Promise<void> {
    const before = view.peek();
    if (before === null) return;
    view.value = { ...before, settings, isSaid: true };
    if (told(await keepSettings(settings)) !== null || problem.peek() === "") {
      await load();
      // What one just turned is to be seen.
      if (draft.peek() !== null || solve.peek()?.isRunning) await begin();
    } else view.value = before;
  }

  /** Says what becomes of one's turn in a round, and looks on while it is planned by itself. */
  async function choose(round: string, choice: ChooseTurn["choice"]): Promise<void> {
    if (isBusy.peek()) return;
    isBusy.value = true;
    told(await chooseTurn(round, choice));
    await load();
    isBusy.value = false;
    await watchTurns();
  }

  let isWatching = false;
  async function watchTurns(): Promise<void> {
    if (isWatching) return;
    isWatching = true;
    const isIn = (...states: MyTurn["state"][]) =>
      view.peek()?.turns.some(({ state }) => states.includes(state)) ?? false;
    while (!isClosed && isIn("planning", "waits")) {
      const pause = isIn("planning") ? RETRY_MILLISECONDS : WAIT_MILLISECONDS;
      await new Promise((resolve) => setTimeout(resolve, pause));
      if (!isClosed && document.visibilityState === "visible" && !solve.peek()?.isRunning) await load();
    }
    isWatching = false;
  }

  /** Begins pages with people two levels down, and waits until the server knows of them. */
  async function beginSkips(workspace: string, everyWeeks: number, people: readonly PlannerSkip[]): Promise<void> {
    if (isBusy.peek()) return;
    isBusy.value = true;
    problem.value = "";
    const begun: string[] = [];
    for (const { person } of people) {
      const pair = told(await beginSkipPage({ workspace, person, everyWeeks }));
      if (pair === null) break;
      begun.push(pair.id);
    }
    const isMissing = (id: string) => {
      const { series = [], leftOut = [] } = view.peek() ?? {};
      return (
        !series.some((each) => each.id === id) &&
        !leftOut.some((each) => each.id === id && each.why === "another_month")
      );
    };
    for (let look = 0; look < ARRIVALS && !isClosed; look += 1) {
      await load();
      if (!begun.some(isMissing)) break;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MILLISECONDS / 2));
    }
    isBusy.value = false;
    if (begun.length > 0) draft.value = null; // of other people
  }

  return {
    ...{ view, isUnreachable, solve, draft, problem, isBusy, choose, beginSkips, watchTurns },
    ...{ load, begin, cancel, priceMove, take, apply, change },
    undo: () => onApplied(undoPlan),
    carryOn: () => onApplied(carryOn),
    /** as it was found, before anything was moved by hand */
    found(): SolvedPlan | null {
      const { outcome } = solve.value ?? {};
      return outcome?.type === "planned" ? outcome.best : null;
    },
    backToFound(): void {
      const known = solve.peek();
      if (known) takeFound(known);
    },
    forgetDraft(): void {
      draft.value = null;
      solve.value = null;
    },
    close(): void {
      isClosed = true;
    },
  };
}
