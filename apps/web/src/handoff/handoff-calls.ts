import type {
  FinishAction,
  FinishableUntil,
  HandOver,
  HandoffChoices,
  HandoffView,
  ThreeAnswer,
  ThreeTimesAnswer,
} from "@candor/protocol/http/handoff.ts";
import { thisTab } from "../offline/this-tab.ts";
import { type ApiRequest, type ApiResult, callApi } from "../people/api-client.ts";

const path = "/api/me/handoffs";

function call<T>(request: ApiRequest): Promise<ApiResult<T>> {
  return callApi<T>(thisTab().fetch, request);
}

export function readHandoffs(): Promise<ApiResult<HandoffView[]>> {
  return call({ method: "GET", path });
}

export function readHandoff(edge: string): Promise<ApiResult<HandoffView>> {
  return call({ method: "GET", path: `${path}/${encodeURIComponent(edge)}` });
}

export function readChoices(edge: string): Promise<ApiResult<HandoffChoices>> {
  return call({ method: "GET", path: `${path}/${edge}/letter` });
}

export function handOver(edge: string, body: HandOver): Promise<ApiResult<void>> {
  return call({ method: "POST", path: `${path}/${edge}/letter`, body });
}

export function takeBack(edge: string): Promise<ApiResult<void>> {
  return call({ method: "DELETE", path: `${path}/${edge}/letter` });
}

export function decline(edge: string): Promise<ApiResult<void>> {
  return call({ method: "POST", path: `${path}/${edge}/declined` });
}

export function readTimes(edge: string): Promise<ApiResult<ThreeTimesAnswer>> {
  return call({ method: "GET", path: `${path}/${edge}/times` });
}

export function proposeThree(edge: string, start: string): Promise<ApiResult<void>> {
  return call({ method: "PUT", path: `${path}/${edge}/meeting`, body: { start } });
}

export function callOffThree(edge: string): Promise<ApiResult<void>> {
  return call({ method: "DELETE", path: `${path}/${edge}/meeting` });
}

export function answerThree(edge: string, answer: ThreeAnswer): Promise<ApiResult<void>> {
  return call({ method: "POST", path: `${path}/${edge}/meeting/answer`, body: { answer } });
}

export function readFinishable(pairId: string): Promise<ApiResult<FinishableUntil>> {
  return call({ method: "GET", path: `/api/pairs/${pairId}/finishing` });
}

export function finishAction(pairId: string, action: string, body: FinishAction): Promise<ApiResult<void>> {
  return call({ method: "POST", path: `/api/pairs/${pairId}/finishing/${action}`, body });
}
