import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { AppCache, type AppFile } from "./app-cache.ts";

const OLD: AppFile[] = [
  { url: "index.html", revision: "1" },
  { url: "assets/shell-a1.js", revision: null },
  { url: "assets/editor-e1.js", revision: null },
];
const NEW: AppFile[] = [
  { url: "index.html", revision: "2" },
  { url: "assets/shell-b2.js", revision: null },
  { url: "assets/editor-e1.js", revision: null },
];

let asked: string[] = [];
let store: Cache;

beforeEach(() => {
  vi.stubGlobal("location", { origin: "https://candor.test" });
  asked = [];
  store = keptInMemory();
});
afterEach(() => vi.unstubAllGlobals());

const online = async ({ url }: Request): Promise<Response> => {
  asked.push(new URL(url).pathname);
  return new Response(`${new URL(url).pathname} of ${asked.length}`);
};
const offline = () => Promise.reject(new TypeError("offline"));

async function textOf(app: AppCache, path: string, fetch: () => Promise<Response> = offline): Promise<string | null> {
  return (await (await app.answer(path, fetch))?.text()) ?? null;
}

test("what is kept ahead is there without a network, and nothing else of the server is answered", async () => {
  const app = new AppCache(store, OLD);
  await app.fill(online);
  expect(asked.sort()).toEqual(["/assets/editor-e1.js", "/assets/shell-a1.js", "/index.html"]);
  expect(await textOf(app, "/assets/shell-a1.js")).toMatch(/^\/assets\/shell-a1/);
  expect(app.answer("/robots.txt", offline)).toBeNull();
});

test("a new version fetches what is new, and the old one goes on until it is let go of", async () => {
  const old = new AppCache(store, OLD);
  await old.fill(online);
  const oldPage = await textOf(old, "/index.html");
  asked = [];
  const next = new AppCache(store, NEW);
  await next.fill(online);
  expect(asked.sort()).toEqual(["/assets/shell-b2.js", "/index.html"]);
  expect(await textOf(old, "/index.html")).toBe(oldPage);
  expect(await textOf(old, "/assets/shell-a1.js")).not.toBeNull();
  await next.tidy();
  expect((await store.keys()).map(({ url }) => new URL(url).pathname).sort()).toEqual([
    "/assets/editor-e1.js",
    "/assets/shell-b2.js",
    "/index.html",
  ]);
});

test("a version of which a file cannot be had is not ready, and goes on from there the next time", async () => {
  const app = new AppCache(store, OLD);
  const broken = (request: Request) =>
    request.url.endsWith("editor-e1.js") ? Promise.resolve(new Response("", { status: 503 })) : online(request);
  await expect(app.fill(broken)).rejects.toThrow("editor-e1.js");
  asked = [];
  await app.fill(online);
  expect(asked).toEqual(["/assets/editor-e1.js"]);
});

test("a file that is not kept ahead is kept once it was wanted", async () => {
  const app = new AppCache(store, OLD);
  const first = await textOf(app, "/assets/chart-c1.js", () =>
    online(new Request("https://candor.test/assets/chart-c1.js")),
  );
  expect(await textOf(app, "/assets/chart-c1.js")).toBe(first);
  await expect(textOf(app, "/assets/other-o1.js")).rejects.toThrow("offline");
});

/** As much of a browser's cache as is used. */
function keptInMemory(): Cache {
  const held = new Map<string, Response>();
  const keyOf = (request: RequestInfo | URL) => (request instanceof Request ? request.url : String(request));
  return {
    keys: async () => [...held.keys()].map((url) => new Request(url)),
    match: async (request: RequestInfo | URL) => held.get(keyOf(request))?.clone(),
    put: async (request: RequestInfo | URL, response: Response) => void held.set(keyOf(request), response),
    delete: async (request: RequestInfo | URL) => held.delete(keyOf(request)),
  } as unknown as Cache;
}

test("what opens notes by passphrase outlasts a new version, once it was used", async () => {
  const app = new AppCache(store, OLD);
  await textOf(app, "/assets/stretch-worker-w1.js", () =>
    online(new Request("https://candor.test/assets/stretch-worker-w1.js")),
  );
  await app.tidy();
  expect(await textOf(app, "/assets/stretch-worker-w1.js")).not.toBeNull();
});
