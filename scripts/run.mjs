// Runs an installed command on the project's Node 26: `node scripts/run.mjs vitest run packages/core`.
import { spawn } from "node:child_process";
import { node26Environment, root } from "./node-26.mjs";

const [command, ...args] = process.argv.slice(2);
if (!command) {
  console.error("usage: node scripts/run.mjs COMMAND [ARGUMENT ...]");
  process.exit(2);
}
const child = spawn(command, args, {
  cwd: process.env.INIT_CWD ?? root,
  env: node26Environment(),
  stdio: "inherit",
  shell: process.platform === "win32",
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.on("error", (error) => {
  console.error(`${command}: ${error.message}`);
  process.exit(1);
});
child.on("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
