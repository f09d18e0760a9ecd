import { isLoopback } from "../../http/is-loopback.ts";
import type { OidcProvider } from "./oidc-provider.ts";

const MOST = 9;

/**
 * Reads the identity providers: CANDOR_OIDC_ISSUER and its fellows, and for more of them CANDOR_OIDC_2_ISSUER and so on.
 *
 * @param problems gets a sentence for each wrong value; secrets are not repeated.
 */
export function readOidcProviders(
  env: Readonly<Record<string, string | undefined>>,
  problems: string[],
): OidcProvider[] {
  const providers: OidcProvider[] = [];
  for (let number = 1; number <= MOST; number += 1) {
    const prefix = number === 1 ? "CANDOR_OIDC_" : `CANDOR_OIDC_${number}_`;
    const read = (name: string) => env[`${prefix}${name}`]?.trim() || undefined;
    const [issuer, clientId, clientSecret, name] = [
      read("ISSUER"),
      read("CLIENT_ID"),
      read("CLIENT_SECRET"),
      read("NAME"),
    ];
    if (!issuer && !clientId && !clientSecret && !name) continue;
    for (const [key, value] of Object.entries({ ISSUER: issuer, CLIENT_ID: clientId, CLIENT_SECRET: clientSecret }))
      if (!value)
        problems.push(`${prefix}${key} is missing: single sign-on needs issuer, client id and client secret.`);
    if (issuer && !isIssuer(issuer))
      problems.push(`${prefix}ISSUER must be the https address that the provider calls itself by, not "${issuer}".`);
    else if (issuer && providers.some((other) => other.issuer === issuer))
      problems.push(`${prefix}ISSUER is there twice: "${issuer}".`);
    else if (issuer && clientId && clientSecret)
      providers.push({ id: String(number), name: name ?? new URL(issuer).hostname, issuer, clientId, clientSecret });
  }
  return providers;
}

function isIssuer(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || url.search + url.hash + url.username !== "") return false;
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname));
}
