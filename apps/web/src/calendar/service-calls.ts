import type {
  AskConsent,
  CalendarServices,
  ConnectedService,
  ConsentAddress,
  FinishConsent,
} from "@candor/protocol/http/calendar-consent.ts";
import { thisTab } from "../offline/this-tab.ts";
import { type ApiResult, callApi } from "../people/api-client.ts";

const path = "/api/me/calendar-consents";

export function readServices(): Promise<ApiResult<CalendarServices>> {
  return callApi(thisTab().fetch, { method: "GET", path });
}

export function askConsent(body: AskConsent): Promise<ApiResult<ConsentAddress>> {
  return callApi(thisTab().fetch, { method: "POST", path, body });
}

export function finishConsent(body: FinishConsent): Promise<ApiResult<ConnectedService>> {
  return callApi(thisTab().fetch, { method: "POST", path: `${path}/finish`, body });
}
