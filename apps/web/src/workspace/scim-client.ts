import type { NewScimToken, ScimSettings, ScimToken } from "@candor/protocol/http/scim.ts";
import { thisTab } from "../offline/this-tab.ts";
import { type ApiRequest, type ApiResult, callApi } from "../people/api-client.ts";

/** How a directory writes one workspace, as its owner sees and sets it. */
export function scimClient(workspaceId: string) {
  const root = `/api/workspaces/${encodeURIComponent(workspaceId)}/scim`;
  const ask = <T>(method: ApiRequest["method"], path: string, body?: unknown): Promise<ApiResult<T>> =>
    callApi<T>(thisTab().fetch, { method, path: root + path, body, keepalive: method === "PATCH" });
  return {
    read: () => ask<ScimSettings>("GET", ""),
    setAdminGroup: (adminGroup: string | null) => ask<ScimSettings>("PATCH", "", { adminGroup }),
    make: (name: string) => ask<NewScimToken>("POST", "/tokens", { name }),
    revoke: (id: string) => ask<ScimToken>("DELETE", `/tokens/${id}`),
    restore: (id: string) => ask<ScimToken>("POST", `/tokens/${id}/restore`),
  };
}

export type ScimClient = ReturnType<typeof scimClient>;
