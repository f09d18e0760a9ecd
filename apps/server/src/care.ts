import type { CareCommand } from "@candor/protocol/care/care-command.ts";
import { runCare } from "./care/run-care.ts";

// What `candor` starts: one command as JSON in, sentences or JSON out. The database is known to the server alone.
try {
  process.exitCode = await runCare(JSON.parse(process.argv[2] ?? "null") as CareCommand, {
    env: process.env,
    now: () => new Date(),
    say: (line) => console.log(line),
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
