import { decodeKept, MAX_KEPT_BYTES } from "@candor/protocol/sync/kept-parts.ts";
import { createRoute, z } from "@hono/zod-openapi";
import { bodyLimit } from "hono/body-limit";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, problems } from "../http/json-content.ts";
import { limitRate } from "../http/limit-rate.ts";
import { problem } from "../http/problem.ts";
import { createRateLimit } from "../http/rate-limit.ts";
import { pairParams } from "../people/people-schemas.ts";
import type { PageAccess } from "../sync/page-access.ts";
import type { BringBackOutcome } from "../sync/snapshot/bring-back.ts";
import type { Vouch } from "../sync/vouch/create-vouch.ts";

export type KeptParts = {
  access: Pick<PageAccess, "accessTo">;
  bringBack: (page: string, kept: readonly Uint8Array[]) => Promise<BringBackOutcome>;
  isVouched: Vouch["isVouched"];
  ticks: () => number;
};

const TRIES = { burst: 60, perMinute: 20 }; // per person: all of one's pages at once, each built in the worker

const BYTES = "application/octet-stream";

const bring = createRoute({
  method: "post",
  path: "/api/pairs/{id}/kept",
  summary:
    "Gives back to a server that was restored from a backup what a device has of the page, vouched for by the server",
  request: {
    params: pairParams,
    body: { content: { [BYTES]: { schema: z.string().openapi({ format: "binary" }) } } },
  },
  responses: {
    200: {
      description: "What of it was new",
      ...json(z.object({ brought: z.boolean() }).openapi("BroughtBack")),
    },
    ...problems(400, 401, 404, 413, 429, 503),
  },
});

/** What a page lost by a restore, from whoever may write on it and can show that it was part of it. */
export function keptRoutes({ access, bringBack, isVouched, ticks }: KeptParts) {
  const routes = createRoutes<SignedInEnv>();
  routes.use(
    "/api/pairs/:id/kept",
    limitRate(createRateLimit(TRIES, ticks), (c) => c.var.who.userId),
    bodyLimit({ maxSize: MAX_KEPT_BYTES, onError: (c) => problem(c, "too_large") }),
  );
  return routes.openapi(bring, async (c) => {
    const { id } = c.req.valid("param");
    const mine = await access.accessTo(id, c.var.who.userId);
    if (!mine?.write) return problem(c, "not_found");
    const parts = readParts(new Uint8Array(await c.req.arrayBuffer()));
    if (parts === null) return problem(c, "invalid");
    const kept = parts.filter((part) => isVouched(id, part)).flatMap(({ updates }) => updates);
    const outcome = kept.length === 0 ? "nothing_new" : await bringBack(id, kept);
    if (outcome === "moved") return problem(c, "unavailable");
    return c.json({ brought: outcome === "brought_back" }, 200);
  });
}

/** A plain form of another site cannot send this type, and the Origin was looked at before. */
export function isKeptRequest(method: string, path: string, type: string | undefined): boolean {
  return method === "POST" && /^\/api\/pairs\/[^/]+\/kept$/.test(path) && type === BYTES;
}

function readParts(bytes: Uint8Array) {
  if (bytes.length === 0) return [];
  try {
    return decodeKept(bytes);
  } catch {
    return null;
  }
}
