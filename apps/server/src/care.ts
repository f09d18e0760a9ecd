import type { CareCommand } from "@candor/protocol/care/care-command.ts";
import { runCare } from "./care/run-care.ts";

// What `candor` starts: one command as JSON in, sentences or JSON out. The database is known to the server alone.
const command = JSON.parse(process.argv[2] ?? "null") as CareCommand;
try {
  process.exitCode = await runCare(command, {
    env: process.env,
    now: () => new Date(),
    say: (line) => console.log(line),
  });
} catch (error) {
  const said = error instanceof Error ? error.message : String(error);
  console.error(command.json ? JSON.stringify({ error: said, problem: null }) : said);
  process.exitCode = 1;
}
