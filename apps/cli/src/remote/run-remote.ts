import { apiOf, askServer, Refused } from "./ask-server.ts";
import { completions } from "./completions.ts";
import { forgetCredentials, keepCredentials, readCredentials } from "./credentials.ts";
import { doRemote } from "./do-remote.ts";
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
    if (!(error instanceof Refused)) throw error;
    console.error(error.message);
    return REFUSED;
  }
}

async function run(command: RemoteCommand, say: (line: string) => void): Promise<void> {
  if (command.command === "completions") {
    say(completions(command.shell));
    return;
  }
  if (command.command === "sign-in") {
    const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
    const credentials = await signIn(command.address, { say: (line) => console.error(line), pause });
    const file = await keepCredentials(process.env, credentials);
    say(command.json ? JSON.stringify({ address: credentials.address, file }) : `Signed in. The token is in ${file}.`);
    return;
  }
  const credentials = await readCredentials(process.env);
  if (!credentials) throw new Refused("Sign in first: candor sign-in https://candor.example.org");
  if (command.command === "sign-out") {
    const { address, secret } = credentials;
    await askServer(address, "/api/v1/me/token", { method: "DELETE", secret }).catch((error: unknown) => {
      if (!(error instanceof Refused) || error.problem !== "token_void") throw error; // it has ended already
    });
    await forgetCredentials(process.env);
    say(command.json ? "{}" : "Signed out: the token opens nothing any more.");
    return;
  }
  if (command.command === "mcp") return serveMcp(credentials, process.stdin, say);
  const { lines, data } = await doRemote(apiOf(credentials), command);
  say(command.json ? JSON.stringify(data) : lines.join("\n"));
}
