// Brings node_modules up to the lockfile, if it is not there already. Runs on any Node from 20.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findNode26, root } from "./node-26.mjs";

const lockfile = join(root, "package-lock.json");
const installed = join(root, "node_modules", ".candor-installed-lock.json"); // what the last install was made from

export function install() {
  if (findNode26() && existsSync(installed) && readFileSync(installed, "utf8") === readFileSync(lockfile, "utf8"))
    return;
  console.error("Installing what the lockfile names …");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  // Packages that want a newer Node than the machine's are right: they run on the Node that is being installed.
  const result = spawnSync(npm, ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["inherit", 2, 2],
    shell: process.platform === "win32",
  });
  if (result.status !== 0) {
    console.error("npm ci failed; its own words are above.");
    process.exit(1);
  }
  copyFileSync(lockfile, installed);
}
