import type { LinkState } from "@candor/core/link/link-look.ts";
import { lookOf, nameOf, partsOf, within } from "../json-fields.ts";
import type { LinkReader } from "../link-reader.ts";

const STATES: Readonly<Record<string, LinkState>> = {
  opened: "open",
  reopened: "open",
  locked: "closed",
  closed: "closed",
  merged: "merged",
};

/** Issues and merge requests of a GitLab, wherever it stands. */
export const gitlab: LinkReader = {
  answersAnybody: true,
  question(url) {
    const parts = partsOf(url);
    const dash = parts.indexOf("-"); // parts the project from what is in it
    const [, kind, number] = dash < 2 ? [] : parts.slice(dash);
    if ((kind !== "issues" && kind !== "work_items" && kind !== "merge_requests") || !/^\d{1,9}$/.test(number ?? ""))
      return null;
    const project = parts.slice(0, dash).join("%2F");
    const of = kind === "merge_requests" ? kind : "issues";
    return { address: `${url.origin}/api/v4/projects/${project}/${of}/${number}` };
  },
  read(body) {
    const state = within(body, "state");
    const isDraft = within(body, "draft") === true && state === "opened";
    return lookOf(
      within(body, "title"),
      isDraft ? "draft" : typeof state === "string" && Object.hasOwn(STATES, state) ? (STATES[state] ?? null) : null,
    );
  },
  authorization: ({ token }) => `Bearer ${token}`,
  whoQuestion: (origin) => ({ address: `${origin}/api/v4/user` }),
  readWho: (body) => nameOf(within(body, "username")),
  workQuestion: (origin) => ({
    address: `${origin}/api/v4/merge_requests?scope=created_by_me&state=opened&per_page=20`,
  }),
  readWork(body, origin) {
    if (!Array.isArray(body)) return null;
    return body.flatMap((item) => {
      const look = gitlab.read(item, new URL(origin));
      const address = within(item, "web_url");
      return look && typeof address === "string" ? [{ ...look, address }] : [];
    });
  },
};
