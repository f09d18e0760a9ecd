import type { MailInbox, MyMail } from "@candor/protocol/http/my-mail.ts";
import type { KeepPush, MyNotices, SetNotices } from "@candor/protocol/http/notices.ts";
import { thisTab } from "../offline/this-tab.ts";
import { type ApiResult, callApi } from "../people/api-client.ts";

type Call<T> = Promise<ApiResult<T>>;
const MAIL = "/api/me/mail";

export const readMyMail = (): Call<MyMail> => callApi(thisTab().fetch, { method: "GET", path: MAIL });

/** @param pair null: the address into my inbox */
export const renewAddress = (pair: string | null): Call<MyMail> =>
  callApi(thisTab().fetch, { method: "PUT", path: pathOf(pair) });

export const closeAddress = (pair: string | null): Call<MyMail> =>
  callApi(thisTab().fetch, { method: "DELETE", path: pathOf(pair) });

export const setSenders = (senders: readonly string[]): Call<MyMail> =>
  callApi(thisTab().fetch, { method: "PUT", path: `${MAIL}/senders`, body: { senders }, keepalive: true });

export const readMailInbox = (): Call<MailInbox> => callApi(thisTab().fetch, { method: "GET", path: `${MAIL}/inbox` });

export const placeMailed = (id: string, pair: string | null): Call<MailInbox> =>
  callApi(thisTab().fetch, { method: "POST", path: `${MAIL}/inbox/${id}`, body: { pair } });

export const throwMailedAway = (id: string): Call<MailInbox> =>
  callApi(thisTab().fetch, { method: "DELETE", path: `${MAIL}/inbox/${id}` });

export const readNotices = (): Call<MyNotices> => callApi(thisTab().fetch, { method: "GET", path: "/api/me/notices" });

export const setNotices = (body: SetNotices): Call<MyNotices> =>
  callApi(thisTab().fetch, { method: "PUT", path: "/api/me/notices", body, keepalive: true });

export const keepPush = (body: KeepPush): Call<MyNotices> =>
  callApi(thisTab().fetch, { method: "PUT", path: "/api/me/push", body });

export const endPush = (): Call<MyNotices> => callApi(thisTab().fetch, { method: "DELETE", path: "/api/me/push" });

function pathOf(pair: string | null): string {
  return pair === null ? `${MAIL}/address` : `${MAIL}/addresses/${pair}`;
}
