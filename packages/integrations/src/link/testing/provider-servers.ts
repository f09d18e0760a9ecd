import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Heard = { method: string; path: string; host: string; authorization: string | null; cookie: string | null };

export type LinkServer = {
  origin: string;
  heard: Heard[];
  close(): void;
};

/** Listens on this machine alone, and writes down what it is asked. */
export async function openLinkServer(
  answer: (request: IncomingMessage & { body: string; path: string }, response: ServerResponse) => void,
): Promise<LinkServer> {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? "/";
    const { authorization = null, cookie = null, host = "" } = request.headers;
    heard.push({ method: request.method ?? "", path, host, authorization, cookie });
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => answer(Object.assign(request, { body: Buffer.concat(chunks).toString(), path }), response));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

const json = (response: ServerResponse, status: number, body: unknown) =>
  response.writeHead(status, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify(body));

export const TOKEN = "secret-of-sam";

/**
 * Servers that speak each provider's API as far as links go: one thing that anybody sees, and one that only whoever
 * shows `TOKEN` does.
 */
export const providerServers = {
  github: () =>
    openLinkServer(({ headers, path }, response) => {
      const isSam = headers.authorization === `Bearer ${TOKEN}`;
      if (headers.authorization && !isSam) return json(response, 401, { message: "Bad credentials" });
      const pull = (number: number, title: string, more: object) => ({
        ...{ number, title, state: "open", html_url: `http://${headers.host}/acme/app/pull/${number}`, draft: false },
        ...{ pull_request: { merged_at: null }, ...more },
      });
      const open = pull(7, "Ship invoices sooner", {});
      if (path === "/api/v3/user") return isSam ? json(response, 200, { login: "sam" }) : json(response, 401, {});
      if (path.startsWith("/api/v3/search/issues?") && isSam)
        return json(response, 200, { total_count: 2, items: [open, pull(9, "Tidy up", { draft: true })] });
      if (path === "/api/v3/repos/acme/app/issues/7") return json(response, 200, open);
      if (path === "/api/v3/repos/acme/app/issues/8")
        return json(
          response,
          200,
          pull(8, "Count twice", { state: "closed", pull_request: { merged_at: "2026-11-02T10:00:00Z" } }),
        );
      if (path === "/api/v3/repos/acme/secret/issues/3" && isSam)
        return json(response, 200, {
          number: 3,
          title: "Sell the company",
          state: "closed",
          state_reason: "not_planned",
        });
      return json(response, 404, { message: "Not Found" });
    }),
  gitlab: () =>
    openLinkServer(({ headers, path }, response) => {
      const isSam = headers.authorization === `Bearer ${TOKEN}`;
      if (headers.authorization && !isSam) return json(response, 401, { message: "401 Unauthorized" });
      const request = { iid: 12, title: "Draft: Rename the thing", state: "opened", draft: true };
      if (path === "/api/v4/user") return isSam ? json(response, 200, { username: "sam" }) : json(response, 401, {});
      if (path === "/api/v4/projects/acme%2Fweb%2Fshop/issues/4")
        return json(response, 200, { iid: 4, title: "The basket forgets", state: "closed" });
      if (path === "/api/v4/projects/acme%2Fsecret/merge_requests/12" && isSam) return json(response, 200, request);
      if (path.startsWith("/api/v4/merge_requests?scope=created_by_me") && isSam)
        return json(response, 200, [{ ...request, web_url: `http://${headers.host}/acme/secret/-/merge_requests/12` }]);
      return json(response, 404, { message: "404 Not found" });
    }),
  jira: () =>
    openLinkServer(({ headers, path }, response) => {
      const isSam = headers.authorization === `Bearer ${TOKEN}`;
      const issue = (key: string, summary: string, name: string, category: string) => ({
        key,
        fields: { summary, status: { name, statusCategory: { key: category } } },
      });
      if (headers.authorization && !isSam) return json(response, 401, {});
      if (path === "/rest/api/2/myself")
        return isSam ? json(response, 200, { displayName: "Sam S." }) : json(response, 401, {});
      if (path.startsWith("/rest/api/2/search?jql=assignee") && isSam)
        return json(response, 200, { issues: [issue("OPS-1", "Rotate keys", "In Review", "indeterminate")] });
      if (path === "/rest/api/2/issue/OPS-1?fields=summary,status" && isSam)
        return json(response, 200, issue("OPS-1", "Rotate keys", "In Review", "indeterminate"));
      if (path === "/rest/api/2/issue/PUB-2?fields=summary,status")
        return json(response, 200, issue("PUB-2", "Say hello", "Done", "done"));
      return json(response, 404, { errorMessages: ["Issue does not exist or you do not have permission to see it."] });
    }),
  linear: () =>
    openLinkServer(({ headers, path, body }, response) => {
      if (path !== "/graphql") return json(response, 404, {});
      if (headers.authorization !== TOKEN)
        return json(response, 401, { errors: [{ message: "Authentication required" }] });
      const issue = {
        ...{
          identifier: "ENG-5",
          title: "Faster search",
          url: `http://${headers.host}/acme/issue/ENG-5/faster-search`,
        },
        state: { name: "In Progress", type: "started" },
      };
      const { query, variables } = JSON.parse(body) as { query: string; variables?: { id: string } };
      if (query.includes("assignedIssues"))
        return json(response, 200, { data: { viewer: { assignedIssues: { nodes: [issue] } } } });
      if (query.includes("viewer")) return json(response, 200, { data: { viewer: { name: "Sam" } } });
      if (variables?.id === "ENG-5") return json(response, 200, { data: { issue } });
      return json(response, 200, { errors: [{ message: "Entity not found" }], data: null });
    }),
  notion: () =>
    openLinkServer(({ headers, path }, response) => {
      if (headers.authorization !== `Bearer ${TOKEN}`) return json(response, 401, { code: "unauthorized" });
      if (path === "/v1/users/me") return json(response, 200, { object: "user", name: "Sam’s link" });
      if (path === "/v1/pages/0123456789abcdef0123456789abcdef")
        return json(response, 200, {
          object: "page",
          properties: {
            Tags: { type: "multi_select", multi_select: [] },
            Name: { type: "title", title: [{ plain_text: "Plan of " }, { plain_text: "the year" }] },
          },
        });
      return json(response, 404, { code: "object_not_found" });
    }),
} as const;
