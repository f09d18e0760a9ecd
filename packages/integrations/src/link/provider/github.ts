import type { LinkState } from "@candor/core/link/link-look.ts";
import { lookOf, nameOf, partsOf, within } from "../json-fields.ts";
import type { LinkReader } from "../link-reader.ts";

const HEADERS = { accept: "application/vnd.github+json", "x-github-api-version": "2022-11-28" };
const apiOf = (origin: string) => (origin === "https://github.com" ? "https://api.github.com" : `${origin}/api/v3`);

/** Issues and pull requests; to the API the second are of the first. Discussions, files and the like are read as pages. */
export const github: LinkReader = {
  answersAnybody: true,
  question(url) {
    const [owner, repository, kind, number] = partsOf(url);
    if ((kind !== "issues" && kind !== "pull") || !/^\d{1,9}$/.test(number ?? "")) return null;
    return { address: `${apiOf(url.origin)}/repos/${owner}/${repository}/issues/${number}`, headers: HEADERS };
  },
  read: (body) => lookOf(within(body, "title"), stateOf(body)),
  authorization: ({ token }) => `Bearer ${token}`,
  whoQuestion: (origin) => ({ address: `${apiOf(origin)}/user`, headers: HEADERS }),
  readWho: (body) => nameOf(within(body, "login")),
  workQuestion: (origin) => ({
    address: `${apiOf(origin)}/search/issues?q=${encodeURIComponent("is:open is:pr author:@me archived:false")}&per_page=20`,
    headers: HEADERS,
  }),
  readWork(body, origin) {
    const items = within(body, "items");
    if (!Array.isArray(items)) return null;
    return items.flatMap((item) => {
      const look = github.read(item, new URL(origin));
      const address = within(item, "html_url");
      return look && typeof address === "string" ? [{ ...look, address }] : [];
    });
  },
};

function stateOf(body: unknown): LinkState | null {
  const state = within(body, "state");
  if (typeof within(body, "pull_request", "merged_at") === "string") return "merged";
  if (state === "open") return within(body, "draft") === true ? "draft" : "open";
  if (state !== "closed") return null;
  if (within(body, "pull_request") !== undefined) return "closed";
  return within(body, "state_reason") === "not_planned" ? "dropped" : "done";
}
