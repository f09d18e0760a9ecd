import type { CadenceStated, DeclineCadence, MyCadence, PairCadence } from "@candor/protocol/http/cadence.ts";
import { thisTab } from "../offline/this-tab.ts";
import { type ApiRequest, type ApiResult, callApi } from "../people/api-client.ts";

function call<T>(request: ApiRequest): Promise<ApiResult<T>> {
  return callApi<T>(thisTab().fetch, request);
}

export function readCadence(pairId: string): Promise<ApiResult<PairCadence>> {
  return call({ method: "GET", path: `/api/pairs/${pairId}/cadence` });
}

export function sayCadence(pairId: string, body: CadenceStated): Promise<ApiResult<PairCadence>> {
  return call({ method: "PUT", path: `/api/pairs/${pairId}/cadence/stated`, body, keepalive: true });
}

export function declineCadence(pairId: string, body: DeclineCadence): Promise<ApiResult<PairCadence>> {
  return call({ method: "POST", path: `/api/pairs/${pairId}/cadence/declined`, body });
}

export function hearAgain(pairId: string): Promise<ApiResult<PairCadence>> {
  return call({ method: "DELETE", path: `/api/pairs/${pairId}/cadence/declined` });
}

export function readMyCadence(): Promise<ApiResult<MyCadence>> {
  return call({ method: "GET", path: "/api/me/cadence" });
}

export function setBudget(minutes: number | null): Promise<ApiResult<MyCadence>> {
  return call({ method: "PUT", path: "/api/me/cadence/budget", body: { minutes }, keepalive: true });
}
