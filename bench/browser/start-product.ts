import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { SERVER_FLAGS } from "../../scripts/node-26.mjs";

export type Product = {
  /** such as http://127.0.0.1:41234 */
  address: string;
  stop: () => Promise<void>;
};

const MAIN = join(import.meta.dirname, "..", "..", "apps", "server", "dist", "main.js");

/** The product as `npm run build` made it, on an empty data folder and a free port. */
export async function startProduct(): Promise<Product> {
  if (!existsSync(MAIN)) throw new Error("nothing to measure: run `npm run build` first");
  const folder = await mkdtemp(join(tmpdir(), "candor-browser-"));
  const child = spawn(process.execPath, [...SERVER_FLAGS, MAIN], {
    env: {
      PATH: process.env.PATH ?? "",
      HOME: folder,
      HOST: "127.0.0.1",
      PORT: "0",
      CANDOR_DATA: folder,
      CANDOR_SIGN_INS_PER_MINUTE: "10000",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const endWithMe = () => child.kill("SIGKILL");
  process.once("exit", endWithMe);
  return {
    address: await readAddress(child),
    async stop() {
      process.off("exit", endWithMe);
      if (child.exitCode === null && child.signalCode === null) {
        const gone = once(child, "exit");
        child.kill("SIGTERM");
        await gone;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function readAddress(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error("the server has no output");
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /https?:\/\/(?:127\.0\.0\.1|localhost):\d+/.exec(line)?.[0];
    if (!address) continue;
    child.stdout.resume(); // nobody reads the rest, and a full pipe would stop the server
    return address;
  }
  throw new Error("the server ended before it was ready");
}
