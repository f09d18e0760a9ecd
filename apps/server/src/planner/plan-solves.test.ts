import type { PlanProblem } from "@candor/core/planner/plan-problem.ts";
import { expect, test } from "vitest";
import { createPlanSolves } from "./plan-solves.ts";

const PROBLEM = {} as PlanProblem; // which nobody looks at here

test("whoever asks of a search just when the next began is told how it ended; of those before nobody knows", async () => {
  const solves = createPlanSolves(
    (_, asked) =>
      new Promise((resolve) => {
        asked?.signal?.addEventListener("abort", () => resolve({ type: "no_plan", ended: "cancelled" }), {
          once: true,
        });
      }),
    { now: () => new Date("2026-11-26T09:00:00Z"), report: (fault) => expect.fail(String(fault)) },
  );
  const wanted = (id: string) => ({ id, problem: PROBLEM, mark: "", isAnonymous: false });
  const { revision } = solves.begin("ana", wanted("first"));
  const waits = solves.next("ana", "first", revision, new AbortController().signal);
  solves.begin("ana", wanted("second"));
  expect(await waits).toMatchObject({ id: "first", isRunning: false });
  const late = await solves.next("ana", "first", 1, new AbortController().signal);
  expect(late).toMatchObject({ id: "first", outcome: { type: "no_plan" } });
  expect(solves.view("ana")).toMatchObject({ id: "second", isRunning: true });
  solves.begin("ana", wanted("third"));
  expect(await solves.next("ana", "first", 1, new AbortController().signal)).toBeNull();
  expect(await solves.next("ben", "third", 1, new AbortController().signal)).toBeNull();
  await solves.close();
});
