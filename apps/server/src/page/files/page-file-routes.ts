import { createRoute, z } from "@hono/zod-openapi";
import type { Kysely } from "kysely";
import type { Database } from "../../database/open-database.ts";
import type { Schema } from "../../database/schema.ts";
import { createRoutes, type SignedInEnv } from "../../http/app-env.ts";
import { problems } from "../../http/json-content.ts";
import { problem } from "../../http/problem.ts";
import { fileAnswer } from "../../paper/file-answer.ts";
import type { PaperMaker } from "../../paper/paper-maker.ts";
import { listPairs } from "../../people/pairs.ts";
import { pairParams } from "../../people/people-schemas.ts";
import { makePageFile } from "./make-page-file.ts";

/** What a browser cannot write by itself. */
const FORMATS = ["docx", "pdf", "ics"] as const;

const take = createRoute({
  method: "get",
  path: "/api/pairs/{id}/files/{format}",
  summary: "Take a page along as .docx or PDF, or its meetings as a calendar file",
  request: { params: pairParams.extend({ format: z.enum(FORMATS) }) },
  responses: {
    200: {
      description: "The file",
      content: { "application/octet-stream": { schema: z.string().openapi({ format: "binary" }) } },
    },
    ...problems(401, 404, 409, 429, 503),
  },
});

type FileParts = { db: Kysely<Schema>; log: Database["log"]; paperMaker: PaperMaker; now: () => Date };

/** A page as the server has it, for the two whose it is. */
export function pageFileRoutes(parts: FileParts) {
  return createRoutes<SignedInEnv>().openapi(take, async (c) => {
    const { id, format } = c.req.valid("param");
    const pair = (await listPairs(parts.db, c.var.who.userId)).find((each) => each.id === id);
    if (!pair) return problem(c, "not_found");
    const made = await makePageFile(parts, pair, format);
    return made.type === "file" ? fileAnswer(made.file, made.name) : problem(c, made.type);
  });
}
