// `npx candor …` or `node scripts/candor.mjs …`: the command line for whoever hosts Candor, on the project's Node.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { install } from "./install.mjs";
import { findNode26, node26Environment, root } from "./node-26.mjs";

const care = join(root, "apps", "server", "dist", "care.js");
// What asks a Candor somewhere needs no server here.
const REMOTE =
  /^(sign-in|sign-out|people|add|agenda|actions|act|done|import|export|mcp|completions|help|--help|-h|--version|-V)$/;
const isRemote = REMOTE.test(process.argv[2] ?? "help") && !process.argv.includes("--with-every-page");
if (!isRemote && existsSync(join(root, "package-lock.json"))) {
  install();
  const { build } = await import("./build.mjs");
  build({ only: "server" });
}
const node = findNode26();
if (!node || (!isRemote && !existsSync(care))) {
  console.error("The server's programs are missing; run `npm run build -- --force` to see why.");
  process.exit(1);
}
const child = spawn(node, [join(root, "apps", "cli", "src", "candor.ts"), ...process.argv.slice(2)], {
  cwd: process.env.INIT_CWD ?? process.cwd(),
  env: { CANDOR_DATA: join(root, "data"), ...node26Environment(), CANDOR_CARE: care },
  stdio: "inherit",
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
