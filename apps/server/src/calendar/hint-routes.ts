import { createRoute, z } from "@hono/zod-openapi";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { type AppEnv, createRoutes } from "../http/app-env.ts";
import { problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import type { TellRefusal } from "../http/tell-refusals.ts";
import { HINT_PATHS } from "./hint-paths.ts";
import { takeHint } from "./take-hint.ts";

const MAX_HINTS = 200; // Microsoft sends several at once
const MAX_TOKEN_LENGTH = 2000;

const google = createRoute({
  method: "post",
  path: HINT_PATHS.google,
  summary: "Google says that a calendar changed; the calendar is read then, and nothing else comes of it",
  responses: { 204: { description: "It is read soon" }, ...problems(404, 413, 429) },
});

const microsoft = createRoute({
  method: "post",
  path: HINT_PATHS.microsoft,
  summary: "Microsoft says that calendars changed, or asks whether we hear it",
  request: { query: z.object({ validationToken: z.string().max(MAX_TOKEN_LENGTH).optional() }) },
  responses: {
    200: { description: "We do", content: { "text/plain": { schema: z.string() } } },
    202: { description: "They are read soon" },
    ...problems(400, 404, 413, 429),
  },
});

type Parts = { db: Kysely<Schema>; now: () => Date; calendars: { wake: () => void }; tell: TellRefusal };

const noteSchema = z.object({
  value: z.array(z.object({ subscriptionId: z.string().max(200), clientState: z.string().max(200) })).max(MAX_HINTS),
});

/** Where services tell that calendars changed. Whoever knows no secret of ours learns nothing here and changes nothing. */
export function hintRoutes({ db, now, calendars, tell }: Parts) {
  return createRoutes<AppEnv>()
    .openapi(google, async (c) => {
      const [channel, secret] = [c.req.header("x-goog-channel-id"), c.req.header("x-goog-channel-token")];
      if (c.req.header("x-goog-resource-state") === "sync") return c.body(null, 204); // it begins, and nothing changed yet
      const isTaken = channel && secret && (await takeHint(db, { channel, secret }, now()));
      if (!isTaken) {
        tell("a calendar's change was told by somebody who knows no secret of ours", { service: "google" });
        return problem(c, "not_found");
      }
      calendars.wake();
      return c.body(null, 204);
    })
    .openapi(microsoft, async (c) => {
      // Asked once when a subscription is made, and answered in the same words; as plain text it is nothing but that.
      const { validationToken } = c.req.valid("query");
      if (validationToken !== undefined) return c.text(validationToken, 200);
      const note = noteSchema.safeParse(await c.req.json().catch(() => null));
      let isTaken = false;
      for (const { subscriptionId, clientState } of note.success ? note.data.value : [])
        if (await takeHint(db, { channel: subscriptionId, secret: clientState }, now())) isTaken = true;
      if (!isTaken) {
        tell("a calendar's change was told by somebody who knows no secret of ours", { service: "microsoft" });
        return problem(c, "not_found");
      }
      calendars.wake();
      return c.body(null, 202);
    });
}
