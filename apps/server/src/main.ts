import { parseArgs } from "node:util";
import { ConfigError, loadConfig } from "./config.ts";
import { createLog, type Log } from "./http/log.ts";
import { type RunningServer, startServer } from "./start-server.ts";

const STOP_SECONDS = 20; // for what is on its way to disk; whoever supervises us waits about as long

try {
  const { services = process.env.CANDOR_SERVICES } = parseArgs({ options: { services: { type: "string" } } }).values;
  const config = loadConfig({ ...process.env, CANDOR_SERVICES: services });
  const log = createLog(
    config.logLevel,
    (line) => process.stdout.write(line),
    () => new Date(),
  );
  // To whoever started it, and never to the log: whoever has it can read what was mailed to people.
  const server = await startServer(config, log, (link) =>
    console.log(
      `\n  No mail server is set, so mails stay here. Read them on this machine, by a link that is good once: ${link}\n`,
    ),
  );
  stopOnSignals(server, log);
  exitOnFaults(server, log);
  log.info("ready", { address: server.address, ready_ms: Math.round(performance.now()) });
  console.log(`\n  Candor is ready: ${server.address}\n`);
  // To whoever started it, and never to the log: whoever has it owns the workspace.
  if (server.setupLink !== null) console.log(`  To begin a workspace, open within 7 days, once: ${server.setupLink}\n`);
} catch (error) {
  // Both are written for whoever starts the server; a stack would only bury the sentence.
  console.error(error instanceof ConfigError ? error.message : `Candor cannot start: ${sentences(error)}`);
  process.exitCode = 1;
}

function stopOnSignals(server: RunningServer, log: Log): void {
  let stopping = false;
  const onSignal = (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info("stopping", { signal });
    void stop(server, log, 0);
  };
  process.on("SIGTERM", onSignal);
  process.on("SIGINT", onSignal);
}

// After a fault that nobody caught nobody knows what holds any more. What was acknowledged is on disk, so the safe way
// on is a new process; what is unacknowledged is sent again.
function exitOnFaults(server: RunningServer, log: Log): void {
  let faulted = false;
  const onFault = (fault: unknown) => {
    log.error("a fault that nothing caught; the server ends", fault);
    if (faulted) return;
    faulted = true;
    void stop(server, log, 1);
  };
  process.on("uncaughtException", onFault);
  process.on("unhandledRejection", onFault);
}

async function stop(server: RunningServer, log: Log, exitCode: number): Promise<void> {
  const deadline = setTimeout(() => {
    log.error("stopping took too long; something may not be on disk", undefined);
    process.exit(1);
  }, STOP_SECONDS * 1000);
  deadline.unref();
  try {
    await server.stop();
    log.info("stopped");
    process.exit(exitCode);
  } catch (error) {
    log.error("something could not be brought to disk", error);
    process.exit(1);
  }
}

function sentences(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
