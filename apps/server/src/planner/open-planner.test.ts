import type { PlanProgress } from "@candor/core/planner/plan-outcome.ts";
import { planProblemLike } from "@candor/fixtures/plan-problem-like.ts";
import { afterEach, expect, test } from "vitest";
import { openPlanner, type Planner } from "./open-planner.ts";

const open: Planner[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((planner) => planner.close()));
});

function planner(): Planner {
  const opened = openPlanner();
  open.push(opened);
  return opened;
}

test("a small team gets the best plan there is, proven", async () => {
  const problem = planProblemLike(3, { reports: 4, skipLevels: 0 });
  const answer = await planner().solve(problem);
  if (answer.type !== "planned") throw new Error(answer.type);
  expect(answer.ended).toBe("finished");
  expect(answer.best.isProven).toBe(true);
  expect(answer.best.aboveBound).toBe(0);
  expect(answer.best.evaluation.violations).toEqual([]);
  expect(answer.best.evaluation.cost).toBeLessThanOrEqual(answer.compare.greedy + 1e-6);
  expect(answer.compare.greedy).toBeLessThanOrEqual(answer.compare.firstFit + 1e-6);
  expect(answer.best.reasons).toHaveLength(4);
});

test("out of time, the best plan so far is the answer, with how far it may be from the best", async () => {
  const problem = planProblemLike(1, { reports: 12, skipLevels: 10 });
  const answer = await planner().solve(problem, { cpuSeconds: 0.5 });
  if (answer.type !== "planned") throw new Error(answer.type);
  expect(answer.ended).toBe("timeout");
  expect(answer.best.evaluation.violations).toEqual([]);
  expect(answer.best.evaluation.cost).toBeLessThanOrEqual(answer.compare.greedy + 1e-6);
});

test("cancelled while it looks, the best plan so far is the answer", async () => {
  const problem = planProblemLike(1, { reports: 12, skipLevels: 10 });
  const cancel = new AbortController();
  const seen: PlanProgress["stage"][] = [];
  const answer = await planner().solve(problem, {
    signal: cancel.signal,
    onProgress({ stage }) {
      seen.push(stage);
      if (stage === "solving") cancel.abort();
    },
  });
  if (answer.type !== "planned") throw new Error(answer.type);
  expect(answer.ended).toBe("cancelled");
  expect(seen).toContain("greedy");
});

test("one plan is made at a time, in turn, and who changes their mind while waiting is let go", async () => {
  const makes = planner();
  const small = planProblemLike(3, { reports: 2, skipLevels: 0 });
  const order: string[] = [];
  const leave = new AbortController();
  const first = makes.solve(small).then(({ type }) => order.push(`first ${type}`));
  const second = makes.solve(small, { signal: leave.signal }).then((answer) => order.push(`second ${answer.type}`));
  const third = makes.solve(small).then(({ type }) => order.push(`third ${type}`));
  expect(makes.waiting()).toBe(2);
  leave.abort();
  await Promise.all([first, second, third]);
  expect(order).toEqual(["second no_plan", "first planned", "third planned"]);
});

test("who asks while too many wait is told so", async () => {
  const makes = planner();
  const small = planProblemLike(3, { reports: 2, skipLevels: 0 });
  const waiting = Array.from({ length: 9 }, () => makes.solve(small));
  expect(await makes.solve(small)).toEqual({ type: "too_many" });
  await makes.close();
  expect((await Promise.all(waiting)).every(({ type }) => type === "no_plan" || type === "planned")).toBe(true);
});

test("a problem that can't be planned says what is wrong with it", async () => {
  const problem = { ...planProblemLike(3, { reports: 2, skipLevels: 0 }), firstDay: "2026-10-13" };
  expect(await planner().solve(problem)).toEqual({
    type: "faulty",
    faults: [{ type: "bad_date", where: "firstDay", value: "2026-10-13" }],
  });
});
