import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../../apps/server/dist/main.js", import.meta.url));
const SET_CLOCK = new URL("./set-server-clock.ts", import.meta.url).href;
const READY_WITHIN_MILLISECONDS = 20_000; // on a machine that does much else

/** The real server as `npm run build` made it, on a free port with data of its own. */
export class CandorServer {
  /** where people reach it; stays the same over restarts */
  url = "";
  readonly dataDirectory: string;
  /** how far its clock is to go ahead of the machine's from its next start on */
  aheadMilliseconds: number;
  /** from its next start on it does in a second what it does in ten minutes or later */
  isHurrying = false;
  readonly #environment: Readonly<Record<string, string>>;
  #process: ChildProcess | null = null;
  #said = "";

  private constructor(dataDirectory: string, environment: Readonly<Record<string, string>>, ahead: number) {
    this.dataDirectory = dataDirectory;
    this.#environment = environment;
    this.aheadMilliseconds = ahead;
  }

  /** @param dataDirectory left out: a new temporary one. */
  static async start({
    dataDirectory,
    environment = {},
    aheadMilliseconds = 0,
  }: {
    dataDirectory?: string;
    environment?: Record<string, string>;
    aheadMilliseconds?: number;
  } = {}): Promise<CandorServer> {
    const directory = dataDirectory ?? (await mkdtemp(join(tmpdir(), "candor-e2e-")));
    const server = new CandorServer(directory, environment, aheadMilliseconds);
    await server.restart();
    return server;
  }

  get pid(): number {
    const pid = this.#process?.pid;
    if (pid === undefined) throw new Error("the server is not running");
    return pid;
  }

  /** Everything it printed, for a test that fails. */
  get output(): string {
    return this.#said;
  }

  get isRunning(): boolean {
    return this.#process !== null && this.#process.exitCode === null && this.#process.signalCode === null;
  }

  /** Ends it as a power cut would: nothing of its own runs any more. */
  async kill(): Promise<void> {
    await this.#end("SIGKILL");
  }

  async restart(): Promise<void> {
    if (this.isRunning) await this.#end("SIGTERM");
    // The tests run on the Node that the server needs.
    const clock = this.aheadMilliseconds === 0 && !this.isHurrying ? [] : ["--import", SET_CLOCK];
    const child = spawn(process.execPath, ["--enable-source-maps", ...clock, MAIN], {
      env: {
        PATH: process.env.PATH ?? "",
        HOME: this.dataDirectory,
        CANDOR_DATA: this.dataDirectory,
        CANDOR_SIGN_INS_PER_MINUTE: "10000",
        PORT: this.url === "" ? "0" : new URL(this.url).port,
        ...(clock.length > 0 && { AHEAD_MILLISECONDS: String(this.aheadMilliseconds) }),
        ...(this.isHurrying && { IS_HURRYING: "yes" }),
        CANDOR_LINK_TITLES: "off", // what stands in a test's links is nowhere; the flow about links has places of its own
        ...this.#environment,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#process = child;
    this.url = await this.#ready(child);
  }

  async stop(): Promise<void> {
    if (this.isRunning) await this.#end("SIGTERM");
    await rm(this.dataDirectory, { recursive: true, force: true });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    if (!child || !this.isRunning) return;
    const exited = once(child, "exit");
    child.kill(signal);
    await exited;
  }

  #ready(child: ChildProcess): Promise<string> {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const fail = (why: string) => reject(new Error(`${why}; it said:\n${this.#said}`));
    const timer = setTimeout(() => fail("the server was not ready in time"), READY_WITHIN_MILLISECONDS);
    let printed = "";
    const listen = (chunk: Buffer) => {
      printed += chunk.toString();
      this.#said += chunk.toString();
      const address = /"message":"ready","address":"([^"]+)"/.exec(printed)?.[1];
      if (address) resolve(this.#environment.CANDOR_ORIGIN ?? address);
    };
    child.stdout?.on("data", listen);
    child.stderr?.on("data", listen);
    child.once("exit", (code) => fail(`the server ended with ${code}`));
    return promise.finally(() => clearTimeout(timer));
  }
}
