import { LINK_PROVIDERS, type LinkProvider } from "@candor/core/link/link-look.ts";
import type { LinkSite } from "@candor/integrations/link/link-site.ts";

/** How titles of links are found out; see docs/self-hosting.md. */
export type LinkConfig = {
  /** `all`: anybody may be asked for what anybody may see; `tokens`: only those with whom somebody has a token */
  asks: "all" | "tokens" | "off";
  /** servers of one's own whose addresses are a provider's */
  sites: LinkSite[];
  /** origins within one's own network, or with another port, that may be asked */
  allowed: string[];
  /** people may let this server see what their Google documents are called */
  documents: boolean;
};

export function readLinkConfig(
  { asks, origins, documents, google }: Record<"asks" | "origins" | "documents" | "google", string | undefined>,
  problems: string[],
): LinkConfig {
  const config: LinkConfig = { asks: "all", sites: [], allowed: [], documents: documents === "on" };
  if (asks === "all" || asks === "tokens" || asks === "off") config.asks = asks;
  else if (asks !== undefined) problems.push(`CANDOR_LINK_TITLES must be all, tokens or off, not "${asks}".`);
  if (documents !== undefined && documents !== "on" && documents !== "off")
    problems.push(`CANDOR_GOOGLE_DOCUMENTS must be on or off, not "${documents}".`);
  if (config.documents && google === undefined)
    problems.push(
      "CANDOR_GOOGLE_DOCUMENTS needs this server registered with Google: CANDOR_GOOGLE_CALENDAR_CLIENT_ID.",
    );
  for (const part of origins?.split(",") ?? []) {
    const [, provider, address = ""] = /^(?:([a-z]+)=)?(.*)$/.exec(part.trim()) ?? [];
    const url = URL.parse(address);
    const bare = url?.pathname === "/" && url.search === "" && url.hash === "" && url.username === "";
    const isKnown = provider === undefined || LINK_PROVIDERS.includes(provider as LinkProvider);
    if (!url || !bare || !/^https?:$/.test(url.protocol) || !isKnown) {
      problems.push(
        `CANDOR_LINK_ORIGINS must be addresses without a path, each with what is there, such as gitlab=https://git.internal.example, separated by commas, not "${part.trim()}".`,
      );
      continue;
    }
    config.allowed.push(url.origin);
    if (provider !== undefined) config.sites.push({ provider: provider as LinkProvider, origin: url.origin });
  }
  return config;
}
