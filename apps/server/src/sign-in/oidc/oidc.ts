import type { Configuration } from "openid-client";
import type { OidcProvider } from "./oidc-provider.ts";

const TIMEOUT_SECONDS = 10;
const SCOPE = "openid email profile";

/** What the answer has to fit; kept here while the person is at the provider. */
export type OidcTransaction = {
  provider: string;
  issuer: string;
  nonce: string;
  verifier: string;
  redirectUri: string;
  /** a path of this place */
  to: string;
  /** to be added to the account that is signed in */
  link: boolean;
  /** milliseconds since 1970 at which the provider was asked to ask anew who is there; null: it was not */
  askedAt: number | null;
};

export type OidcIdentity = {
  issuer: string;
  subject: string;
  email: string | null;
  emailVerified: boolean;
  /** the claim `auth_time` as it came, see `wasAskedAnew` */
  authTime: unknown;
};

export type OidcAnswer = { type: "identity"; identity: OidcIdentity } | { type: "refused"; cause: unknown };

/** Single sign-on by OpenID Connect: code flow with PKCE, state and nonce. */
export type Oidc = {
  /** @param askAnew the provider is to ask who is there, also where it knows them already. */
  begin(
    provider: OidcProvider,
    redirectUri: string,
    askAnew: boolean,
  ): Promise<{ location: string; state: string; nonce: string; verifier: string }>;
  /**
   * @param answer the query that the provider sent the browser back with.
   * @returns "refused" for whatever does not fit, and where the provider does not answer.
   */
  finish(
    provider: OidcProvider,
    transaction: Pick<OidcTransaction, "nonce" | "verifier" | "redirectUri">,
    answer: { state: string; query: string },
  ): Promise<OidcAnswer>;
};

export function createOidc(): Oidc {
  const known = new Map<string, Promise<Configuration>>();
  const configurationOf = (provider: OidcProvider) => {
    const found = known.get(provider.issuer) ?? discover(provider);
    known.set(provider.issuer, found);
    found.catch(() => known.delete(provider.issuer)); // asked again the next time
    return found;
  };
  return {
    async begin(provider, redirectUri, askAnew) {
      const client = await import("openid-client");
      const configuration = await configurationOf(provider);
      const [state, nonce, verifier] = [client.randomState(), client.randomNonce(), client.randomPKCECodeVerifier()];
      const location = client.buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope: SCOPE,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: "S256",
        state,
        nonce,
        ...(askAnew && askingAnew(configuration)),
      });
      return { location: location.href, state, nonce, verifier };
    },
    async finish(provider, { nonce, verifier, redirectUri }, { state, query }) {
      try {
        const client = await import("openid-client");
        const url = new URL(redirectUri);
        url.search = query;
        const tokens = await client.authorizationCodeGrant(await configurationOf(provider), url, {
          pkceCodeVerifier: verifier,
          expectedState: state,
          expectedNonce: nonce,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (!claims || claims.iss !== provider.issuer) throw new Error("the identity token is of another issuer");
        const email = typeof claims.email === "string" ? claims.email : null;
        const identity: OidcIdentity = {
          ...{ issuer: provider.issuer, subject: claims.sub, email, emailVerified: claims.email_verified === true },
          authTime: claims.auth_time,
        };
        return { type: "identity", identity };
      } catch (cause) {
        return { type: "refused", cause };
      }
    },
  };
}

/** Whoever takes `max_age` must answer with `auth_time`, so that we see whether it did what it was asked. */
function askingAnew(configuration: Configuration): Record<string, string> {
  const { prompt_values_supported: prompts, claims_parameter_supported: takesClaims } = configuration.serverMetadata();
  return {
    max_age: "0",
    // Some refuse a value they do not know, so only where it is said to be known.
    ...(Array.isArray(prompts) && prompts.includes("login") && { prompt: "login" }),
    ...(takesClaims === true && { claims: JSON.stringify({ id_token: { auth_time: { essential: true } } }) }),
  };
}

async function discover({ issuer, clientId, clientSecret }: OidcProvider): Promise<Configuration> {
  const client = await import("openid-client");
  const server = new URL(issuer);
  const isLocal = server.protocol === "http:"; // the settings allow it on this machine alone
  const configuration = await client.discovery(server, clientId, undefined, client.ClientSecretBasic(clientSecret), {
    timeout: TIMEOUT_SECONDS,
    execute: isLocal ? [client.allowInsecureRequests] : [],
  });
  // Some providers take the secret in the body alone.
  const takes = configuration.serverMetadata().token_endpoint_auth_methods_supported;
  const inBody = takes !== undefined && !takes.includes("client_secret_basic") && takes.includes("client_secret_post");
  const fitting = inBody
    ? new client.Configuration(
        configuration.serverMetadata(),
        clientId,
        undefined,
        client.ClientSecretPost(clientSecret),
      )
    : configuration;
  if (isLocal) client.allowInsecureRequests(fitting);
  fitting.timeout = TIMEOUT_SECONDS;
  // The token comes over a connection of ours, and its signature is checked all the same.
  client.enableNonRepudiationChecks(fitting);
  return fitting;
}
