// Starts the built server on an empty folder again and again: milliseconds from the start of its process until it
// answers, and its resident memory when it has been idle, before and after somebody opened a page.
// Run: npm run --silent bench:start -w bench [-- --runs 7]
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { SERVER_FLAGS } from "../scripts/node-26.mjs";

const MAIN = join(import.meta.dirname, "..", "apps", "server", "dist", "main.js");
const IDLE_MILLISECONDS = 2000;
const GOAL = { readyMilliseconds: 1000, idleMegabytes: 90 };

const { values } = parseArgs({ options: { runs: { type: "string", default: "7" } } });
const runs: { ready: number; restart: number; idle: number; used: number }[] = [];
for (let run = 0; run < Number(values.runs); run += 1) runs.push(await measure());

const ready = median(runs.map((run) => run.ready));
const restart = median(runs.map((run) => run.restart));
const idle = median(runs.map((run) => run.idle));
const used = median(runs.map((run) => run.used));
console.log(`runs                                 ${runs.length}, medians`);
console.log(`ready on an empty folder             ${ready.toFixed(0)} ms`);
console.log(`ready on its data again              ${restart.toFixed(0)} ms (goal ≤ ${GOAL.readyMilliseconds})`);
console.log(`memory when idle                     ${idle.toFixed(1)} MB (goal ≤ ${GOAL.idleMegabytes})`);
console.log(`memory after a sign-in and a page    ${used.toFixed(1)} MB`);
process.exitCode = restart <= GOAL.readyMilliseconds && idle <= GOAL.idleMegabytes ? 0 : 1;

async function measure() {
  const folder = await mkdtemp(join(tmpdir(), "candor-start-"));
  try {
    const first = await start(folder);
    await end(first.server);
    const second = await start(folder);
    await wait(IDLE_MILLISECONDS);
    const idle = await residentMegabytes(second.server);
    await openPage(second.address);
    await wait(IDLE_MILLISECONDS);
    const used = await residentMegabytes(second.server);
    await end(second.server);
    return { ready: first.milliseconds, restart: second.milliseconds, idle, used };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function start(folder: string): Promise<{ server: ChildProcess; address: string; milliseconds: number }> {
  const begun = performance.now();
  const server = spawn(process.execPath, [...SERVER_FLAGS, MAIN], {
    env: { ...process.env, PORT: "0", CANDOR_DATA: folder, DATABASE_URL: "", CANDOR_ORIGIN: "" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const address = await new Promise<string>((resolve, reject) => {
    let said = "";
    server.stdout?.on("data", (chunk) => {
      said += chunk;
      const found = /"address":"([^"]+)"/.exec(said)?.[1];
      if (found) resolve(found);
    });
    server.once("exit", (code) => reject(new Error(`the server ended with ${code}; has it been built?`)));
  });
  const answer = await fetch(`${address}/healthz`);
  if (!answer.ok) throw new Error(`/healthz answered ${answer.status}`);
  return { server, address, milliseconds: performance.now() - begun };
}

async function openPage(address: string): Promise<void> {
  const signedIn = await fetch(`${address}/api/auth/sign-in/anonymous`, {
    method: "POST",
    headers: { origin: address },
  });
  const cookie = signedIn.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const begun = await fetch(`${address}/api/pairs/${crypto.randomUUID()}`, {
    method: "PUT",
    headers: { origin: address, cookie, "content-type": "application/json" },
    body: JSON.stringify({ myName: "Ana", theirName: "Ben", myRole: "manager", theirRole: "report" }),
  });
  if (!begun.ok) throw new Error(`the page answered ${begun.status}`);
}

function end(server: ChildProcess): Promise<void> {
  server.removeAllListeners("exit");
  return new Promise((resolve, reject) => {
    server.once("exit", (code) => (code === 0 ? resolve() : reject(new Error(`stopping ended with ${code}`))));
    server.kill("SIGTERM");
  });
}

// Linux alone says so without a package; elsewhere the figure is left to the reader's own tools.
async function residentMegabytes(server: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${server.pid}/status`, "utf8").catch(() => "");
  const kilobytes = Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? Number.NaN);
  return kilobytes / 1000;
}

function median(values: number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
