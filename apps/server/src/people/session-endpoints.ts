import type { BetterAuthPlugin } from "better-auth";
import { createAuthEndpoint } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import { z } from "zod";

const MAX_AGENT_LENGTH = 300; // UTF-16 units of what a browser says it is

/** now, and for how many milliseconds the session lasts from now */
const times = { at: z.date(), lasts: z.number() };

/** The library looks at the end of a session by its own clock. */
function endOf(lasts: number): Date {
  return new Date(Date.now() + lasts);
}

/**
 * Two things that the sign-in library does itself and offers to plugins only: it makes the row and the cookie, so that
 * both are its own. Its routes are not open to anybody, these two no more than the rest.
 */
export function sessionEndpoints() {
  return {
    id: "candor-sessions",
    schema: { session: { fields: { silent: { type: "number", required: false, input: false } } } },
    endpoints: {
      /** Begins a session of its own, with a new secret, for somebody who has just shown who they are. */
      beginSession: createAuthEndpoint(
        "/candor/begin-session",
        { method: "POST", requireHeaders: true, body: z.object({ userId: z.string(), silent: z.boolean(), ...times }) },
        async (ctx) => {
          const { userId, at, lasts, silent } = ctx.body;
          const { internalAdapter } = ctx.context;
          const user = await internalAdapter.findUserById(userId);
          if (!user) throw new Error("whoever is to be signed in does not exist");
          const userAgent = (ctx.headers?.get("user-agent") ?? "").slice(0, MAX_AGENT_LENGTH);
          const session = await internalAdapter.createSession(
            userId,
            false,
            { createdAt: at, updatedAt: at, expiresAt: endOf(lasts), userAgent, silent: Number(silent) },
            true,
          );
          await setSessionCookie(ctx, { session, user }, false);
          return ctx.json({ sessionId: session.id });
        },
      ),
      /** Notes that a session is in use, and gives its browser the cookie for as long again. */
      renewSession: createAuthEndpoint(
        "/candor/renew-session",
        {
          method: "POST",
          requireHeaders: true,
          body: z.object({ token: z.string(), ...times }),
        },
        async (ctx) => {
          const { token, at, lasts } = ctx.body;
          const { internalAdapter } = ctx.context;
          const session = await internalAdapter.updateSession(token, { updatedAt: at, expiresAt: endOf(lasts) });
          const user = session && (await internalAdapter.findUserById(session.userId));
          if (session && user) await setSessionCookie(ctx, { session, user }, false);
          return ctx.json({});
        },
      ),
    },
  } satisfies BetterAuthPlugin;
}
