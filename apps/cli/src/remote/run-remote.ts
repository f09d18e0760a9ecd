import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline/promises";
import { buffer } from "node:stream/consumers";
import { forTerminal, jsonLine } from "../for-terminal.ts";
import { tellFault } from "../tell-fault.ts";
import { type Api, apiOf, askServer, Refused } from "./ask-server.ts";
import { completions } from "./completions.ts";
import { type Credentials, forgetCredentials, keepCredentials, readCredentials } from "./credentials.ts";
import { doRemote, type Told } from "./do-remote.ts";
import type { RemoteCommand } from "./remote-command.ts";
import { serveMcp } from "./serve-mcp.ts";
import { signIn } from "./sign-in.ts";

const REFUSED = 1;

/** @returns what the process exits with. */
export async function runRemote(command: RemoteCommand): Promise<number> {
  try {
    await run(command, (line) => void process.stdout.write(`${line}\n`));
    return 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EPIPE") return 0;
    if (!(error instanceof Refused)) throw error;
    tellFault(error.message + hintAt(error.problem), {
      json: "json" in command && command.json,
      problem: error.problem,
    });
    return REFUSED;
  }
}

function hintAt(problem: string | null): string {
  if (problem === "scope_missing") return " Sign in once more to let this machine do it too.";
  if (problem !== "token_void") return "";
  return process.env.CANDOR_TOKEN === undefined ? " Sign in once more." : " Put another one into CANDOR_TOKEN.";
}

async function run(command: RemoteCommand, say: (line: string) => void): Promise<void> {
  if (command.command === "completions") {
    say(completions(command.shell));
    return;
  }
  if (command.command === "sign-in") {
    const credentials = await signIn(command.address, { say: (line) => console.error(line), pause });
    const file = await keepCredentials(process.env, credentials).catch(async (fault: unknown) => {
      await endToken(credentials).catch(() => undefined); // nobody has it
      throw fault;
    });
    say(command.json ? JSON.stringify({ address: credentials.address, file }) : `Signed in. The token is in ${file}.`);
    return;
  }
  const credentials = await readCredentials(process.env);
  if (!credentials) throw new Refused("Sign in first: candor sign-in https://candor.example.org");
  if (command.command === "sign-out") {
    await endToken(credentials).catch((error: unknown) => {
      if (!(error instanceof Refused) || error.problem !== "token_void") throw error; // it has ended already
    });
    await forgetCredentials(process.env);
    say(command.json ? "{}" : "Signed out: the token opens nothing any more.");
    return;
  }
  if (command.command === "mcp") return serveMcp(credentials, process.stdin, say, hintAt);
  const told = await tell(apiOf(credentials, pause), command).catch((fault: unknown) => {
    // As an answer that is not what this version reads: every other fault that is foreseen has its sentence.
    if (!(fault instanceof TypeError || fault instanceof RangeError)) throw fault;
    throw new Refused(
      `${credentials.address} answered otherwise than this command can read (${fault.message}). The two may be of different versions; update the older one.`,
    );
  });
  if (told && (command.json || told.lines.length > 0))
    say(command.json ? jsonLine(told.data) : forTerminal(told.lines.join("\n")));
  if (told?.notDone !== undefined) throw told.notDone;
}

function endToken({ address, secret }: Credentials): Promise<void> {
  return askServer(address, "/api/v1/me/token", { method: "DELETE", secret });
}

/** @returns null where what was asked for is on standard output already. */
async function tell(api: Api, command: Telling): Promise<Told | null> {
  // The two bring the readers of documents with them, which nothing else needs.
  if (command.command === "export") {
    const { exportPages } = await import("./export-pages.ts");
    const put = (bytes: Uint8Array) =>
      new Promise<void>((resolve, reject) =>
        process.stdout.write(bytes, (fault) => (fault ? reject(fault) : resolve())),
      );
    return exportPages(api, command, { today: Temporal.Now.plainDateISO().toString(), put });
  }
  if (command.command === "import") {
    const { importFile } = await import("./import-file.ts");
    const isThere = process.stdin.isTTY && command.file !== "-" && !command.json;
    const confirm = isThere ? askWhether : null;
    return importFile(api, command, { read: readBytes, confirm, now: () => Temporal.Now.instant() });
  }
  return doRemote(api, command);
}

type Telling = Exclude<RemoteCommand, { command: "sign-in" | "sign-out" | "mcp" | "completions" }>;

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return file === "-" ? await buffer(process.stdin) : await readFile(file);
  } catch (cause) {
    throw new Refused(`${file} could not be read: ${cause instanceof Error ? cause.message : String(cause)}.`);
  }
}

async function askWhether(lines: readonly string[]): Promise<boolean> {
  console.error(forTerminal(lines.join("\n")));
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  const ended = new Promise<string>((resolve) => asking.once("close", () => resolve(""))); // Ctrl+D is no answer
  try {
    return /^y(?:es)?$/i.test((await Promise.race([asking.question("Import it? [y/N] "), ended])).trim());
  } finally {
    asking.close();
  }
}
