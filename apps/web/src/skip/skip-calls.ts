import type { BeginSkipRound, SkipLevels, SkipNoticeForMe } from "@candor/protocol/http/skip.ts";
import type { Workspace } from "@candor/protocol/http/workspace.ts";
import { thisTab } from "../offline/this-tab.ts";
import { type ApiRequest, type ApiResult, callApi } from "../people/api-client.ts";

function call<T>(request: ApiRequest): Promise<ApiResult<T>> {
  return callApi<T>(thisTab().fetch, request);
}

export function readWorkspaces(): Promise<ApiResult<Workspace[]>> {
  return call({ method: "GET", path: "/api/workspaces" });
}

export function readSkipLevels(workspace: string): Promise<ApiResult<SkipLevels>> {
  return call({ method: "GET", path: `/api/workspaces/${workspace}/skip-levels` });
}

export function beginSkipRound(workspace: string, body: BeginSkipRound): Promise<ApiResult<SkipLevels>> {
  return call({ method: "POST", path: `/api/workspaces/${workspace}/skip-levels/rounds`, body });
}

export function readSkipNotices(): Promise<ApiResult<SkipNoticeForMe[]>> {
  return call({ method: "GET", path: "/api/me/skip-notices" });
}

export function tellOfSkipPages(workspace: string): Promise<ApiResult<SkipLevels>> {
  return call({ method: "POST", path: `/api/workspaces/${workspace}/skip-levels/notices`, body: {} });
}

export function markSkipNoticeRead(notice: string): Promise<ApiResult<SkipNoticeForMe[]>> {
  return call({ method: "POST", path: `/api/me/skip-notices/${notice}/read`, body: {} });
}
