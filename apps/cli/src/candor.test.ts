import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, open, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const CANDOR = fileURLToPath(new URL("./candor.ts", import.meta.url));

let home: string;
/** written by the other person of the page, who may be anybody */
const HOSTILE = "Pay \u001b]0;yours\u0007\u001b[2J \u009b31m \u202e rent";
const pages = Array.from({ length: 3000 }, (_, at) => ({ id: `page-${at}`, me: "a" }));
const members = [{ member: "b", name: HOSTILE }];
const server = createServer((request, response) => {
  if (request.headers.authorization === "Bearer candor_pages") {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ items: pages.map((page) => ({ ...page, members })), next: null }));
    return;
  }
  const isPages = request.url?.startsWith("/api/v1/pages?") || request.url === "/api/v1/pages";
  response.statusCode = isPages ? 403 : 404;
  response.setHeader("content-type", "application/problem+json");
  response.end(JSON.stringify({ type: "/problems/scope_missing", title: "This token may not do that." }));
});

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "candor-cli-"));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await mkdir(join(home, "in", "candor"), { recursive: true });
  await writeFile(join(home, "in", "candor", "credentials.json"), JSON.stringify({ address, secret: "candor_x" }));
});
afterAll(async () => {
  server.close();
  await rm(home, { recursive: true });
});

async function run(where: "in" | "out", ...words: string[]) {
  const env = { ...process.env, XDG_CONFIG_HOME: join(home, where) };
  const child = spawn(process.execPath, [CANDOR, ...words], { env, stdio: ["ignore", "pipe", "pipe"] });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { code: code as number, out, err: err.trim() };
}

test.each([
  [["people", "Sam"]],
  [["add", "Growth plan"]],
  [["help", "nonsense"]],
  [["nonsense"]],
  [["backup", "a", "b"]],
  [["import", "notes.md"]],
])("what was called wrongly exits with 2 and says so where errors go: candor %j", async (words) => {
  const { code, out, err } = await run("out", ...words);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toMatch(/\n`candor help` lists what there is\.$/);
  const asked = await run("out", ...words, "--json");
  expect(asked).toMatchObject({ code: 2, out: "" });
  expect(JSON.parse(asked.err)).toEqual({ error: err, problem: null });
});

test.each([[["people"]], [["actions"]], [["add", "Growth plan", "--to", "Sam"]], [["export", "--all"]]])(
  "what failed exits with 1 and puts nothing where answers go: candor %j",
  async (words) => {
    const nobody = await run("out", ...words);
    expect(nobody).toEqual({ code: 1, out: "", err: "Sign in first: candor sign-in https://candor.example.org" });
    const refused = await run("in", ...words, "--json");
    expect(refused).toMatchObject({ code: 1, out: "" });
    expect(JSON.parse(refused.err)).toMatchObject({
      error: expect.stringMatching(/^This token may not do that\./),
      problem: "scope_missing",
    });
  },
);

function withPages(...words: string[]) {
  return spawn(process.execPath, [CANDOR, ...words], { env: pagesEnvironment(), stdio: ["ignore", "pipe", "pipe"] });
}

function pagesEnvironment() {
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { ...process.env, CANDOR_ADDRESS: address, CANDOR_TOKEN: "candor_pages" };
}

const ended = async (child: ReturnType<typeof withPages>) => {
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { out, err: err.trim(), code: code as number };
};

const onLinux = test.runIf(process.platform === "linux");

onLinux.each([
  ["a folder that takes none", () => "/proc/x", /^\/proc\/x\/.+ could not be written: no folder can be made there\.$/],
  ["deep within one", () => "/proc/x/y/", /could not be written: no folder can be made there\.$/],
  ["a file", () => join(home, "file"), /file is a file, and there are several pages\. Name a folder\.$/],
  [
    "below a file",
    () => join(home, "file", "in"),
    /could not be written: a file is where a folder would have to be\.$/,
  ],
])("an export to %s ends with a sentence", async (_, to, sentence) => {
  await writeFile(join(home, "file"), "mine");
  const { code, out, err } = await ended(withPages("export", "--all", "--to", to()));
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toMatch(sentence);
  expect(await readFile(join(home, "file"), "utf8")).toBe("mine");
});

onLinux("an export to a full disk ends with a sentence, and leaves a device a device", async () => {
  const { code, err } = await ended(withPages("export", "--with", "page-1", "--to", "/dev/full"));
  expect({ code, err }).toEqual({ code: 1, err: "/dev/full could not be written: the disk is full." });
  expect((await stat("/dev/full")).isCharacterDevice()).toBe(true);
});

onLinux.each([[["people"]], [["help"]], [["export", "--with", "page-1", "--to", "-"]]])(
  "an answer for which the disk has no room is told as one: candor %j",
  async (words) => {
    const full = await open("/dev/full", "w");
    const child = spawn(process.execPath, [CANDOR, ...words], {
      ...{ env: pagesEnvironment(), stdio: ["ignore", full.fd, "pipe"] },
    });
    const [err, [code]] = await Promise.all([text(child.stderr!), once(child, "close")]);
    await full.close();
    expect({ code, err }).toEqual({ code: 1, err: "The answer could not be written: the disk is full.\n" });
  },
);

test("which version it is stands in its answer", async () => {
  expect(await run("out", "--version")).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^candor \d+\.\d+\.\d+\n$/),
  });
});

test.each([[["people"]], [["people", "--json"]], [["agenda", "nobody"]], [["agenda", "nobody", "--json"]]])(
  "nothing that somebody wrote reaches the terminal as a command to it: candor %j",
  async (words) => {
    const child = withPages(...words);
    const said = (await Promise.all([text(child.stdout), text(child.stderr)])).join("");
    expect(said).toContain("rent");
    expect(said.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
    if (!words.includes("--json")) expect(said).not.toContain("\u202e");
  },
);

test("whoever has read enough ends it quietly, as `| head` does", async () => {
  const child = withPages("people", "--json");
  child.stdout.once("data", () => child.stdout.destroy());
  const [err, [code]] = await Promise.all([text(child.stderr), once(child, "close")]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
});
