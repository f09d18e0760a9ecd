import type {
  AddChannel,
  Announce,
  ArtifactAnnouncements,
  ChangeChannel,
  Channels,
  SettleDelivery,
} from "@candor/protocol/http/announcement.ts";
import { thisTab } from "../offline/this-tab.ts";
import { type ApiRequest, type ApiResult, callApi } from "../people/api-client.ts";

function call<T>(method: ApiRequest["method"], path: string, body?: unknown): Promise<ApiResult<T>> {
  return callApi<T>(thisTab().fetch, { method, path, body, keepalive: method === "PATCH" });
}

export const readChannels = () => call<Channels>("GET", "/api/me/channels");

export const addChannel = (wanted: AddChannel) => call<Channels>("POST", "/api/me/channels", wanted);

export const changeChannel = (id: string, change: ChangeChannel) =>
  call<Channels>("PATCH", `/api/me/channels/${id}`, change);

export const removeChannel = (id: string) => call<Channels>("DELETE", `/api/me/channels/${id}`);

export const readAnnouncements = (artifact: string) =>
  call<ArtifactAnnouncements>("GET", `/api/artifacts/${artifact}/announcements`);

export const announceArtifact = (artifact: string, id: string, wanted: Announce) =>
  call<ArtifactAnnouncements>("PUT", `/api/artifacts/${artifact}/announcements/${id}`, wanted);

export const settleDelivery = (artifact: string, announcement: string, delivery: string, wanted: SettleDelivery) =>
  call<ArtifactAnnouncements>(
    "POST",
    `/api/artifacts/${artifact}/announcements/${announcement}/deliveries/${delivery}`,
    wanted,
  );
