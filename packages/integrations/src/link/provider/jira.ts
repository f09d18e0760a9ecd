import type { LinkState } from "@candor/core/link/link-look.ts";
import { lookOf, nameOf, partsOf, within } from "../json-fields.ts";
import type { LinkReader } from "../link-reader.ts";

const KEY = /^[A-Z][A-Z\d_]{0,30}-\d{1,9}$/;
const CATEGORIES: Readonly<Record<string, LinkState>> = { new: "open", indeterminate: "in_progress", done: "done" };

/** Issues of a Jira, in Atlassian's cloud or of one's own, and then maybe in a folder of its host. */
export const jira: LinkReader = {
  answersAnybody: true,
  question(url) {
    const parts = partsOf(url);
    const browse = parts.indexOf("browse");
    const selected = url.searchParams.get("selectedIssue");
    const key = browse < 0 ? selected : (parts[browse + 1] ?? null);
    if (key === null || !KEY.test(key) || browse > 1) return null;
    const folder = browse === 1 ? `/${parts[0]}` : "";
    return { address: `${url.origin}${folder}/rest/api/2/issue/${key}?fields=summary,status` };
  },
  read(body) {
    const key = within(body, "key");
    const summary = within(body, "fields", "summary");
    const category = within(body, "fields", "status", "statusCategory", "key");
    const state =
      typeof category === "string" && Object.hasOwn(CATEGORIES, category) ? (CATEGORIES[category] ?? null) : null;
    const title =
      typeof summary === "string" && typeof key === "string" && KEY.test(key) ? `${key} ${summary}` : summary;
    return lookOf(title, state, within(body, "fields", "status", "name"));
  },
  // Of a server of one's own it is a token alone; the cloud wants to know whose it is.
  authorization: ({ token, account }) =>
    account === null ? `Bearer ${token}` : `Basic ${Buffer.from(`${account}:${token}`).toString("base64")}`,
  whoQuestion: (origin) => ({ address: `${origin}/rest/api/2/myself` }),
  readWho: (body) => nameOf(within(body, "displayName")),
  workQuestion(origin) {
    const jql = "assignee = currentUser() AND statusCategory != Done ORDER BY updated DESC";
    const search = origin.endsWith(".atlassian.net") ? "3/search/jql" : "2/search";
    return {
      address: `${origin}/rest/api/${search}?jql=${encodeURIComponent(jql)}&fields=summary,status&maxResults=20`,
    };
  },
  readWork(body, origin) {
    const issues = within(body, "issues");
    if (!Array.isArray(issues)) return null;
    return issues.flatMap((issue) => {
      const look = jira.read(issue, new URL(origin));
      const key = within(issue, "key");
      return look && typeof key === "string" && KEY.test(key) ? [{ ...look, address: `${origin}/browse/${key}` }] : [];
    });
  },
};
