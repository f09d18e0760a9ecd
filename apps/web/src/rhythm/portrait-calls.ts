import type { Part } from "@candor/core/portrait/portrait.ts";
import { isPart, type PortraitEntry } from "@candor/core/portrait/portrait.ts";
import type {
  Beginning,
  MyPortrait,
  PortraitEntryAnswer,
  PortraitOfOther,
  PortraitsForMe,
  SayPortrait,
} from "@candor/protocol/http/portrait.ts";
import { thisTab } from "../offline/this-tab.ts";
import { type ApiRequest, type ApiResult, callApi } from "../people/api-client.ts";

function call<T>(request: ApiRequest): Promise<ApiResult<T>> {
  return callApi<T>(thisTab().fetch, request);
}

export function readPortrait(): Promise<ApiResult<MyPortrait>> {
  return call({ method: "GET", path: "/api/me/portrait" });
}

export function sayPortrait(part: Part, body: SayPortrait): Promise<ApiResult<MyPortrait>> {
  return call({ method: "PUT", path: `/api/me/portrait/${part}`, body });
}

export function sharePortrait(pairId: string, shares: boolean): Promise<ApiResult<MyPortrait>> {
  return call({ method: "PUT", path: `/api/pairs/${pairId}/portrait-share`, body: { shares }, keepalive: true });
}

export function readPortraitOf(pairId: string): Promise<ApiResult<PortraitOfOther>> {
  return call({ method: "GET", path: `/api/pairs/${pairId}/portrait` });
}

export function readPortraits(): Promise<ApiResult<PortraitsForMe>> {
  return call({ method: "GET", path: "/api/me/portraits" });
}

export function readBeginnings(): Promise<ApiResult<Beginning[]>> {
  return call({ method: "GET", path: "/api/me/beginnings" });
}

/** What a newer version tells of parts that this one does not know is left out. */
export function entriesOf(entries: readonly PortraitEntryAnswer[]): PortraitEntry[] {
  return entries.flatMap(({ part, ...entry }) => (isPart(part) ? [{ part, ...entry }] : []));
}
