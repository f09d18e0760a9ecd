import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Hono } from "hono";
import { afterEach, expect, test } from "vitest";
import { listStaticFiles, serveStaticFiles } from "./static-files.ts";

const made: string[] = [];
afterEach(async () => {
  for (const directory of made.splice(0)) await rm(directory, { recursive: true });
});

async function served(files: Record<string, string>) {
  const directory = await mkdtemp(join(tmpdir(), "candor-static-"));
  made.push(directory);
  await mkdir(join(directory, "assets"));
  for (const [name, content] of Object.entries(files)) await writeFile(join(directory, name), content);
  let pages = 0;
  const app = new Hono().get(
    "*",
    serveStaticFiles(
      () => listStaticFiles(directory),
      () => {
        pages += 1;
      },
    ),
  );
  const get = (path: string, headers: Record<string, string> = {}) => app.request(path, { headers });
  return { get, pages: () => pages };
}

const BUILD = {
  "index.html": "<!doctype html>page",
  "index.html.br": "page in brotli",
  "index.html.gz": "page in gzip",
  "service-worker.js": "worker",
  "assets/main-abc123.js": "script",
  "assets/main-abc123.js.map": "source",
};

test("a hashed asset is kept for good, the page and its worker are asked for anew", async () => {
  const { get } = await served(BUILD);
  expect((await get("/assets/main-abc123.js")).headers.get("cache-control")).toContain("immutable");
  expect((await get("/")).headers.get("cache-control")).toBe("no-cache");
  expect((await get("/service-worker.js")).headers.get("cache-control")).toBe("no-cache");
});

test("the smallest twin that the browser takes is sent", async () => {
  const { get } = await served(BUILD);
  const brotli = await get("/", { "accept-encoding": "gzip, deflate, br" });
  expect(await brotli.text()).toBe("page in brotli");
  expect(brotli.headers.get("content-encoding")).toBe("br");
  expect(brotli.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(brotli.headers.get("vary")).toBe("accept-encoding");
  expect(await (await get("/", { "accept-encoding": "gzip, br;q=0" })).text()).toBe("page in gzip");
  expect(await (await get("/")).text()).toBe("<!doctype html>page");
});

test("what the browser has already is not sent again", async () => {
  const { get } = await served(BUILD);
  const etag = (await get("/")).headers.get("etag") ?? "";
  const again = await get("/", { "if-none-match": etag });
  expect(again.status).toBe(304);
  expect(await again.text()).toBe("");
  expect((await get("/", { "if-none-match": etag, "accept-encoding": "br" })).status).toBe(200);
});

test("every address of the app gets the page, and every other one too, as not found", async () => {
  const { get, pages } = await served(BUILD);
  for (const path of ["/", "/p/0c0d", "/i/abc", "/settings/me"]) expect((await get(path)).status).toBe(200);
  const lost = await get("/nowhere", { accept: "text/html,*/*" });
  expect(lost.status).toBe(404);
  expect(await lost.text()).toContain("page");
  expect(pages()).toBe(5);
});

test("a missing file is not found, and never the page", async () => {
  const { get } = await served(BUILD);
  for (const path of ["/assets/main-old.js", "/favicon.ico", "/api/nothing", "/nowhere"]) {
    const answer = await get(path);
    expect(answer.status).toBe(404);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
  }
});

test("nothing but the build is served", async () => {
  const { get } = await served(BUILD);
  for (const path of [
    "/assets/main-abc123.js.map",
    "/index.html.br",
    "/../../../etc/passwd",
    "/..%2f..%2f..%2fetc/passwd",
    "/assets/..%2f..%2fpackage.json",
    "//etc/passwd",
  ]) {
    const answer = await get(path);
    expect([path, answer.status]).toEqual([path, 404]);
  }
});

test("before there is a build, nothing is found and nothing breaks", async () => {
  const app = new Hono().get(
    "*",
    serveStaticFiles(
      () => listStaticFiles("/nonexistent"),
      () => {},
    ),
  );
  expect((await app.request("/", { headers: { accept: "text/html" } })).status).toBe(404);
});
