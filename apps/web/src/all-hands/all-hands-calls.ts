import type { AllHandsAnswer, ChangeItem, PutUpItem } from "@candor/protocol/http/all-hands.ts";
import { thisTab } from "../offline/this-tab.ts";
import { type ApiRequest, type ApiResult, callApi } from "../people/api-client.ts";

/** The all-hands of one workspace; each answers with all of it as it then stands. */
export function allHandsClient(workspace: string) {
  const root = `/api/workspaces/${encodeURIComponent(workspace)}`;
  const call = (method: ApiRequest["method"], path: string, body?: unknown): Promise<ApiResult<AllHandsAnswer>> =>
    callApi<AllHandsAnswer>(thisTab().fetch, { method, path: root + path, body });
  return {
    read: () => call("GET", "/all-hands"),
    plan: (meeting: string, day: string) => call("PUT", `/all-hands/${meeting}`, { day }),
    hold: (meeting: string) => call("POST", `/all-hands/${meeting}/hold`),
    putUp: (item: string, wanted: PutUpItem) => call("PUT", `/agenda-items/${item}`, wanted),
    change: (item: string, change: ChangeItem) => call("PATCH", `/agenda-items/${item}`, change),
    takeDown: (item: string) => call("DELETE", `/agenda-items/${item}`),
  };
}

export type AllHandsClient = ReturnType<typeof allHandsClient>;
