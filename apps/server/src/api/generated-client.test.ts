import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TOKEN_SCOPES } from "@candor/core/access/may-by-token.ts";
import { generateApi } from "swagger-typescript-api";
import { afterAll, expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { openApp, shareDatabase } from "../people/testing/open-app.ts";
import { makeToken, openApiWorld, programOf } from "./testing/api-world.ts";

type Call = (...given: unknown[]) => Promise<{ data: Record<string, unknown> }>;
type Client = { api: Record<string, Call> };

describeEachEngine("a client that others generate from our description", (engine) => {
  const shared = shareDatabase(engine);
  const folder = mkdtempSync(join(tmpdir(), "candor-client-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  test("lists pages, adds a topic, reads the agenda and finishes an action", async () => {
    const app = openApp(shared());
    const { ana, page } = await openApiWorld(shared(), app);
    const { secret } = await makeToken(ana, TOKEN_SCOPES);
    const description = (await programOf(app, secret).get("/api/v1/openapi.json")).body as { openapi: string };
    expect(description.openapi).toBe("3.1.0");
    await generateApi({
      ...{ spec: description as never, output: folder, fileName: "client.ts", toJS: true, silent: true },
      httpClientType: "fetch",
    });
    const made = (await import(join(folder, "client.js"))) as { Api: new (options: object) => Client };
    const { api } = new made.Api({
      baseUrl: "http://localhost:4321",
      baseApiParams: { headers: { authorization: `Bearer ${secret}` }, format: "json" },
      customFetch: async (url: string, init: RequestInit) => app.app.request(url, init),
    });
    const call = async (name: string, ...given: unknown[]) => {
      const found = api[name];
      if (!found) throw new Error(`${name} is none of ${Object.keys(api).join(", ")}`);
      return (await found(...given)).data;
    };

    expect(await call("listPages")).toMatchObject({ items: [{ id: page }] });
    const topic = await call("addTopic", page, { title: "Growth", place: "agenda" });
    expect(topic).toMatchObject({ title: "Growth", author: "a" });
    expect(await call("readAgenda", page)).toMatchObject({ topics: [{ id: topic.id }] });
    const action = await call("addAction", page, { text: "Ask Lee" });
    const done = await call("changeAction", page, action.id, { state: "done" });
    expect(done).toMatchObject({ id: action.id, state: "done" });
    await expect(call("readPage", crypto.randomUUID())).rejects.toMatchObject({ status: 404 });
  });
});
