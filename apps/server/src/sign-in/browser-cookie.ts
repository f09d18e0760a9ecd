import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { hashSecret } from "./hash-secret.ts";
import type { SignInParts } from "./sign-in-ports.ts";

const NAME = "candor.browser";
const BYTES = 32;
const MAX_AGE = 400 * 86_400; // seconds; browsers keep no cookie for longer
const SHAPE = /^[\w-]{43}$/;

/**
 * What a sign-in is bound to: a secret that this browser alone has. It says nothing of anybody, and outlives sessions,
 * so that a browser where somebody signed in before is known as theirs.
 *
 * @returns its hash; the secret itself is kept by the browser alone. Null where the browser has none.
 */
export function readBrowser(c: Context, { secure }: Pick<SignInParts, "secure">): string | null {
  const secret = getCookie(c, NAME, secure ? "host" : undefined);
  return secret !== undefined && SHAPE.test(secret) ? hashSecret(secret) : null;
}

/** The same, and where the browser has none it gets one. */
export function keepBrowser(c: Context, parts: Pick<SignInParts, "secure" | "signIn">): string {
  const known = readBrowser(c, parts);
  if (known !== null) return known;
  const secret = parts.signIn.random(BYTES).toString("base64url");
  setCookie(c, NAME, secret, {
    path: "/",
    httpOnly: true,
    sameSite: "Strict",
    maxAge: MAX_AGE,
    ...(parts.secure ? { secure: true, prefix: "host" } : {}),
  });
  return hashSecret(secret);
}
