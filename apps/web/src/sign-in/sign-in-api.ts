import type { Me } from "@candor/protocol/http/people.ts";
import type {
  Account,
  EmailChangeAsked,
  LinkOpened,
  MailAsked,
  OidcBegun,
  OidcFinished,
  OperatorOutbox,
  Passkey,
  PasskeyCeremony,
  SignInWays,
} from "@candor/protocol/http/sign-in.ts";
import type { PlaceForMe } from "@candor/protocol/http/workspace.ts";
import { thisTab } from "../offline/this-tab.ts";
import { type ApiRequest, type ApiResult, callApi } from "../people/api-client.ts";
import { forgetDatabases } from "./forget-databases.ts";
import { forgetKept } from "./forget-kept.ts";

function call<T>(method: ApiRequest["method"], path: string, body?: unknown): Promise<ApiResult<T>> {
  return callApi<T>(thisTab().fetch, { method, path, ...(body === undefined ? {} : { body }) });
}

async function forgetAll(): Promise<void> {
  forgetKept(() => localStorage);
  await forgetDatabases(thisTab().environment.indexedDB);
  await thisTab().forgetEverything();
}

/** Whoever this browser now is takes the place of whoever it was, with all that is kept here. */
async function entered<T>(result: ApiResult<T>, meOf: (value: T) => Me | null): Promise<ApiResult<T>> {
  const me = result.type === "ok" ? meOf(result.value) : null;
  if (me && !(await thisTab().people.becameSomebody(me))) {
    await forgetAll();
    location.replace("/");
  }
  return result;
}

export const readWays = () => call<SignInWays>("GET", "/api/auth/ways");

export const askForMail = (email: string) => call<MailAsked>("POST", "/api/auth/mail", { email });

export const enterCode = async (id: string, code: string) =>
  entered(await call<Me>("POST", "/api/auth/mail/code", { id, code }), (me) => me);

export const openLink = async (id: string, token: string) =>
  entered(await call<LinkOpened>("POST", "/api/auth/mail/link", { id, token }), (opened) =>
    opened.type === "signed_in" ? opened.me : null,
  );

/** Whether an organisation keeps a place for whoever just signed in. */
export async function isAwaited(): Promise<boolean> {
  const result = await call<PlaceForMe[]>("GET", "/api/me/places");
  return result.type === "ok" && result.value.length > 0;
}

/** @param why "again": whoever is signed in shows that it is them; "link": it is added to their account. */
export const beginSso = (provider: string, to: string, why?: "link" | "again") =>
  call<OidcBegun>("POST", "/api/auth/oidc", { provider, to, ...(why && { [why]: true }) });

export const finishSso = async (state: string, query: string) =>
  entered(await call<OidcFinished>("POST", "/api/auth/oidc/finish", { state, query }), ({ me }) => me);

export type PasskeyResult<T> = ApiResult<T> | { type: "cancelled" } | { type: "unsupported" };

export async function signInByPasskey(): Promise<PasskeyResult<Me>> {
  const { browserSupportsWebAuthn, startAuthentication } = await import("@simplewebauthn/browser");
  if (!browserSupportsWebAuthn()) return { type: "unsupported" };
  const begun = await call<PasskeyCeremony>("POST", "/api/auth/passkey/options");
  if (begun.type !== "ok") return begun;
  const { id, options } = begun.value;
  const optionsJSON = options as Parameters<typeof startAuthentication>[0]["optionsJSON"];
  // However the device says no: it was cancelled, it took too long, or it has none.
  const response = await startAuthentication({ optionsJSON }).catch(() => null);
  if (!response) return { type: "cancelled" };
  return entered(await call<Me>("POST", "/api/auth/passkey", { id, response }), (me) => me);
}

export async function addPasskey(name: string): Promise<PasskeyResult<Passkey>> {
  const { browserSupportsWebAuthn, startRegistration } = await import("@simplewebauthn/browser");
  if (!browserSupportsWebAuthn()) return { type: "unsupported" };
  const begun = await call<PasskeyCeremony>("POST", "/api/me/account/passkeys/options");
  if (begun.type !== "ok") return begun;
  const { id, options } = begun.value;
  const wanted = options as Parameters<typeof startRegistration>[0]["optionsJSON"];
  // So that it can open private notes, too: some devices give that secret only to passkeys which were made for it.
  const optionsJSON = { ...wanted, extensions: { ...wanted.extensions, prf: {} } };
  const response = await startRegistration({ optionsJSON }).catch(() => null);
  if (!response) return { type: "cancelled" };
  return call<Passkey>("POST", "/api/me/account/passkeys", { id, name, response });
}

export const readAccount = () => call<Account>("GET", "/api/me/account");
export const renamePasskey = (id: string, name: string) =>
  call<void>("PATCH", `/api/me/account/passkeys/${id}`, { name });
export const removePasskey = (id: string) => call<void>("DELETE", `/api/me/account/passkeys/${id}`);
export const unlink = (id: string) => call<void>("DELETE", `/api/me/account/identities/${id}`);
export const endSession = (id: string) => call<void>("DELETE", `/api/me/account/sessions/${id}`);
export const endOtherSessions = () => call<void>("DELETE", "/api/me/account/sessions");
export const askToChangeEmail = (email: string) => call<EmailChangeAsked>("POST", "/api/me/account/email", { email });

type Code = { id: string; code: string };
export const changeEmail = (codes: { old: Code | null; new: Code }) =>
  call<void>("POST", "/api/me/account/email/confirm", codes);

/** Ends the session, then takes everything off this device. @returns false where the server could not be reached. */
export async function signOut(): Promise<boolean> {
  const result = await call<void>("POST", "/api/auth/sign-out");
  if (result.type === "unreachable") return false;
  await forgetAll();
  return true;
}

export const readOutbox = (secret: string) => call<OperatorOutbox>("POST", "/api/operator/outbox", { secret });
