import type { LinkProvider } from "@candor/core/link/link-look.ts";
import type { LinkReader } from "./link-reader.ts";
import { github } from "./provider/github.ts";
import { gitlab } from "./provider/gitlab.ts";
import { google } from "./provider/google.ts";
import { jira } from "./provider/jira.ts";
import { linear } from "./provider/linear.ts";
import { notion } from "./provider/notion.ts";

/** A place whose addresses are known to be a provider's. */
export type LinkSite = { provider: LinkProvider; origin: string };

export const READERS: Readonly<Record<LinkProvider, LinkReader>> = { github, gitlab, jira, linear, notion, google };

const WELL_KNOWN: readonly LinkSite[] = [
  { provider: "github", origin: "https://github.com" },
  { provider: "gitlab", origin: "https://gitlab.com" },
  { provider: "linear", origin: "https://linear.app" },
  { provider: "notion", origin: "https://www.notion.so" },
  { provider: "notion", origin: "https://notion.so" },
  { provider: "notion", origin: "https://www.notion.com" },
  { provider: "google", origin: "https://docs.google.com" },
  { provider: "google", origin: "https://drive.google.com" },
];

/** Where a provider is for everybody; null: each has one of their own. */
export const ORIGINS: Readonly<Record<LinkProvider, string | null>> = {
  github: "https://github.com",
  gitlab: "https://gitlab.com",
  jira: null,
  linear: "https://linear.app",
  notion: "https://www.notion.so",
  google: "https://docs.google.com",
};

/**
 * Whose an address is.
 *
 * @param sites others that are known here, such as a GitLab of one's own.
 */
export function siteOf(url: URL, sites: readonly LinkSite[]): LinkSite | null {
  const { origin, hostname } = url;
  const known = [...sites, ...WELL_KNOWN].find((site) => site.origin === origin);
  if (known) return known;
  if (url.protocol === "https:" && hostname.endsWith(".atlassian.net")) return { provider: "jira", origin };
  // Of a host that nobody named, the address says enough.
  if (gitlab.question(url)) return { provider: "gitlab", origin };
  if (/\/browse\//.test(url.pathname) && jira.question(url)) return { provider: "jira", origin };
  return null;
}

/** One site has several names, and a token is for all of them. */
export function siteNameOf({ provider, origin }: LinkSite): string {
  const isWellKnown = WELL_KNOWN.some((site) => site.origin === origin && site.provider === provider);
  return isWellKnown ? (ORIGINS[provider] ?? origin) : origin;
}
