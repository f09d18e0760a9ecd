import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Database } from "../database/open-database.ts";
import { answerError } from "../http/answer-error.ts";
import type { Log } from "../http/log.ts";
import { problem } from "../http/problem.ts";
import { createRateLimit } from "../http/rate-limit.ts";
import type { PaperMaker } from "../paper/paper-maker.ts";
import { actionRoutes } from "./action-routes.ts";
import { createAnswerAct, createAnswerOnce } from "./answer-act.ts";
import { artifactRoutes } from "./artifact-routes.ts";
import { exportRoutes } from "./export-routes.ts";
import type { BearerParts } from "./for-bearer.ts";
import { importRoutes, isImportPath, MAX_IMPORT_BYTES } from "./import/import-routes.ts";
import { pageRoutes } from "./page-routes.ts";
import { type Described, REFERENCE_CSS, referencePage } from "./reference-page.ts";
import { type BearerLimits, requireBearer } from "./require-bearer.ts";
import { topicRoutes } from "./topic-routes.ts";
import { createV1Routes } from "./v1-env.ts";

export type V1Parts = BearerParts & {
  pageLog: Database["log"];
  paperMaker: PaperMaker;
  /** milliseconds that never run backwards */
  ticks: () => number;
  log: Log;
  /** where people reach Candor, such as https://candor.example.org */
  origin: () => string;
  /** what a request is counted under */
  addressOf: (c: Context) => string;
  /** of each token, and of wrong ones from one address */
  limits: BearerLimits;
};

const MAX_BODY_BYTES = 524_288; // notes as long as they may be, with every letter escaped

const HEAVY = { burst: 60, perMinute: 30 }; // per person; each exports or imports a whole page

const DESCRIPTION = `Your own pages, for programs of yours. Make a token in *Settings → Connections* and send it with each
request: \`Authorization: Bearer candor_pat_…\`. A token may what you chose, on the pages you chose, and never more than
you may yourself; private notes are not in it, for the server cannot read them. Both people of a page see in its access
log that a token was used, by its name.

Writes go into the page as if you had typed them there: whoever has it open sees them at once, and what both do at the
same time is merged. They are on disk when you are answered.`;

/** Everything under /api/v1. It knows tokens alone, no cookie and no session. */
export function createV1App(parts: V1Parts) {
  const { log } = parts;
  const app = createV1Routes();
  app.onError((error, c) => answerError(error, c, log));
  app.notFound((c) => problem(c, "not_found"));

  app.openAPIRegistry.registerComponent("securitySchemes", "token", {
    type: "http",
    scheme: "bearer",
    description: "A personal token, made in Settings → Connections",
  });
  const description = () => ({
    openapi: "3.1.0" as const,
    info: { title: "Candor", version: "1", description: DESCRIPTION },
    servers: [{ url: parts.origin() }],
    security: [{ token: [] }],
  });
  app.doc31("/api/v1/openapi.json", description);

  app.get("/api/v1/reference", (c) => {
    const described = app.getOpenAPI31Document(description()) as unknown as Described;
    return c.html(referencePage(described));
  });
  app.get("/api/v1/reference.css", (c) => c.body(REFERENCE_CSS, 200, { "content-type": "text/css; charset=utf-8" }));

  app.use("/api/v1/*", requireBearer(parts));
  const limitOf = (maxSize: number) => bodyLimit({ maxSize, onError: (c) => problem(c, "too_large") });
  const [usual, ofImports] = [limitOf(MAX_BODY_BYTES), limitOf(MAX_IMPORT_BYTES)];
  app.use("/api/v1/*", (c, next) => (isImportPath(c.req.path) ? ofImports(c, next) : usual(c, next)));
  app.use("/api/v1/*", async (c, next) => {
    const type = c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase();
    const hasBody = ["POST", "PUT", "PATCH"].includes(c.req.method);
    return hasBody && type !== "application/json" ? problem(c, "unsupported_type") : next();
  });

  const answerOnce = createAnswerOnce(parts);
  const answerAct = createAnswerAct(parts, answerOnce);
  app.route("/", pageRoutes(parts));
  app.route("/", topicRoutes(parts, answerAct));
  app.route("/", actionRoutes(parts, answerAct));
  app.route("/", artifactRoutes(parts));
  const heavy = createRateLimit(HEAVY, parts.ticks);
  app.route("/", exportRoutes(parts, heavy));
  app.route("/", importRoutes(parts, answerOnce, heavy));
  return app;
}
