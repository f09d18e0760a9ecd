import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

let directory = "";
const started = new Set<ChildProcess>();

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "candor-main-"));
});
afterEach(async () => {
  for (const child of started) {
    if (child.exitCode === null && child.signalCode === null && child.kill("SIGKILL")) await once(child, "exit");
  }
  started.clear();
  await rm(directory, { recursive: true });
});

/** The server as its own process; `said` resolves once it has printed what matches. */
function run(env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(import.meta.dirname, "main.ts")], {
    env: { PATH: process.env.PATH ?? "", PORT: "0", CANDOR_DATA: join(directory, "data"), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  started.add(child);
  let output = "";
  let heard = () => {};
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output += chunk;
      heard();
    });
  }
  const ended = once(child, "close").then(([code]) => ({ code: code as number | null, output }));
  return {
    child,
    ended,
    async said(pattern: RegExp): Promise<string> {
      for (;;) {
        const found = pattern.exec(output);
        if (found) return found[1] ?? found[0];
        await new Promise<void>((resolve) => {
          heard = resolve;
        });
      }
    },
  };
}

test.each(["SIGTERM", "SIGINT"] as const)("%s ends it in peace", async (signal) => {
  const { child, ended, said } = run();
  const address = await said(/Candor is ready: (\S+)/);
  expect((await fetch(`${address}/healthz`)).status).toBe(200);
  child.kill(signal);
  child.kill(signal); // a terminal and a supervisor may both say so
  expect(await ended).toMatchObject({ code: 0 });
});

test("wrong settings are all named, and nothing is begun", async () => {
  const { code, output } = await run({ PORT: "x", HOST: "0.0.0.0", CANDOR_LOG: "loud" }).ended;
  expect(code).toBe(1);
  expect(output).toMatch(/PORT[\s\S]*CANDOR_LOG[\s\S]*CANDOR_ORIGIN/);
  expect(output).not.toMatch(/\n\s+at /);
});

test("a start that cannot succeed ends with a sentence", async () => {
  const first = run();
  const port = new URL(await first.said(/Candor is ready: (\S+)/)).port;
  const { code, output } = await run({ PORT: port, CANDOR_DATA: join(directory, "other") }).ended;
  expect([code, output]).toEqual([1, expect.stringContaining(`Port ${port} is taken`)]);
});

test("a database that cannot be reached ends the start without its password", async () => {
  const url = "postgres://candor:hunter2@127.0.0.1:1/candor";
  const { code, output } = await run({ DATABASE_URL: url }).ended;
  expect([code, output]).toEqual([1, expect.stringContaining("PostgreSQL cannot be reached")]);
  expect(output).not.toContain("hunter2");
});
