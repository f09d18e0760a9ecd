import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { CareCommand } from "@candor/protocol/care/care-command.ts";
import type { NoteRecordsPage } from "@candor/protocol/http/notebook.ts";
import { startPostgres } from "../../database/testing/postgres-cluster.ts";
import { type Ask, writeCanaryNotes } from "./canary-notes.ts";
import { writeCanaryPage } from "./canary-page.ts";
import { type Found, type Needles, searchFolder, searchMemory, searchText } from "./search-bytes.ts";
import { spellings } from "./spellings.ts";

/** One place that was searched: how often the word of the page, sealed bytes, words of notes and keys were found. */
export type SearchedPlace = { place: string; bytes: number; found: Found };

const SOURCE = join(import.meta.dirname, "..", "..");
const run = promisify(execFile);
const word = () => randomBytes(12).toString("hex").toUpperCase(); // as no other text and no code has

/**
 * Writes notes through a real server, each with a word of its own, and looks for the words and for the keys everywhere:
 * the database with its log, a backup, what the server printed, mails, its memory. A word that stands on a shared page is
 * looked for with them, and sealed bytes, so that a search that could find nothing shows.
 */
export async function runCanary(notes: number, engine: "sqlite" | "postgres"): Promise<SearchedPlace[]> {
  const folder = await mkdtemp(join(tmpdir(), "candor-canary-"));
  const cluster = engine === "postgres" ? await startPostgres() : null;
  const database = cluster && (await cluster.newDatabase());
  const data = join(folder, "data");
  await mkdir(data);
  const env = {
    ...{ PATH: process.env.PATH ?? "", HOST: "127.0.0.1", PORT: "0", CANDOR_DATA: data, CANDOR_LOG: "debug" },
    ...(database === null ? {} : { DATABASE_URL: database }),
  };
  const server = await startServer(env);
  try {
    const [onPage, inMail, before, after] = [word(), word(), word(), word()];
    const { ask, cookie } = await signIn(server.address);
    await writeCanaryPage(server.address, cookie, ask, `the page says ${onPage}`);
    const passphrase = `${before} violet harbor ${after}`;
    const wordOf = (note: string) => `${before} ${note} ${after}`;
    const { vault, secrets, sealed, last } = await writeCanaryNotes(ask, notes, { wordOf, passphrase });
    const needles: Needles = {
      page: spellings(onPage),
      mail: spellings(inMail.toLowerCase()),
      sealed: spellings(sealed),
      notes: [...spellings(before), ...spellings(after)],
      keys: secrets.flatMap((secret) => spellings(secret)),
    };
    await askForTrouble(ask, vault, last);
    await ask("POST", "/api/auth/mail", { email: `${inMail}@example.org` });

    const places: SearchedPlace[] = [];
    const add = (place: string, searched: { found: Found; bytes: number }) => places.push({ place, ...searched });
    add("memory of the server", await searchMemory(server.pid, needles));
    const stored = database === null ? data : join(new URL(database).searchParams.get("host") ?? "", "data");
    add("database while it runs", await searchFolder(stored, needles));
    const backup = await makeBackup(env, join(folder, "backups"));
    add("backup", await searchFolder(backup, needles));
    if (engine === "postgres") {
      const [dump = ""] = (await readdir(backup)).filter((name) => name.endsWith(".pgdump"));
      const maxBuffer = 2 ** 30;
      const { stdout } = await run("pg_restore", ["-f", "-", join(backup, dump)], { maxBuffer });
      add("backup, unpacked", searchText(stdout, needles));
    }
    await server.stop();
    add("database at rest", await searchFolder(stored, needles));
    add("log", searchText(server.said(), { ...needles, mail: spellings("ready: http") }));
    return places;
  } finally {
    await server.stop();
    await cluster?.remove();
    await rm(folder, { recursive: true });
  }
}

/** Reads everything back, and has the server refuse and complain as much as can be done from outside. */
async function askForTrouble(ask: Ask, vault: string, last: { bytes: string }): Promise<void> {
  const path = `/api/notebook/vaults/${vault}`;
  for (let after = 0, more = true; more; ) {
    const page = (await ask("GET", `${path}/records?after=${after}`)) as NoteRecordsPage;
    after = page.records.at(-1)?.seq ?? after;
    more = page.more;
  }
  for (const read of [path, `${path}/heads`, `${path}/manifests`, "/api/me/data", "/api/notebook/vaults"])
    await ask("GET", read);
  const refused = (record: object) => ask("POST", `${path}/records`, { records: [record] }).catch(() => null);
  await refused({ ...last, dseq: 1_000_000 });
  await refused({ ...last, dseq: 1 });
  await refused({ ...last, doc: "short" });
  await refused({ ...last, bytes: `${last.bytes}=` });
  await refused({ ...last, kind: "snapshot", snapshot: { covers: {}, parent: 9 } });
}

async function signIn(address: string): Promise<{ ask: Ask; cookie: string }> {
  const headers = { origin: address };
  const signedIn = await fetch(`${address}/api/auth/sign-in/anonymous`, { method: "POST", headers });
  const cookie = signedIn.headers
    .getSetCookie()
    .map((each) => each.split(";")[0])
    .join("; ");
  const ask: Ask = async (method, path, body) => {
    const type = body === undefined ? {} : { "content-type": "application/json" };
    const sent = {
      method,
      headers: { ...headers, ...type, cookie },
      body: body === undefined ? null : JSON.stringify(body),
    };
    const answer = await fetch(address + path, sent);
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.status === 204 ? null : answer.json();
  };
  return { ask, cookie };
}

async function startServer(env: Record<string, string>) {
  const child = spawn(process.execPath, [join(SOURCE, "main.ts")], { env, stdio: ["ignore", "pipe", "pipe"] });
  const gone = once(child, "exit");
  let output = "";
  const address = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => {
        output += chunk;
        const [, found] = /ready: (http:\S+)/.exec(output) ?? [];
        if (found) resolve(found.replace("localhost", "127.0.0.1"));
      });
    child.once("exit", () => reject(new Error(`the server ended: ${output}`)));
  });
  return {
    address,
    pid: child.pid ?? 0,
    said: () => output,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
      await gone;
    },
  };
}

async function makeBackup(env: Record<string, string>, to: string): Promise<string> {
  const command: CareCommand = { command: "backup", to, withSecret: true, json: true };
  const { stdout } = await run(process.execPath, [join(SOURCE, "care.ts"), JSON.stringify(command)], { env });
  return (JSON.parse(stdout) as { folder: string }).folder;
}
