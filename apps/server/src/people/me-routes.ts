import type { Me } from "@candor/protocol/http/people.ts";
import { createRoute } from "@hono/zod-openapi";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { type AppEnv, createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { readErasure } from "../rights/ask-erasure.ts";
import type { SignedIn } from "./auth.ts";
import { changeMeSchema, meSchema } from "./people-schemas.ts";

const readMe = createRoute({
  method: "get",
  path: "/api/me",
  summary: "Who I am; null where nobody is signed in, which is no fault",
  responses: { 200: { description: "Me, or nobody", ...json(meSchema.nullable()) } },
});

const changeMe = createRoute({
  method: "patch",
  path: "/api/me",
  summary: "Change my name",
  request: jsonBody(changeMeSchema),
  responses: { 200: { description: "Me", ...json(meSchema) }, ...problems(400, 401) },
});

type Parts = { db: Kysely<Schema>; now: () => Date };

/** Whoever starts asks this first, and browsers report every refusal as an error: so nobody is an answer, too. */
export function whoRoute(parts: Parts) {
  return createRoutes<AppEnv>().openapi(readMe, async (c) => c.json(c.var.who && (await tell(parts, c.var.who)), 200));
}

/** My own name is what new pages begin with; the names on a page are the pair's. */
export function meRoutes(parts: Parts) {
  const { db, now } = parts;
  return createRoutes<SignedInEnv>().openapi(changeMe, async (c) => {
    const { name } = c.req.valid("json");
    const { userId } = c.var.who;
    await db.updateTable("user").set({ name, updatedAt: now().toISOString() }).where("id", "=", userId).execute();
    return c.json(await tell(parts, { ...c.var.who, name }), 200);
  });
}

async function tell({ db, now }: Parts, who: SignedIn): Promise<Me> {
  const erasure = await readErasure(db, who.userId, now());
  return { ...who, ...(erasure && { erasedAt: erasure.until }) };
}
