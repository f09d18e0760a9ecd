import { Hono } from "hono";
import { answerError } from "./answer-error.ts";
import type { ApiParts } from "./api.ts";
import { problem } from "./problem.ts";
import { securityHeaders } from "./security-headers.ts";
import { type StaticFiles, serveStaticFiles } from "./static-files.ts";

export type AppParts = ApiParts & {
  staticFiles: StaticFiles;
  /** whether requests can be served in full: the database answers and stores */
  isReady: () => Promise<boolean>;
};

/** Everything the server answers over HTTP, as one function from request to answer. */
export function createApp(parts: AppParts): Hono {
  const { auth, log } = parts;
  let loading: ReturnType<typeof loadApi> | undefined;
  const api = () => {
    loading ??= loadApi(parts);
    return loading;
  };
  const app = new Hono();
  app.use(securityHeaders({ secure: parts.secure }));
  app.onError((error, c) => answerError(error, c, log));
  app.get("/healthz", (c) => c.text("ok\n"));
  app.get("/readyz", async (c) => ((await parts.isReady()) ? c.text("ok\n") : problem(c, "unavailable")));
  let loadingV1: ReturnType<typeof loadV1> | undefined;
  app.all("/api/v1/*", async (c) => {
    loadingV1 ??= loadV1(parts);
    return (await loadingV1).fetch(c.req.raw, c.env);
  });
  app.all("/api/*", async (c) => (await api()).fetch(c.req.raw, c.env));
  let loadingScim: ReturnType<typeof loadScim> | undefined;
  app.all("/scim/*", async (c) => {
    loadingScim ??= loadScim(parts);
    return (await loadingScim).fetch(c.req.raw, c.env);
  });
  // Whoever opens the page signs in next.
  const warmUp = () => {
    Promise.all([api(), auth.warmUp()]).catch((error: unknown) => log.error("the API could not be loaded", error));
  };
  app.get("*", serveStaticFiles(parts.staticFiles, warmUp));
  app.notFound((c) => problem(c, "not_found"));
  return app;
}

async function loadApi(parts: ApiParts) {
  const { createApi } = await import("./api.ts");
  return createApi(parts);
}

async function loadV1(parts: ApiParts) {
  const { createV1App } = await import("../api/v1-app.ts");
  return createV1App(parts);
}

async function loadScim(parts: ApiParts) {
  const { createScimApp } = await import("../scim/scim-app.ts");
  return createScimApp(parts);
}
