// Puts a brotli and a gzip twin beside every file of a build that gets smaller by it, so that serving costs no time.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const COMPRESSIBLE = new Set([".css", ".html", ".js", ".json", ".svg", ".txt", ".wasm", ".webmanifest"]);
const LEAST_BYTES = 512; // below it the answer fits one packet anyway

export function compressFiles(directory) {
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !COMPRESSIBLE.has(extname(path))) continue;
    const content = readFileSync(path);
    if (content.length < LEAST_BYTES) continue;
    const twins = [
      [".br", brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } })],
      [".gz", gzipSync(content, { level: constants.Z_BEST_COMPRESSION })],
    ];
    for (const [ending, twin] of twins) if (twin.length < content.length) writeFileSync(path + ending, twin);
  }
}
