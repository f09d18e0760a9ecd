import type { Plan } from "@candor/core/planner/plan.ts";
import type { PlannerSettings } from "@candor/core/planner/planner-settings.ts";
import type { AppliedPlan, ApplyPlan, PlannerView, PricedPlan, SolveView } from "@candor/protocol/http/planner.ts";
import type { ChooseTurn, MyTurn } from "@candor/protocol/http/planning-round.ts";
import { thisTab } from "../offline/this-tab.ts";
import { type ApiRequest, type ApiResult, callApi } from "../people/api-client.ts";

const path = "/api/me/planner";

function call<T>(request: ApiRequest): Promise<ApiResult<T>> {
  return callApi<T>(thisTab().fetch, request);
}

export function readPlanner(): Promise<ApiResult<PlannerView>> {
  return call({ method: "GET", path });
}

export function keepSettings(body: PlannerSettings): Promise<ApiResult<void>> {
  return call({ method: "PUT", path: `${path}/settings`, body, keepalive: true });
}

export function beginSolve(): Promise<ApiResult<SolveView>> {
  return call({ method: "POST", path: `${path}/solves` });
}

/** Waits until there is more to see than at a revision. */
export function followSolve(id: string, after: number): Promise<ApiResult<SolveView>> {
  return call({ method: "GET", path: `${path}/solves/${id}?after=${after}` });
}

export function cancelSolve(id: string): Promise<ApiResult<SolveView>> {
  return call({ method: "DELETE", path: `${path}/solves/${id}` });
}

export function pricePlan(plan: Plan): Promise<ApiResult<PricedPlan>> {
  return call({ method: "POST", path: `${path}/prices`, body: { plan } });
}

export function applyPlan(body: ApplyPlan): Promise<ApiResult<AppliedPlan>> {
  return call({ method: "POST", path: `${path}/plans`, body });
}

export function chooseTurn(round: string, choice: ChooseTurn["choice"]): Promise<ApiResult<MyTurn[]>> {
  return call({ method: "PUT", path: `${path}/rounds/${round}`, body: { choice } });
}

export function carryOn(id: string): Promise<ApiResult<AppliedPlan>> {
  return call({ method: "POST", path: `${path}/plans/${id}/carry-on` });
}

export function undoPlan(id: string): Promise<ApiResult<AppliedPlan>> {
  return call({ method: "POST", path: `${path}/plans/${id}/undo` });
}
