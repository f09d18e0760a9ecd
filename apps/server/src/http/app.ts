import { Hono, type MiddlewareHandler } from "hono";
import { type BearerLimits, createBearerLimits } from "../api/require-bearer.ts";
import { isSharedPath } from "../artifact/is-shared-path.ts";
import { answerError } from "./answer-error.ts";
import type { ApiParts } from "./api.ts";
import { problem } from "./problem.ts";
import { securityHeaders } from "./security-headers.ts";
import { type StaticFiles, serveStaticFiles } from "./static-files.ts";

export type AppParts = ApiParts & {
  staticFiles: () => Promise<StaticFiles>;
  /** where links to artifacts lead, and nothing else is; null: to where people reach this server */
  shareOrigin: string | null;
  /** whether requests can be served in full: the database answers and stores */
  isReady: () => Promise<boolean>;
};

/** Where assistants read how they sign in (RFC 8414, RFC 9728). */
const METADATA_PATHS = [
  "/.well-known/oauth-protected-resource",
  "/.well-known/oauth-protected-resource/mcp",
  "/.well-known/oauth-authorization-server",
];

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
  app.use(serveLinks(parts));
  app.get("/healthz", (c) => c.text("ok\n"));
  app.get("/readyz", async (c) => ((await parts.isReady()) ? c.text("ok\n") : problem(c, "unavailable")));
  let loadingV1: ReturnType<typeof loadV1> | undefined;
  const limits = createBearerLimits(parts.ticks);
  app.all("/api/v1/*", async (c) => {
    loadingV1 ??= loadV1({ ...parts, limits });
    return (await loadingV1).fetch(c.req.raw, c.env);
  });
  let loadingMcp: ReturnType<typeof loadMcp> | undefined;
  app.all("/mcp", async (c) => {
    loadingMcp ??= loadMcp({ ...parts, limits });
    return (await loadingMcp).fetch(c.req.raw, c.env);
  });
  let loadingOauth: ReturnType<typeof loadOauth> | undefined;
  for (const path of [...METADATA_PATHS, "/oauth/*"])
    app.all(path, async (c) => {
      loadingOauth ??= loadOauth(parts);
      return (await loadingOauth).fetch(c.req.raw, c.env);
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

async function loadV1(parts: ApiParts & { limits: BearerLimits }) {
  const { createV1App } = await import("../api/v1-app.ts");
  return createV1App(parts);
}

async function loadMcp(parts: ApiParts & { limits: BearerLimits }) {
  const { createMcpApp } = await import("../assistant/mcp-app.ts");
  return createMcpApp(parts);
}

async function loadOauth(parts: ApiParts) {
  const { createOauthApp } = await import("../assistant/oauth-app.ts");
  return createOauthApp({ ...parts, ...parts.assistants, asksDocuments: parts.assistants.askDocument !== null });
}

async function loadScim(parts: ApiParts) {
  const { createScimApp } = await import("../scim/scim-app.ts");
  return createScimApp(parts);
}

/**
 * What links open. Where an origin of its own is configured for that, it is there and nowhere else, and nothing else is
 * there: neither the app nor its cookies.
 */
function serveLinks(parts: AppParts): MiddlewareHandler {
  const { shareOrigin } = parts;
  const host = shareOrigin === null ? null : new URL(shareOrigin).host;
  let loading: ReturnType<typeof loadShared> | undefined;
  return async (c, next) => {
    const isThere = host === null || new URL(c.req.url).host === host;
    if (host !== null && isThere ? c.req.path === "/healthz" : !isSharedPath(c.req.path)) return next();
    loading ??= loadShared(parts);
    const shared = await loading;
    // What leads nowhere is answered by the same: so no origin says that the other is the one.
    if (!isThere) return shared.fetch(new Request(new URL("/s/", c.req.url)), c.env);
    return shared.fetch(c.req.raw, c.env);
  };
}

async function loadShared({ artifacts, ...parts }: AppParts) {
  const { createSharedApp } = await import("../artifact/shared-app.ts");
  return createSharedApp({ ...parts, images: artifacts.images });
}
