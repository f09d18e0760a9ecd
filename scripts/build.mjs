// Builds the web app and the server, each only if something it is made from has changed: `npm run build [-- --force]`.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { compressFiles } from "./compress-files.mjs";
import { install } from "./install.mjs";
import { node26Environment, root } from "./node-26.mjs";

const stamps = join(root, ".build");
const PACKAGES = ["core", "document", "protocol", "notebook", "integrations"].map((name) => `packages/${name}`);
const ALL = ["package-lock.json", "tsconfig.base.json", "scripts/build.mjs", "scripts/compress-files.mjs", ...PACKAGES];

const PARTS = [
  { name: "web", sources: [...ALL, "apps/web"], after: compressFiles },
  { name: "server", sources: [...ALL, "apps/server"], after: () => {} },
  { name: "extension", sources: ["package-lock.json", "scripts/build.mjs", "apps/extension"], after: () => {} },
];

const TITLES = { web: "web app", extension: "browser extension" };

/**
 * @param only the name of the one part that is wanted; null: all.
 * @returns what was built; nothing where all was up to date.
 */
export function build({ force = false, only = null } = {}) {
  const built = [];
  for (const { name, sources, after } of PARTS) {
    if (only !== null && name !== only) continue;
    const directory = join(root, "apps", name);
    const dist = join(directory, "dist");
    const stamp = join(stamps, `built-${name}`);
    const hash = hashSources(sources);
    if (!force && existsSync(dist) && existsSync(stamp) && readFileSync(stamp, "utf8") === hash) continue;
    console.error(`Building the ${TITLES[name] ?? name} …`);
    rmSync(stamp, { force: true });
    runVite(directory);
    after(dist);
    mkdirSync(stamps, { recursive: true });
    writeFileSync(stamp, hash);
    built.push(name);
  }
  return built;
}

function runVite(directory) {
  const vite = join(root, "node_modules", ".bin", process.platform === "win32" ? "vite.cmd" : "vite");
  const { status } = spawnSync(vite, ["build", "--logLevel", "warn"], {
    cwd: directory,
    env: { ...node26Environment(), NODE_ENV: "production" },
    stdio: ["inherit", 2, 2], // standard output is for what a command answers, such as `candor chat slack > manifest.json`
    shell: process.platform === "win32",
  });
  if (status === 0) return;
  console.error(`${directory} could not be built; vite's own words are above.`);
  process.exit(status ?? 1);
}

function hashSources(sources) {
  const hash = createHash("sha256");
  for (const source of sources)
    for (const path of listFiles(join(root, source))) hash.update(path).update(readFileSync(path));
  return hash.digest("hex");
}

// Tests and what a build leaves behind change nothing in the result.
const IGNORED = /(^|[\\/])(node_modules|dist|testing)([\\/]|$)|\.test\.tsx?$/;

function listFiles(path) {
  if (!existsSync(path)) return [];
  if (path.endsWith(".json") || path.endsWith(".mjs")) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !IGNORED.test(file.slice(path.length)))
    .sort();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  install();
  const built = build({ force: process.argv.includes("--force") });
  if (built.length === 0) console.log("Everything is built already.");
}
