import type {
  CalendarAccount,
  CalendarFeed,
  CalendarSource,
  ChooseCalendars,
  ConnectAccount,
  ConnectCalendar,
  ConnectedAccount,
  MyCalendarAccounts,
  MyCalendars,
  NewCalendarFeed,
  RenewAccount,
  UploadCalendar,
} from "@candor/protocol/http/calendar.ts";
import { thisTab } from "../offline/this-tab.ts";
import { type ApiRequest, type ApiResult, callApi } from "../people/api-client.ts";

const path = "/api/me/calendars";

function call<T>(request: ApiRequest): Promise<ApiResult<T>> {
  return callApi<T>(thisTab().fetch, request);
}

export function readCalendars(): Promise<ApiResult<MyCalendars>> {
  return call({ method: "GET", path });
}

export function connectCalendar(body: ConnectCalendar): Promise<ApiResult<CalendarSource>> {
  return call({ method: "POST", path, body });
}

export function uploadCalendar(body: UploadCalendar): Promise<ApiResult<CalendarSource>> {
  return call({ method: "POST", path: `${path}/files`, body });
}

export function changeCalendar(id: string, allDayCounts: boolean): Promise<ApiResult<CalendarSource>> {
  return call({ method: "PATCH", path: `${path}/${id}`, body: { allDayCounts }, keepalive: true });
}

export function readAnew(id: string): Promise<ApiResult<CalendarSource>> {
  return call({ method: "POST", path: `${path}/${id}/read` });
}

export function removeCalendar(id: string): Promise<ApiResult<void>> {
  return call({ method: "DELETE", path: `${path}/${id}` });
}

export function shareBusy(pairId: string, shares: boolean): Promise<ApiResult<void>> {
  return call({ method: "PUT", path: `/api/pairs/${pairId}/busy-share`, body: { shares }, keepalive: true });
}

const feed = "/api/me/calendar-feed";

export function readFeed(): Promise<ApiResult<CalendarFeed | null>> {
  return call({ method: "GET", path: feed });
}

export function makeFeed(showsNames: boolean): Promise<ApiResult<NewCalendarFeed>> {
  return call({ method: "PUT", path: feed, body: { showsNames } });
}

export function changeFeed(showsNames: boolean): Promise<ApiResult<CalendarFeed | null>> {
  return call({ method: "PATCH", path: feed, body: { showsNames }, keepalive: true });
}

export function removeFeed(): Promise<ApiResult<void>> {
  return call({ method: "DELETE", path: feed });
}

const accounts = "/api/me/calendar-accounts";

export function readAccounts(): Promise<ApiResult<MyCalendarAccounts>> {
  return call({ method: "GET", path: accounts });
}

export function connectAccount(body: ConnectAccount): Promise<ApiResult<ConnectedAccount>> {
  return call({ method: "POST", path: accounts, body });
}

export function lookAtAccount(id: string): Promise<ApiResult<ConnectedAccount>> {
  return call({ method: "GET", path: `${accounts}/${id}/calendars` });
}

export function renewAccount(id: string, body: RenewAccount): Promise<ApiResult<ConnectedAccount>> {
  return call({ method: "PUT", path: `${accounts}/${id}/password`, body });
}

export function chooseCalendars(id: string, body: ChooseCalendars): Promise<ApiResult<CalendarAccount>> {
  return call({ method: "PUT", path: `${accounts}/${id}/choice`, body, keepalive: true });
}

export function removeAccount(id: string): Promise<ApiResult<void>> {
  return call({ method: "DELETE", path: `${accounts}/${id}` });
}
