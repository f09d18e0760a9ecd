import type { BetterAuth, BetterAuthOptions } from "./better-auth.ts";

export type SignedIn = { userId: string; name: string; anonymous: boolean };

export type Auth = {
  /**
   * Who sent these headers; null: nobody who is signed in.
   *
   * `setCookie` holds what renews the browser's cookie where that is due.
   */
  readSession(headers: Headers): Promise<{ user: SignedIn; setCookie: string[] } | null>;
  /** The two requests that are handed to better-auth as they are; it has many more routes, none of which is open. */
  handle(request: Request): Promise<Response>;
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
      const auth = await load();
      const { headers: set, response } = await auth.api.getSession({ headers, returnHeaders: true });
      if (!response) return null;
      const { id, name, isAnonymous } = response.user;
      return { user: { userId: id, name, anonymous: isAnonymous === true }, setCookie: set.getSetCookie() };
    },
    handle: async (request) => (await load()).handler(request),
    warmUp: async () => {
      await load();
    },
  };
}
