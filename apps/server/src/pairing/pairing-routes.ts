import { FRICTION_KINDS, FRICTION_STATES } from "@candor/core/pairing/pairing.ts";
import type { MyFrictions } from "@candor/protocol/http/pairing.ts";
import { createRoute, z } from "@hono/zod-openapi";
import type { Tables } from "../cadence/read-records.ts";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, problems } from "../http/json-content.ts";
import { readFrictions } from "./read-frictions.ts";

const frictionSchema = z.object({
  ...{ pair: z.string(), name: z.string(), id: z.string(), kind: z.enum(FRICTION_KINDS) },
  ...{ text: z.string(), severity: z.string(), state: z.enum(FRICTION_STATES) },
  owner: z
    .union([z.object({ type: z.enum(["me", "them"]) }), z.object({ type: z.literal("other"), name: z.string() })])
    .nullable(),
  ...{ at: z.string(), checkOn: z.string().nullable(), cameBack: z.number() },
});

const frictionsSchema = z
  .object({ frictions: z.array(frictionSchema), isWhole: z.boolean() })
  .openapi("MyFrictions") satisfies z.ZodType<MyFrictions>;

const read = createRoute({
  method: "get",
  path: "/api/me/frictions",
  summary: "What got in the way on my own pages while two worked side by side",
  responses: {
    200: { description: "Those that need somebody first", ...json(frictionsSchema) },
    ...problems(401, 429),
  },
});

export function pairingRoutes({ db, engine, now }: Tables & { now: () => Date }) {
  return createRoutes<SignedInEnv>().openapi(read, async (c) =>
    c.json(await readFrictions({ db, engine }, c.var.who.userId, now()), 200),
  );
}
