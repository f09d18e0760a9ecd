import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import type { CareCommand } from "@candor/protocol/care/care-command.ts";
import { help } from "./help.ts";
import { parseCommand } from "./parse-command.ts";
import { runRemote } from "./remote/run-remote.ts";
import { sayFileFault } from "./remote/say-file-fault.ts";
import { tellFault } from "./tell-fault.ts";

// Whoever reads the answer may have enough of it (`| head`): what is done is done.
process.stdout.on("error", (fault: NodeJS.ErrnoException) => {
  if (fault.code === "EPIPE") process.exit();
  tellFault(`The answer could not be written: ${sayFileFault(fault)}.`, { json: process.argv.includes("--json") });
  process.exit(1);
});

const MISTAKE = 2; // what shells take for "it was called wrongly"

const parsed = parseCommand(process.argv.slice(2));
if (parsed.type === "help") process.stdout.write(help(parsed.of));
else if (parsed.type === "version") process.stdout.write(`candor ${await version()}\n`);
else if (parsed.type === "mistake") {
  tellFault(`${parsed.what}\n\`candor help\` lists what there is.`, { json: process.argv.includes("--json") });
  process.exitCode = MISTAKE;
} else if (parsed.type === "remote") process.exitCode = await runRemote(parsed.command);
else process.exitCode = await care(parsed.command);

/** The database is the server's: the server's own program does it, in a process of its own. */
async function care(command: CareCommand): Promise<number> {
  const program = process.env.CANDOR_CARE;
  if (program === undefined) throw new Error("CANDOR_CARE names no program; start this through scripts/candor.mjs");
  const child = spawn(process.execPath, [program, JSON.stringify(command)], { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
  const [code] = (await once(child, "exit")) as [number | null];
  return code ?? 1;
}

async function version(): Promise<string> {
  const manifest = await readFile(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}
