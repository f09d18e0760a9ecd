import { createHash, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export type Asked = { method: string; url: URL; path: string; headers: IncomingMessage["headers"]; body: string };
export type Said = { status: number; body?: unknown; headers?: Record<string, string>; html?: string };

type Grant = { scope: string; isRevoked: boolean; refreshTokens: Set<string> };
type Code = { challenge: string; redirectUri: string; scope: string; isUsed: boolean };

export const CLIENT = { id: "candor-test", secret: "a-secret-of-the-test" };

/**
 * What the two providers have in common in these tests: a server on a free port that lets people consent, hands tokens
 * out and takes them back, and can be told to be slow, busy or broken. Nothing of it is ours to test.
 */
export abstract class ProviderServer {
  url = "";
  /** every request, the newest last */
  readonly asked: Asked[] = [];
  /** answered instead, one after the other, to requests to the API */
  readonly faults: Said[] = [];
  /** answered instead to all of them; silent: not at all */
  trouble: Said | "silent" | null = null;
  /** refresh tokens may be used once */
  rotates = false;
  expiresInSeconds = 3599;
  now: () => number = Date.now;
  /** takes no permission back, as it cannot just now */
  refusesRevoking = false;
  /** what people permit, whatever is asked for; null: all of it */
  permits: string | null = null;
  /** whoever consents does so without being asked */
  consents = true;
  readonly #server: Server;
  readonly #codes = new Map<string, Code>();
  readonly #grants: Grant[] = [];
  readonly #access = new Map<string, { grant: Grant; until: number }>();

  protected constructor() {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", async () => {
        const url = new URL(request.url ?? "/", this.url);
        const body = Buffer.concat(chunks).toString();
        const asked: Asked = { method: request.method ?? "", url, path: url.pathname, headers: request.headers, body };
        this.asked.push(asked);
        const said = await this.#answer(asked);
        if (said === "silent") return;
        const isHtml = said.html !== undefined;
        const text = isHtml ? said.html : said.body === undefined ? "" : JSON.stringify(said.body);
        response
          .writeHead(said.status, {
            ...(text === "" ? {} : { "content-type": isHtml ? "text/html; charset=utf-8" : "application/json" }),
            ...said.headers,
          })
          .end(text);
      });
    });
  }

  protected async listen(): Promise<void> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  protected abstract readonly paths: { authorize: string; token: string; revoke: string | null };
  protected abstract api(asked: Asked): Said | Promise<Said>;
  protected abstract unauthorized(): Said;

  /** How often something was asked for. */
  count(method: string, path: RegExp): number {
    return this.asked.filter((each) => each.method === method && path.test(each.path)).length;
  }

  /** A person took it back in their account, at the provider. */
  revokeAll(): void {
    for (const grant of this.#grants) grant.isRevoked = true;
  }

  expireAccess(): void {
    this.#access.clear();
  }

  get openGrants(): number {
    return this.#grants.filter(({ isRevoked }) => !isRevoked).length;
  }

  /** A grant as if somebody had consented. */
  grant(scope = "all"): { accessToken: string; refreshToken: string } {
    const grant: Grant = { scope, isRevoked: false, refreshTokens: new Set() };
    this.#grants.push(grant);
    const refreshToken = this.#newRefresh(grant);
    return { accessToken: this.#newAccess(grant), refreshToken };
  }

  #answer(asked: Asked): Said | Promise<Said> | "silent" {
    const { paths } = this;
    if (asked.path === paths.authorize) return this.#authorize(asked.url.searchParams);
    if (asked.path === "/favicon.ico") return { status: 204 };
    if (asked.path === "/consent") return this.#decide(asked.url.searchParams);
    if (asked.path === paths.token && asked.method === "POST") return this.#token(new URLSearchParams(asked.body));
    if (asked.path === paths.revoke && asked.method === "POST") return this.#revoke(new URLSearchParams(asked.body));
    const fault = this.faults.shift() ?? this.trouble;
    if (fault) return fault;
    const token = /^Bearer (.+)$/.exec(asked.headers.authorization ?? "")?.[1] ?? "";
    const access = this.#access.get(token);
    if (access === undefined || access.grant.isRevoked || access.until <= this.now()) return this.unauthorized();
    return this.api(asked);
  }

  #authorize(query: URLSearchParams): Said {
    const wants = ["client_id", "redirect_uri", "response_type", "scope", "state", "code_challenge"];
    const missing = wants.filter((name) => !query.get(name));
    if (missing.length > 0 || query.get("code_challenge_method") !== "S256" || query.get("client_id") !== CLIENT.id)
      return { status: 400, html: `<h1>Error 400: invalid_request</h1><p>${missing.join(", ")}</p>` };
    const to = (decision: string) => `/consent?${new URLSearchParams([...query, ["decision", decision]])}`;
    if (this.consents) return { status: 302, headers: { location: to("allow") } };
    const link = (decision: string, text: string) =>
      `<p><a href="${to(decision).replaceAll("&", "&amp;")}">${text}</a></p>`;
    return {
      status: 200,
      html: `<!doctype html><html lang="en"><title>Consent</title><h1>Candor wants access</h1>${link("allow", "Allow")}${link("deny", "Deny")}`,
    };
  }

  #decide(query: URLSearchParams): Said {
    const to = new URL(query.get("redirect_uri") ?? "");
    to.searchParams.set("state", query.get("state") ?? "");
    if (query.get("decision") === "allow") {
      const code = `code-${randomUUID()}`;
      this.#codes.set(code, {
        challenge: query.get("code_challenge") ?? "",
        redirectUri: query.get("redirect_uri") ?? "",
        scope: query.get("scope") ?? "",
        isUsed: false,
      });
      to.searchParams.set("code", code);
      to.searchParams.set("scope", query.get("scope") ?? "");
    } else to.searchParams.set("error", "access_denied");
    return { status: 302, headers: { location: to.href } };
  }

  #token(form: URLSearchParams): Said {
    const invalid = (error: string, description: string): Said => ({
      status: error === "invalid_client" ? 401 : 400,
      body: { error, error_description: description },
    });
    if (form.get("client_id") !== CLIENT.id || form.get("client_secret") !== CLIENT.secret)
      return invalid("invalid_client", "Unauthorized");
    if (form.get("grant_type") === "authorization_code") {
      const code = this.#codes.get(form.get("code") ?? "");
      const challenge = createHash("sha256")
        .update(form.get("code_verifier") ?? "")
        .digest("base64url");
      if (!code || code.isUsed || code.challenge !== challenge || code.redirectUri !== form.get("redirect_uri"))
        return invalid("invalid_grant", "Malformed auth code.");
      code.isUsed = true;
      const grant: Grant = { scope: this.permits ?? code.scope, isRevoked: false, refreshTokens: new Set() };
      this.#grants.push(grant);
      return this.#tokens(grant, this.#newRefresh(grant));
    }
    const token = form.get("refresh_token") ?? "";
    const grant = this.#grants.find(({ refreshTokens }) => refreshTokens.has(token));
    if (form.get("grant_type") !== "refresh_token" || !grant || grant.isRevoked)
      return invalid("invalid_grant", "Token has been expired or revoked.");
    if (!this.rotates) return this.#tokens(grant, null);
    grant.refreshTokens.delete(token);
    return this.#tokens(grant, this.#newRefresh(grant));
  }

  #tokens(grant: Grant, refreshToken: string | null): Said {
    return {
      status: 200,
      body: {
        access_token: this.#newAccess(grant),
        expires_in: this.expiresInSeconds,
        scope: grant.scope,
        token_type: "Bearer",
        ...(refreshToken === null ? {} : { refresh_token: refreshToken }),
      },
    };
  }

  #revoke(form: URLSearchParams): Said {
    if (this.refusesRevoking) return { status: 503, body: {} };
    const token = form.get("token") ?? "";
    const grant = this.#access.get(token)?.grant ?? this.#grants.find((each) => each.refreshTokens.has(token));
    if (!grant || grant.isRevoked) return { status: 400, body: { error: "invalid_token" } };
    grant.isRevoked = true;
    return { status: 200, body: {} };
  }

  #newRefresh(grant: Grant): string {
    const token = `refresh-${randomUUID()}`;
    grant.refreshTokens.add(token);
    return token;
  }

  #newAccess(grant: Grant): string {
    const token = `access-${randomUUID()}`;
    this.#access.set(token, { grant, until: this.now() + this.expiresInSeconds * 1000 });
    return token;
  }
}
