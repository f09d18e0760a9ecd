import { createRoute, z } from "@hono/zod-openapi";
import { noteAccess } from "../access/note-access.ts";
import type { Database } from "../database/open-database.ts";
import { problems } from "../http/json-content.ts";
import { limitRate } from "../http/limit-rate.ts";
import { problem } from "../http/problem.ts";
import type { RateLimit } from "../http/rate-limit.ts";
import { makePageFile, PAGE_FILE_FORMATS, PAGE_FILE_TYPES } from "../page/files/make-page-file.ts";
import { fileAnswer } from "../paper/file-answer.ts";
import type { PaperMaker } from "../paper/paper-maker.ts";
import { readPair } from "../people/pairs.ts";
import { pageParams } from "./api-schemas.ts";
import { type BearerParts, deny } from "./for-bearer.ts";
import { answerDenied, createV1Routes } from "./v1-env.ts";

const file = z.string().openapi({ format: "binary" });

const take = createRoute({
  method: "get",
  path: "/api/v1/pages/{page}/export/{format}",
  operationId: "exportPage",
  tags: ["Import and export"],
  summary: "A whole page as a file, past years included",
  description:
    "Needs `pages:read` and `meetings:read`. `json` is without loss and can be imported again; `ics` has the meetings alone. Both people of the page see in its access log that it was exported.",
  request: { params: pageParams.extend({ format: z.enum(PAGE_FILE_FORMATS) }) },
  responses: {
    200: {
      description: "The file",
      content: Object.fromEntries(Object.values(PAGE_FILE_TYPES).map((type) => [type, { schema: file }])),
    },
    ...problems(401, 403, 404, 409, 429, 503),
  },
});

type ExportParts = BearerParts & { pageLog: Database["log"]; paperMaker: PaperMaker };

/** A page to take along. */
export function exportRoutes(parts: ExportParts, heavy: RateLimit) {
  const app = createV1Routes();
  app.use(
    "/api/v1/pages/:page/export/:format",
    limitRate(heavy, (c) => c.var.bearer.userId),
  );
  return app.openapi(take, async (c) => {
    const { bearer } = c.var;
    const { page, format } = c.req.valid("param");
    for (const scope of ["pages:read", "meetings:read"] as const) {
      const denied = deny(bearer, page, [scope], parts.now());
      if (denied) return answerDenied(c, denied) as never;
    }
    const pair = await readPair(parts.db, page, bearer.userId);
    if (!pair) return problem(c, "not_found") as never;
    const made = await makePageFile({ ...parts, log: parts.pageLog }, pair, format);
    if (made.type !== "file") return problem(c, made.type) as never;
    const { me } = pair;
    await noteAccess(parts.db, { pairId: page, kind: "exported", member: me, actor: me }, parts.now());
    parts.noteTokenUse({ pairId: page, member: me, tokenName: bearer.tokenName, kind: "token_read" });
    return fileAnswer(made.file, made.name);
  });
}
