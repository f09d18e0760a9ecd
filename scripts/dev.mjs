// `npm run dev`: the server from its TypeScript source, started anew when it changes, and the web app from vite, which
// passes /api and /sync on to it.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { install } from "./install.mjs";
import { node26Environment, root } from "./node-26.mjs";

install();
// What the server prints and the links it makes lead to vite, which passes on what it does not serve in the server's name.
const CANDOR_ORIGIN = "http://127.0.0.1:5173,http://127.0.0.1:4321";
const env = { CANDOR_DATA: join(root, "data"), CANDOR_ORIGIN, ...node26Environment(), NODE_ENV: "development" };
const children = [
  spawn("node", ["--watch", "--watch-preserve-output", "src/main.ts"], {
    cwd: join(root, "apps", "server"),
    env,
    stdio: "inherit",
  }),
  spawn("vite", [], { cwd: join(root, "apps", "web"), env, stdio: "inherit", shell: process.platform === "win32" }),
];

let stopping = false;
function stop(code) {
  if (stopping) return;
  stopping = true;
  process.exitCode = code;
  for (const child of children) child.kill("SIGTERM");
}
for (const child of children) {
  child.on("error", (error) => {
    console.error(error.message);
    stop(1);
  });
  child.on("exit", (code) => stop(code ?? 0));
}
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => stop(0));
