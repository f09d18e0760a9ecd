// `npm run seed`: fills an empty data folder with a demo world; `npm run seed -- --add` puts it beside what is there.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { install } from "./install.mjs";
import { findNode26, node26Environment, root } from "./node-26.mjs";

install();
const node = findNode26();
if (!node) {
  console.error("Node 26 is missing; npm ci should have brought it.");
  process.exit(1);
}
const seed = spawn(node, [join(root, "apps", "server", "src", "seed.ts"), ...process.argv.slice(2)], {
  cwd: process.env.INIT_CWD ?? root,
  env: { CANDOR_DATA: join(root, "data"), ...node26Environment() },
  stdio: "inherit",
});
seed.on("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
