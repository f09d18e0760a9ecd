import { ASSISTANT_SCOPES } from "./assistant-scopes.ts";

/** The addresses of everything an assistant signs in by, where people reach this installation. */
export function oauthPlaces(origin: string) {
  return {
    issuer: origin,
    resource: `${origin}/mcp`,
    resourceMetadata: `${origin}/.well-known/oauth-protected-resource/mcp`,
    /** a screen of the app */
    authorization: `${origin}/settings/assistant`,
    token: `${origin}/oauth/token`,
    registration: `${origin}/oauth/register`,
    revocation: `${origin}/oauth/revoke`,
  };
}

/** What is said to an assistant without a token that is good, so that it finds out how to sign in (RFC 9728 §5.1). */
export function assistantChallenge(origin: string, hasToken: boolean): string {
  const { resourceMetadata } = oauthPlaces(origin);
  const error = hasToken ? ', error="invalid_token"' : "";
  return `Bearer realm="Candor"${error}, resource_metadata="${resourceMetadata}", scope="${ASSISTANT_SCOPES.join(" ")}"`;
}
