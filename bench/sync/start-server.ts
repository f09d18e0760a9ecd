import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { SERVER_FLAGS } from "../../scripts/node-26.mjs";

export type ServerProcess = {
  /** such as http://127.0.0.1:41234 */
  address: string;
  pid: number;
  /** milliseconds from the start of the process until it answered */
  readyMs: number;
  /** rejects where the server ends without naming one; read it only on an empty server */
  setupLink: Promise<string>;
  kill: (signal: NodeJS.Signals) => Promise<void>;
};

const REPOSITORY = join(import.meta.dirname, "..", "..");
const SERVER = join(REPOSITORY, "apps/server/src/main.ts");

/** The real server on a data folder of its own and a free port. */
export function startCandor(
  dataFolder: string,
  options: { env?: Record<string, string>; under?: readonly string[] } = {},
): Promise<ServerProcess> {
  const command = [...(options.under ?? []), process.execPath, ...SERVER_FLAGS, SERVER];
  return start(command, { ...settingsFor(dataFolder), ...options.env });
}

/** Kills the real server so soon after its start that it may not have opened its data yet. */
export async function killCandorWhileStarting(
  dataFolder: string,
  afterMs: number,
  settings: Record<string, string> = {},
): Promise<void> {
  const env = { ...process.env, ...settingsFor(dataFolder), ...settings };
  const child = spawn(process.execPath, [SERVER], { cwd: REPOSITORY, env, stdio: "ignore" });
  const gone = once(child, "exit");
  setTimeout(() => child.kill("SIGKILL"), afterMs);
  await gone;
}

function settingsFor(dataFolder: string): Record<string, string> {
  return {
    HOST: "127.0.0.1",
    PORT: "0",
    CANDOR_DATA: dataFolder,
    CANDOR_LOG: "error",
    CANDOR_SIGN_INS_PER_MINUTE: "1000000",
  };
}

/** The hub and the log alone; `synchronous` OFF is the control of the durability audit. */
export function startHub(
  dataFolder: string,
  options: { synchronous: "FULL" | "OFF"; under?: readonly string[] },
): Promise<ServerProcess> {
  return start([...(options.under ?? []), process.execPath, join(import.meta.dirname, "hub-server.ts")], {
    CANDOR_DATA: dataFolder,
    CANDOR_SYNCHRONOUS: options.synchronous,
  });
}

/** The limit: passes frames on between the two sockets of a pair and does nothing else. */
export function startBareRelay(options: { env?: Record<string, string> } = {}): Promise<ServerProcess> {
  return start([process.execPath, join(import.meta.dirname, "bare-relay.ts")], { ...options.env });
}

/** For a server whose garbage `collectGarbage` can have thrown away. */
export const COLLECTABLE = {
  NODE_OPTIONS: `--expose-gc --import ${pathToFileURL(join(import.meta.dirname, "collect-on-signal.ts")).href}`,
};

export function collectGarbage(server: ServerProcess): void {
  process.kill(server.pid, "SIGUSR2");
}

const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

async function start([command, ...args]: string[], env: Record<string, string>): Promise<ServerProcess> {
  if (command === undefined) throw new Error("nothing to start");
  const startedAt = performance.now();
  const child = spawn(command, args, {
    cwd: REPOSITORY,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
  const said = new Said(child);
  const setupLink = said.next(/begin a workspace.*(http:\/\/\S+)/);
  setupLink.catch(() => undefined); // mostly nobody asks
  const address = await said.next(/ready: (http:\/\/\S+)/);
  const readyMs = performance.now() - startedAt;
  const pid = innermost(child.pid ?? 0);
  return {
    address,
    pid,
    readyMs,
    setupLink,
    async kill(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, "exit");
      process.kill(pid, signal);
      await gone;
    },
  };
}

/** The server itself where it was started under another program, which a signal would not reach it through. */
function innermost(pid: number): number {
  if (!existsSync("/proc/self/task")) return pid;
  const child = Number(readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ")[0]);
  return child > 0 ? innermost(child) : pid;
}

/** What a server prints, of which the first addresses are waited for and nobody reads the rest. */
class Said {
  readonly #waiting = new Map<RegExp, { resolve: (found: string) => void; reject: (error: Error) => void }>();

  constructor({ stdout }: ChildProcess) {
    if (!stdout) throw new Error("the server has no output");
    const lines = createInterface({ input: stdout }); // read to its end, for a full pipe would stop the server
    lines.on("line", (line) => this.#hear(line));
    lines.on("close", () => {
      for (const { reject } of this.#waiting.values()) reject(new Error("the server ended before it said so"));
    });
  }

  /** @param pattern with the address in its first group. */
  next(pattern: RegExp): Promise<string> {
    return new Promise((resolve, reject) => this.#waiting.set(pattern, { resolve, reject }));
  }

  #hear(line: string): void {
    for (const [pattern, { resolve }] of this.#waiting) {
      const address = pattern.exec(line)?.[1];
      if (address === undefined) continue;
      this.#waiting.delete(pattern);
      resolve(address.replace("localhost", "127.0.0.1"));
    }
  }
}
