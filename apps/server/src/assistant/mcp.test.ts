import { TOKEN_SCOPES, type TokenScope } from "@candor/core/access/may-by-token.ts";
import { readPage } from "@candor/document/page/read-page.ts";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { afterEach, expect, test } from "vitest";
import * as Y from "yjs";
import { makeToken, openApiWorld } from "../api/testing/api-world.ts";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { openApp, shareDatabase } from "../people/testing/open-app.ts";

const MODERN = { pin: "2026-07-28" } as const;

describeEachEngine("an assistant", (engine) => {
  const shared = shareDatabase(engine);
  const clients = new Set<Client>();
  afterEach(async () => {
    for (const client of clients) await client.close();
    clients.clear();
  });

  async function open(scopes: readonly TokenScope[] = TOKEN_SCOPES, mode: "legacy" | { pin: string } = MODERN) {
    const app = openApp(shared());
    const world = await openApiWorld(shared(), app);
    const token = await makeToken(world.ana, scopes);
    const transport = new StreamableHTTPClientTransport(new URL("http://localhost:4321/mcp"), {
      fetch: async (url, init) => app.app.request(String(url), init as RequestInit),
      requestInit: { headers: { authorization: `Bearer ${token.secret}` } },
    });
    const client = new Client({ name: "test", version: "1" }, { versionNegotiation: { mode } });
    await client.connect(transport);
    clients.add(client);
    const call = async (name: string, args: Record<string, unknown> = {}) => {
      const { content, isError } = await client.callTool({ name, arguments: args });
      const [first] = content as { text: string }[];
      return { isError: isError === true, text: first?.text ?? "" };
    };
    const told = async (name: string, args: Record<string, unknown> = {}) => {
      const { isError, text } = await call(name, args);
      expect(isError, text).toBe(false);
      return JSON.parse(text) as Record<string, unknown>;
    };
    return { app, ...world, token, client, call, told };
  }

  test.each([MODERN, "legacy"] as const)(
    "finds its tools in the current revision and the one before (%s)",
    async (mode) => {
      const { client } = await open(TOKEN_SCOPES, mode);
      const { tools } = await client.listTools();
      expect(tools.map(({ name }) => name).toSorted()).toEqual([
        ...["add_action", "add_topic", "finish_action", "list_actions", "list_people"],
        ...["prepare_meeting", "read_next_agenda", "search"],
      ]);
    },
  );

  test("adds a topic and an action that are on the page, prepares the meeting and finishes the action", async () => {
    const { told, page } = await open();
    const { people } = (await told("list_people")) as { people: { page: string; name: string }[] };
    expect(people).toMatchObject([{ page, name: "Ben" }]);
    await told("add_topic", { person: "ben", title: "Growth", notes: "- *lead* billing", place: "agenda" });
    const action = await told("add_action", { person: "Ben", text: "Ask Lee", due: "2026-12-01" });
    await told("add_action", { person: "Ben", text: "Write it down", owner: "them" });
    expect(await told("read_next_agenda", { person: "Ben" })).toMatchObject({
      topics: [{ title: "Growth", from: "me", notes: "- _lead_ billing" }],
    });
    const prepared = (await told("prepare_meeting", { person: "Ben" })) as { my_actions: { id: string }[] };
    expect(prepared).toMatchObject({
      agenda: [{ title: "Growth" }],
      nothing_from_me: false,
      my_actions: [{ text: "Ask Lee" }],
      their_actions: [{ text: "Write it down" }],
    });
    const [{ id } = { id: "" }] = prepared.my_actions;
    expect(id).toBe(action.id);
    const done = { done: true, id, text: "Ask Lee", state: "done" };
    expect(await told("finish_action", { person: "Ben", action: id })).toMatchObject(done);
    await told("finish_action", { person: "Ben", action: id }); // and once more changes nothing
    expect(await told("list_actions", { person: page })).toMatchObject({ actions: [{ text: "Write it down" }] });
    const doc = new Y.Doc();
    const base = await shared().log.readSnapshot(page);
    if (base) Y.applyUpdate(doc, base.state);
    for (const { update } of await shared().log.readTail(page, base?.seq ?? 0)) Y.applyUpdate(doc, update);
    expect(readPage(doc).actions.map(({ text, state }) => [text, state])).toContainEqual(["Ask Lee", "done"]);
  });

  test("is told of every argument what it is where its name does not say it, and answered in one way of writing", async () => {
    const { client, told } = await open();
    const { tools } = await client.listTools();
    expect(tools.find(({ name }) => name === "finish_action")?.inputSchema.properties).toMatchObject({
      action: { description: expect.stringContaining("list_actions") },
      person: { description: expect.any(String) },
    });
    const answers = [
      await told("add_topic", { person: "Ben", title: "One" }),
      await told("add_action", { person: "Ben", text: "Two" }),
      await told("list_people"),
      ...(await Promise.all(
        ["prepare_meeting", "read_next_agenda", "list_actions"].map((tool) => told(tool, { person: "Ben" })),
      )),
      await told("search", { words: "one" }),
    ];
    const keys = answers.flatMap((answer) => JSON.stringify(answer).match(/"\w+"(?=:)/g) ?? []);
    expect(keys).toEqual(expect.arrayContaining(['"time_zone"', '"last_held"', '"created_at"']));
    expect(keys.filter((key) => key !== key.toLowerCase())).toEqual([]);
  });

  test("is told in plain words what it may not and whom it does not know", async () => {
    const { call } = await open(["pages:read"]);
    expect(await call("add_topic", { person: "Ben", title: "Growth" })).toEqual({
      isError: true,
      text: "This token may not do that. It needs hopper:write or topics:write.",
    });
    expect(await call("read_next_agenda", { person: "Lee" })).toEqual({
      isError: true,
      text: "Nobody is called so. There are: Ben.",
    });
    expect((await call("add_topic", { person: "Ben" })).isError).toBe(true);
    const tooLong = await call("add_topic", { person: "Ben", title: "x".repeat(501) });
    expect(tooLong).toEqual({
      isError: true,
      text: expect.stringContaining("title: It is longer than 500 characters."),
    });
    expect((await call("finish_action", { person: "Ben", action: "nonsense" })).isError).toBe(true);
  });

  test("sees the pages that its token was made for and no other person’s, nor a private note", async () => {
    const { told, call, page } = await open();
    const stranger = await open();
    expect((await stranger.call("read_next_agenda", { person: page })).isError).toBe(true);
    await told("add_topic", { person: "Ben", title: "Secret of these two" });
    expect(await stranger.told("search", { words: "secret" })).toEqual({ found: [] });
    await expect(call("read_private_notes")).rejects.toThrow("not found");
  });

  test("ends with its token, and without one finds nothing", async () => {
    const { app, ana, token, call, client } = await open();
    expect((await ana.delete(`/api/me/tokens/${token.id}`)).status).toBeLessThan(300);
    await expect(call("list_people")).rejects.toThrow();
    clients.delete(client);
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list" });
    const headers = { "content-type": "application/json", accept: "application/json, text/event-stream" };
    expect((await app.app.request("http://localhost:4321/mcp", { method: "POST", headers, body })).status).toBe(401);
    const ended = app.told.filter((line) => line.includes("a token that has ended was tried"));
    expect(ended).toEqual([expect.stringContaining(`"token":"${token.id}"`)]);
    expect(app.told.join("")).not.toContain(token.secret);
  });

  test("that calls a thousand times a minute is told to wait, and goes on later", async () => {
    const { app, token } = await open();
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list", params: {} });
    const headers = {
      ...{ authorization: `Bearer ${token.secret}`, "content-type": "application/json" },
      ...{ accept: "application/json, text/event-stream", "mcp-protocol-version": "2025-11-25" },
    };
    const statuses: number[] = [];
    let wait: string | null = null;
    for (let time = 0; time < 320; time += 1) {
      const answer = await app.app.request("http://localhost:4321/mcp", { method: "POST", headers, body });
      statuses.push(answer.status);
      wait ??= answer.headers.get("retry-after");
      await answer.text();
    }
    expect(statuses.slice(0, 250).every((status) => status === 200)).toBe(true);
    expect(statuses.at(-1)).toBe(429);
    expect(Number(wait)).toBeGreaterThan(0);
    expect(app.told.join("").match(/a token asks too often/g)).toHaveLength(1); // and not a line for each
    app.passMinutes(1);
    expect((await app.app.request("http://localhost:4321/mcp", { method: "POST", headers, body })).status).toBe(200);
  });
});
