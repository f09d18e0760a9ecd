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
/** What the server says to tokens that are named so, by the address asked for; null: it tells two pages. */
const ANSWERS: Readonly<Record<string, (path: string, asked: number) => { status: number; body: object } | null>> = {
  candor_full: (path) => (path.endsWith("/topics") ? problemOf(503, "unavailable", "No room. Try again.") : null),
  candor_nofile: (path) => (path.includes("/export/") ? problemOf(503, "unavailable", "No room. Try again.") : null),
  candor_void: () => problemOf(401, "token_void", "The token has expired."),
  candor_ends: (path, asked) => (asked < 3 ? fileAt(path) : problemOf(401, "token_void", "The token has expired.")),
  candor_left: (path) => (path.includes("/page-0") ? problemOf(404, "not_found", "Nothing here.") : fileAt(path)),
  candor_old: () => problemOf(404, "not_found", "Nothing here."),
  candor_other: () => ({ status: 200, body: { pages: [] } }),
};
const problemOf = (status: number, type: string, title: string) => ({
  ...{ status, body: { type: `/problems/${type}`, status, title } },
});
const fileAt = (path: string) => (path.includes("/export/") ? { status: 200, body: { path } } : null);
let asked = 0;

const server = createServer((request, response) => {
  const answers = ANSWERS[request.headers.authorization?.replace("Bearer ", "") ?? ""];
  if (answers) {
    asked += 1;
    const two = ["Sam", "Lee"].map((name, at) => ({ id: `page-${at}`, me: "a", members: [{ member: "b", name }] }));
    const { status, body } = answers(request.url ?? "", asked) ?? { status: 200, body: { items: two, next: null } };
    response.statusCode = status;
    response.setHeader("content-type", status < 400 ? "application/json" : "application/problem+json");
    response.end(JSON.stringify(body));
    return;
  }
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

const withPages = (...words: string[]) => withToken("candor_pages", ...words);

function withToken(token: string, ...words: string[]) {
  return spawn(process.execPath, [CANDOR, ...words], {
    ...{ env: pagesEnvironment(token), stdio: ["pipe", "pipe", "pipe"] },
  });
}

function pagesEnvironment(token = "candor_pages") {
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { ...process.env, CANDOR_ADDRESS: address, CANDOR_TOKEN: token };
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

test.each<[string, string, string[], string]>([
  ["a full disk", "candor_full", ["add", "Growth", "--to", "Sam"], "No room. Try again."],
  ["a full disk, at once,", "candor_nofile", ["export", "--with", "Sam", "--to", "-"], "No room. Try again."],
  ["an expired token", "candor_void", ["people"], "The token has expired. Put another one into CANDOR_TOKEN."],
  [
    "an older server",
    "candor_old",
    ["people"],
    "does not know what was asked for. It is older than this command; update it.",
  ],
  [
    "a server of another version",
    "candor_other",
    ["people"],
    "The two may be of different versions; update the older one.",
  ],
])("%s ends a command with a sentence", async (_, token, words, sentence) => {
  const { code, out, err } = await ended(withToken(token, ...words));
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toContain(sentence);
  expect(err.split("\n")).toHaveLength(1);
});

test("an assistant is told in a sentence that the token ended, and that the server can’t be reached", async () => {
  const asked = async (child: ReturnType<typeof withToken>) => {
    child.stdin.end(`${JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list" })}\n`);
    return (JSON.parse((await ended(child)).out) as { error: { message: string } }).error.message;
  };
  expect(await asked(withToken("candor_void", "mcp"))).toBe(
    "The token has expired. Put another one into CANDOR_TOKEN.",
  );
  const nowhere = { ...pagesEnvironment(), CANDOR_ADDRESS: "http://127.0.0.1:9" };
  const child = spawn(process.execPath, [CANDOR, "mcp"], { env: nowhere, stdio: ["pipe", "pipe", "pipe"] });
  expect(await asked(child)).toBe("http://127.0.0.1:9 can’t be reached.");
});

test("a token that expires in the middle of an export says how far it came, and what was written stays", async () => {
  asked = 0;
  const { code, out, err } = await ended(withToken("candor_ends", "export", "--all", "--to", join(home, "ends")));
  expect([code, out]).toEqual([1, expect.stringMatching(/^Sam: .*Sam\.md\n?$/)]);
  expect(err).toBe("The token has expired. 1 of 2 pages were written. Put another one into CANDOR_TOKEN.");
  expect(await readFile(join(home, "ends", "Sam.md"), "utf8")).toContain("page-0");
});

test("of a page that was left in the middle of an export it is said, and the others are written", async () => {
  const { code, out, err } = await ended(withToken("candor_left", "export", "--all", "--to", join(home, "left")));
  expect([code, out, err]).toEqual([
    ...[1, expect.stringMatching(/^Lee: .*Lee\.md\n?$/), "No longer there, and so not written: Sam."],
  ]);
});

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
