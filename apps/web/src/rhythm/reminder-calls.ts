import type { MyReminders, SetReminders } from "@candor/protocol/http/reminders.ts";
import { thisTab } from "../offline/this-tab.ts";
import { type ApiResult, callApi } from "../people/api-client.ts";

const PATH = "/api/me/reminders";

export function readReminders(): Promise<ApiResult<MyReminders>> {
  return callApi(thisTab().fetch, { method: "GET", path: PATH });
}

export function setReminders(body: SetReminders): Promise<ApiResult<MyReminders>> {
  return callApi(thisTab().fetch, { method: "PUT", path: PATH, body, keepalive: true });
}
