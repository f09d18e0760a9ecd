import type { BetterAuth, BetterAuthOptions } from "./better-auth.ts";

export type SignedIn = { userId: string; name: string; anonymous: boolean };

/** `setCookie` goes to the browser as it is: it holds, renews or ends the session. */
export type Session = { user: SignedIn; setCookie: string[] };

/** The few things of the sign-in library that we use; its own routes are not open to anybody. */
export type Auth = {
  /** Who sent these headers; null: nobody who is signed in. */
  readSession(headers: Headers): Promise<Session | null>;
  /** Makes a person without a name, e-mail or password, known by their cookie alone. */
  signInAnonymously(headers: Headers): Promise<Session>;
  /** Ends the session for good. */
  signOut(headers: Headers): Promise<{ setCookie: string[] }>;
  /** Loads what the first sign-in needs, so that it need not wait. */
  warmUp(): Promise<void>;
};

const SESSION_COOKIE = /(?:^|;\s*)(?:__Host-)?candor\.session=/;

/** @param options read at first use: the server's own address is known only when it listens. */
export function createAuth(options: () => BetterAuthOptions): Auth {
  let loading: Promise<BetterAuth> | undefined;
  const load = () => {
    loading ??= import("./better-auth.ts").then(({ createBetterAuth }) => createBetterAuth(options()));
    return loading;
  };
  return {
    async readSession(headers) {
      if (!SESSION_COOKIE.test(headers.get("cookie") ?? "")) return null;
      const { api } = await load();
      const { headers: set, response } = await api.getSession({ headers, returnHeaders: true });
      return response && { user: signedIn(response.user), setCookie: set.getSetCookie() };
    },
    async signInAnonymously(headers) {
      const { api } = await load();
      const { headers: set, response } = await api.signInAnonymous({ headers, returnHeaders: true });
      return { user: signedIn(response.user), setCookie: set.getSetCookie() };
    },
    async signOut(headers) {
      const { api } = await load();
      const { headers: set } = await api.signOut({ headers, returnHeaders: true });
      return { setCookie: set.getSetCookie() };
    },
    warmUp: async () => {
      await load();
    },
  };
}

function signedIn(user: { id: string; name: string; isAnonymous?: boolean | null | undefined }): SignedIn {
  return { userId: user.id, name: user.name, anonymous: user.isAnonymous === true };
}
