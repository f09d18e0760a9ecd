import type { Context } from "hono";

type Parts = { origin: () => string; isOwnOrigin: (origin: string) => boolean };

/** Under which of its names somebody came to this place; the first, where they came under none of them. */
export function askedOrigin(c: Context, { origin, isOwnOrigin }: Parts): string {
  const { host } = new URL(c.req.url); // a proxy in front speaks http to us, whatever people speak to it
  return [`https://${host}`, `http://${host}`].find(isOwnOrigin) ?? origin();
}
