import type {
  AddLinkAccount,
  DocumentConsent,
  FinishDocuments,
  LinkAccountGone,
  LinkAccounts,
} from "@candor/protocol/http/link.ts";
import type { ApiToken, CreateApiToken, NewApiToken } from "@candor/protocol/http/token.ts";
import type { CreateWebhook, NewWebhook, Webhook, WebhookDelivery } from "@candor/protocol/http/webhook.ts";
import { thisTab } from "../offline/this-tab.ts";
import { type ApiRequest, type ApiResult, callApi } from "../people/api-client.ts";

const ask = <T>(method: ApiRequest["method"], path: string, body?: unknown): Promise<ApiResult<T>> =>
  callApi<T>(thisTab().fetch, { method, path: `/api/me/${path}`, body, keepalive: method === "PATCH" });

export const listTokens = () => ask<ApiToken[]>("GET", "tokens");
export const makeToken = (wanted: CreateApiToken) => ask<NewApiToken>("POST", "tokens", wanted);
export const revokeToken = (id: string) => ask<ApiToken>("DELETE", `tokens/${id}`);

export const listWebhooks = () => ask<Webhook[]>("GET", "webhooks");
export const makeWebhook = (wanted: CreateWebhook) => ask<NewWebhook>("POST", "webhooks", wanted);
export const turnWebhook = (id: string, on: boolean) => ask<Webhook>("PATCH", `webhooks/${id}`, { on });
export const tryWebhook = (id: string) => ask<Webhook>("POST", `webhooks/${id}/try`);
export const removeWebhook = (id: string) => ask<void>("DELETE", `webhooks/${id}`);
export const changeSecret = (id: string) => ask<NewWebhook>("POST", `webhooks/${id}/secret`);
export const listDeliveries = (id: string) => ask<WebhookDelivery[]>("GET", `webhooks/${id}/deliveries`);
export const replayDelivery = (id: string, delivery: string) =>
  ask<void>("POST", `webhooks/${id}/deliveries/${delivery}/replay`);

export const listLinkAccounts = () => ask<LinkAccounts>("GET", "link-accounts");
export const addLinkAccount = (wanted: AddLinkAccount) => ask<LinkAccounts>("POST", "link-accounts", wanted);
export const askForDocuments = () => ask<DocumentConsent>("POST", "link-accounts/consent");
export const finishDocuments = (back: FinishDocuments) =>
  ask<LinkAccounts>("POST", "link-accounts/consent/finish", back);
export const removeLinkAccount = (id: string) => ask<LinkAccountGone>("DELETE", `link-accounts/${id}`);
