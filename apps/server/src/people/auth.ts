import { judgeSession, type SessionTimes } from "@candor/core/access/session-limits.ts";
import type { BetterAuth, BetterAuthOptions } from "./better-auth.ts";

export type SignedIn = { userId: string; name: string; anonymous: boolean };

export type SessionInfo = { id: string } & SessionTimes;

/** `setCookie` goes to the browser as it is: it holds, renews or ends the session. */
export type Session = { user: SignedIn; session: SessionInfo; setCookie: string[] };

/** The few things of the sign-in library that we use; its own routes are not open to anybody. */
export type Auth = {
  /** Who sent these headers; null: nobody who is signed in. */
  readSession(headers: Headers): Promise<Session | null>;
  /** Makes a person without a name, e-mail or password, known by their cookie alone. */
  signInAnonymously(headers: Headers): Promise<Omit<Session, "session">>;
  /** Begins a session for somebody who has just shown who they are; ends no other. @param how as in `SessionTimes`. */
  beginSession(headers: Headers, userId: string, how: { silent: boolean }): Promise<{ setCookie: string[] }>;
  /** Ends the session for good. */
  signOut(headers: Headers): Promise<{ setCookie: string[] }>;
  /** Loads what the first sign-in needs, so that it need not wait. */
  warmUp(): Promise<void>;
};

const SESSION_COOKIE = /(?:^|;\s*)(?:__Host-)?candor\.session=/;

/** @param options read at first use: the server's own address is known only when it listens. */
export function createAuth(options: () => BetterAuthOptions, now: () => Date): Auth {
  let loading: Promise<BetterAuth> | undefined;
  const load = () => {
    loading ??= import("./better-auth.ts").then(({ createBetterAuth }) => createBetterAuth(options()));
    return loading;
  };
  const signOut = async (headers: Headers) => {
    const { api } = await load();
    const { headers: set } = await api.signOut({ headers, returnHeaders: true });
    return { setCookie: set.getSetCookie() };
  };
  return {
    async readSession(headers) {
      if (!SESSION_COOKIE.test(headers.get("cookie") ?? "")) return null;
      const { api } = await load();
      // Renewed by us: what an account's session may last at most is no setting of the library.
      const found = await api.getSession({ headers, query: { disableRefresh: true }, returnHeaders: true });
      if (!found.response) return null;
      const { user, session } = found.response;
      const times = timesOf(user, session);
      const at = now();
      const verdict = judgeSession(times, at.getTime());
      if (verdict.type === "ended") {
        await signOut(headers);
        return null;
      }
      const setCookie = found.headers.getSetCookie();
      if (verdict.renew) {
        const body = { token: session.token, at, lasts: verdict.endsAt - at.getTime() };
        const renewed = await api.renewSession({ headers, body, returnHeaders: true });
        setCookie.push(...renewed.headers.getSetCookie());
      }
      return { user: signedIn(user), session: { id: session.id, ...times }, setCookie };
    },
    async signInAnonymously(headers) {
      const { api } = await load();
      const { headers: set, response } = await api.signInAnonymous({ headers, returnHeaders: true });
      return { user: signedIn(response.user), setCookie: set.getSetCookie() };
    },
    async beginSession(headers, userId, { silent }) {
      const { api } = await load();
      const at = now();
      const beganAt = at.getTime();
      const verdict = judgeSession({ beganAt, usedAt: beganAt, isAnonymous: false }, beganAt);
      const lasts = verdict.type === "good" ? verdict.endsAt - beganAt : 0;
      const { headers: set } = await api.beginSession({
        headers,
        body: { userId, at, lasts, silent },
        returnHeaders: true,
      });
      return { setCookie: set.getSetCookie() };
    },
    signOut,
    warmUp: async () => {
      await load();
    },
  };
}

type LibraryUser = { id: string; name: string; isAnonymous?: boolean | null | undefined };

function signedIn(user: LibraryUser): SignedIn {
  return { userId: user.id, name: user.name, anonymous: user.isAnonymous === true };
}

type LibrarySession = { createdAt: Date; updatedAt: Date; silent?: number | null | undefined };

function timesOf(user: LibraryUser, session: LibrarySession): SessionTimes {
  return {
    beganAt: new Date(session.createdAt).getTime(),
    usedAt: new Date(session.updatedAt).getTime(),
    isAnonymous: user.isAnonymous === true,
    isSilent: session.silent === 1,
  };
}
