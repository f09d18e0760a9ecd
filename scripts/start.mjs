// `npm start`: installs and builds what is missing, then runs the server until it is told to stop.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { install } from "./install.mjs";
import { findNode26, node26Environment, root, SERVER_FLAGS } from "./node-26.mjs";

install();
const { build } = await import("./build.mjs");
build();

const main = join(root, "apps", "server", "dist", "main.js");
const node = findNode26();
if (!node || !existsSync(main)) {
  console.error("There is no server to start; run `npm run build -- --force` to see why.");
  process.exit(1);
}
const server = spawn(node, [...SERVER_FLAGS, main, ...process.argv.slice(2)], {
  cwd: process.env.INIT_CWD ?? root,
  env: { CANDOR_DATA: join(root, "data"), ...node26Environment() },
  stdio: "inherit",
});
// A terminal's Ctrl+C reaches the server by itself as well; being told twice does it no harm.
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => server.kill(signal));
server.on("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
