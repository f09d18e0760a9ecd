import type { NightlyExport, SetNightlyExport } from "@candor/protocol/http/nightly.ts";
import type { Pair } from "@candor/protocol/http/people.ts";
import type { AskErasure, Erasure, MyData, PutAwayPage, Retention } from "@candor/protocol/http/rights.ts";
import type { Workspace } from "@candor/protocol/http/workspace.ts";
import { thisTab } from "../offline/this-tab.ts";
import { type ApiResult, callApi } from "../people/api-client.ts";

export function fetchMyData(): Promise<ApiResult<MyData>> {
  return callApi(thisTab().fetch, { method: "GET", path: "/api/me/data" });
}

export function listPutAway(): Promise<ApiResult<PutAwayPage[]>> {
  return callApi(thisTab().fetch, { method: "GET", path: "/api/me/put-away" });
}

/** Leaves a pair or bins its page, and takes it off this device. */
export async function putAway(pairId: string): Promise<ApiResult<PutAwayPage>> {
  const tab = thisTab();
  const obstacle = await tab.people.ensureRegistered(pairId);
  if (obstacle) return obstacle;
  const path = `/api/pairs/${pairId}/put-away`;
  const result = await callApi<PutAwayPage>(tab.fetch, { method: "POST", path });
  if (result.type === "ok") await tab.forgetPair(pairId);
  return result;
}

export async function bringBack(pairId: string): Promise<ApiResult<Pair>> {
  const tab = thisTab();
  const path = `/api/pairs/${pairId}/take-back`;
  const result = await callApi<Pair>(tab.fetch, { method: "POST", path });
  if (result.type === "ok") await tab.people.takePair(result.value);
  return result;
}

export function readErasure(): Promise<ApiResult<Erasure | null>> {
  return callApi(thisTab().fetch, { method: "GET", path: "/api/me/erasure" });
}

export function askErasure(body: AskErasure): Promise<ApiResult<Erasure>> {
  return callApi(thisTab().fetch, { method: "PUT", path: "/api/me/erasure", body });
}

export function takeBackErasure(): Promise<ApiResult<void>> {
  return callApi(thisTab().fetch, { method: "DELETE", path: "/api/me/erasure" });
}

export function listWorkspaces(): Promise<ApiResult<Workspace[]>> {
  return callApi(thisTab().fetch, { method: "GET", path: "/api/workspaces" });
}

export function readRetention(workspaceId: string): Promise<ApiResult<Retention>> {
  return callApi(thisTab().fetch, { method: "GET", path: `/api/workspaces/${workspaceId}/retention` });
}

export function setRetention(workspaceId: string, body: Retention): Promise<ApiResult<Retention>> {
  return callApi(thisTab().fetch, {
    method: "PUT",
    path: `/api/workspaces/${workspaceId}/retention`,
    body,
    keepalive: true,
  });
}

export function readNightly(): Promise<ApiResult<NightlyExport>> {
  return callApi(thisTab().fetch, { method: "GET", path: "/api/me/nightly-export" });
}

export function setNightly(body: SetNightlyExport): Promise<ApiResult<NightlyExport>> {
  return callApi(thisTab().fetch, { method: "PUT", path: "/api/me/nightly-export", body, keepalive: true });
}
