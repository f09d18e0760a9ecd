import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { answerError } from "../http/answer-error.ts";
import { askedOrigin } from "../http/asked-origin.ts";
import { limitRate } from "../http/limit-rate.ts";
import type { Log } from "../http/log.ts";
import { problem } from "../http/problem.ts";
import { createRateLimit } from "../http/rate-limit.ts";
import { hashSecret } from "../sign-in/hash-secret.ts";
import { ASSISTANT_SCOPES } from "./assistant-scopes.ts";
import type { ClientIds } from "./client-ids.ts";
import { judgeClientMetadata } from "./client-metadata.ts";
import { type GrantResult, type GrantSeeds, giveForCode, giveUpGrant, renewGrant } from "./grants.ts";
import { isForResource } from "./judge-asking.ts";
import { oauthPlaces } from "./oauth-places.ts";

export type OauthParts = {
  db: Kysely<Schema>;
  now: () => Date;
  /** milliseconds that never run backwards */
  ticks: () => number;
  log: Log;
  origin: () => string;
  isOwnOrigin: (origin: string) => boolean;
  addressOf: (c: Context) => string;
  clientIds: ClientIds;
  /** whether clients may be known by a document elsewhere */
  asksDocuments: boolean;
  newGrantSeeds: () => GrantSeeds;
};

const MAX_BODY_BYTES = 16_384;
const METADATA = { burst: 240, perMinute: 240 }; // per address; the same for everybody
const REGISTRATIONS = { burst: 30, perMinute: 10 }; // per address; each costs a signature and stores nothing
const WRONG_TRIES = { burst: 120, perMinute: 60 }; // per address; a right one is never kept out by them
const RENEWALS = { burst: 30, perMinute: 10 }; // per family of refresh tokens

/**
 * How an assistant comes to a token by its person's sign-in: what it reads about this place, registering, and fetching,
 * renewing and giving back a token. The person is asked on a screen of the app, at `authorization_endpoint`.
 *
 * Source: https://modelcontextprotocol.io/specification/2025-11-25/basic/authorization
 */
export function createOauthApp(parts: OauthParts) {
  const { db, now, ticks, log, addressOf, clientIds, newGrantSeeds } = parts;
  const placesFor = (c: Context) => oauthPlaces(askedOrigin(c, parts));
  const app = new Hono();
  app.onError((error, c) => answerError(error, c, log));
  app.use("/.well-known/*", limitRate(createRateLimit(METADATA, ticks), addressOf));
  app.use("/oauth/register", limitRate(createRateLimit(REGISTRATIONS, ticks), addressOf));
  const [wrongTries, renewals] = [createRateLimit(WRONG_TRIES, ticks), createRateLimit(RENEWALS, ticks)];
  app.use("/oauth/*", bodyLimit({ maxSize: MAX_BODY_BYTES, onError: (c) => problem(c, "too_large") }));
  app.use("/oauth/*", async (c, next) => {
    await next();
    c.res.headers.set("cache-control", "no-store");
  });

  const aboutResource = (c: Context) => {
    const { issuer, resource } = placesFor(c);
    return c.json({
      ...{ resource, authorization_servers: [issuer], scopes_supported: ASSISTANT_SCOPES },
      ...{ bearer_methods_supported: ["header"], resource_name: "Candor" },
    });
  };
  app.get("/.well-known/oauth-protected-resource", aboutResource);
  app.get("/.well-known/oauth-protected-resource/mcp", aboutResource);
  app.get("/.well-known/oauth-authorization-server", (c) => {
    const { issuer, authorization, token, registration, revocation } = placesFor(c);
    return c.json({
      ...{ issuer, authorization_endpoint: authorization, token_endpoint: token },
      ...{ registration_endpoint: registration, revocation_endpoint: revocation },
      ...{
        scopes_supported: ASSISTANT_SCOPES,
        response_types_supported: ["code"],
        response_modes_supported: ["query"],
      },
      ...{ grant_types_supported: ["authorization_code", "refresh_token"], code_challenge_methods_supported: ["S256"] },
      ...{ token_endpoint_auth_methods_supported: ["none"], revocation_endpoint_auth_methods_supported: ["none"] },
      ...{ authorization_response_iss_parameter_supported: true },
      client_id_metadata_document_supported: parts.asksDocuments,
    });
  });

  const refuse = (c: Context, error: string, why: string, clientId = "") => {
    log.info("an assistant was refused", { why, ...(clientId && { client: hashSecret(clientId).slice(0, 6) }) });
    return c.json({ error, error_description: why }, 400);
  };

  const later = (c: Context, seconds: number) => {
    c.header("retry-after", String(seconds));
    return problem(c, "too_many_requests");
  };
  const refuseTry = (c: Context, error: string, why: string, clientId = "") => {
    const seconds = wrongTries.take(addressOf(c));
    return seconds > 0 ? later(c, seconds) : refuse(c, error, why, clientId);
  };

  app.post("/oauth/register", async (c) => {
    const said = await c.req.json<unknown>().catch(() => null);
    const verdict = judgeClientMetadata(said);
    if (verdict.type === "refused") return refuse(c, verdict.error, verdict.says);
    const { name, redirectUris } = verdict.metadata;
    return c.json(
      {
        ...{ client_id: clientIds.issue(verdict.metadata), client_id_issued_at: Math.floor(now().getTime() / 1000) },
        ...{ client_name: name, redirect_uris: redirectUris, token_endpoint_auth_method: "none" },
        ...{ grant_types: ["authorization_code", "refresh_token"], response_types: ["code"] },
        scope: ASSISTANT_SCOPES.join(" "),
      },
      201,
    );
  });

  app.post("/oauth/token", async (c) => {
    const form = await readForm(c);
    if (form === null) return refuseTry(c, "invalid_request", "a form is needed, with each part once");
    const [clientId, kind] = [form.get("client_id") ?? "", form.get("grant_type")];
    if (!isForResource(form.get("resource"), placesFor(c).resource))
      return refuseTry(c, "invalid_target", "other_resource", clientId);
    if (kind !== "authorization_code" && kind !== "refresh_token")
      return refuseTry(c, "unsupported_grant_type", "unsupported_grant_type", clientId);
    const refresh = form.get("refresh_token") ?? "";
    const wait = kind === "refresh_token" ? renewals.take(hashSecret(refresh.split(".")[0] ?? "")) : 0;
    if (wait > 0) return later(c, wait);
    const result =
      kind === "authorization_code"
        ? await giveForCode(
            db,
            {
              ...{ clientId, code: form.get("code") ?? "", redirectUri: form.get("redirect_uri") ?? "" },
              verifier: form.get("code_verifier") ?? "",
            },
            newGrantSeeds(),
            now(),
          )
        : await renewGrant(db, { clientId, refresh }, newGrantSeeds(), now());
    return result.type === "given" ? c.json(tokenAnswer(result)) : refuseTry(c, "invalid_grant", result.why, clientId);
  });

  app.post("/oauth/revoke", async (c) => {
    const form = await readForm(c);
    if (form === null) return refuseTry(c, "invalid_request", "a form is needed, with each part once");
    const [clientId, secret] = [form.get("client_id") ?? "", form.get("token") ?? ""];
    const isOver = await giveUpGrant(db, { clientId, secret }, now());
    if (!isOver) {
      const seconds = wrongTries.take(addressOf(c));
      if (seconds > 0) return later(c, seconds);
      log.info("an assistant gave back what it does not have");
    }
    return c.body(null, 200); // whatever it was, it opens nothing now (RFC 7009 §2.2)
  });

  app.notFound((c) => problem(c, "not_found"));
  return app;
}

function tokenAnswer({ given }: Extract<GrantResult, { type: "given" }>) {
  const { access, refresh, seconds, scopes } = given;
  return {
    ...{ access_token: access, token_type: "Bearer", expires_in: seconds, refresh_token: refresh },
    scope: scopes.join(" "),
  };
}

/** @returns null: it is no form, or something is in it twice. */
async function readForm(c: Context): Promise<ReadonlyMap<string, string> | null> {
  const type = c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/x-www-form-urlencoded") return null;
  const given = [...new URLSearchParams(await c.req.text())];
  const form = new Map(given);
  return form.size === given.length ? form : null;
}
