import type { AskingChat, MyChats } from "@candor/protocol/http/chat.ts";
import { thisTab } from "../offline/this-tab.ts";
import { type ApiResult, callApi } from "../people/api-client.ts";

const CHATS = "/api/me/chats";

export const readChats = (): Promise<ApiResult<MyChats>> => callApi(thisTab().fetch, { method: "GET", path: CHATS });

export const readAskingChat = (code: string): Promise<ApiResult<AskingChat>> =>
  callApi(thisTab().fetch, { method: "POST", path: `${CHATS}/asking`, body: { code } });

export const connectChat = (code: string): Promise<ApiResult<MyChats>> =>
  callApi(thisTab().fetch, { method: "POST", path: CHATS, body: { code } });

export const disconnectChat = (id: string): Promise<ApiResult<MyChats>> =>
  callApi(thisTab().fetch, { method: "DELETE", path: `${CHATS}/${encodeURIComponent(id)}` });
