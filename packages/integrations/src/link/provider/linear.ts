import type { LinkState } from "@candor/core/link/link-look.ts";
import { lookOf, nameOf, partsOf, within } from "../json-fields.ts";
import type { LinkReader } from "../link-reader.ts";

const KEY = /^[A-Z][A-Z\d_]{0,20}-\d{1,9}$/i;
const STATES: Readonly<Record<string, LinkState>> = {
  triage: "open",
  backlog: "open",
  unstarted: "open",
  started: "in_progress",
  completed: "done",
  canceled: "dropped",
  duplicate: "dropped",
};
const OF_ISSUE = "identifier title url state { name type }";
const apiOf = (origin: string) => `${origin === "https://linear.app" ? "https://api.linear.app" : origin}/graphql`;

/** Issues; Linear tells nothing of them to anybody without a key. */
export const linear: LinkReader = {
  answersAnybody: false,
  question(url) {
    const [, kind, key] = partsOf(url);
    if (kind !== "issue" || key === undefined || !KEY.test(key)) return null;
    return {
      address: apiOf(url.origin),
      body: { query: `query Issue($id: String!) { issue(id: $id) { ${OF_ISSUE} } }`, variables: { id: key } },
    };
  },
  read: (body) => readIssue(within(body, "data", "issue")),
  authorization: ({ token }) => token, // a personal key stands there alone
  whoQuestion: (origin) => ({ address: apiOf(origin), body: { query: "query Who { viewer { name } }" } }),
  readWho: (body) => nameOf(within(body, "data", "viewer", "name")),
  workQuestion: (origin) => ({
    address: apiOf(origin),
    body: {
      query: `query Work { viewer { assignedIssues(first: 20, filter: { state: { type: { nin: ["completed", "canceled"] } } }) { nodes { ${OF_ISSUE} } } } }`,
    },
  }),
  readWork(body) {
    const nodes = within(body, "data", "viewer", "assignedIssues", "nodes");
    if (!Array.isArray(nodes)) return null;
    return nodes.flatMap((node) => {
      const look = readIssue(node);
      const address = within(node, "url");
      return look && typeof address === "string" ? [{ ...look, address }] : [];
    });
  },
};

function readIssue(issue: unknown) {
  const type = within(issue, "state", "type");
  const [key, title] = [within(issue, "identifier"), within(issue, "title")];
  const state = typeof type === "string" && Object.hasOwn(STATES, type) ? (STATES[type] ?? null) : null;
  const line = typeof title === "string" && typeof key === "string" && KEY.test(key) ? `${key} ${title}` : title;
  return lookOf(line, state, within(issue, "state", "name"));
}
