import { open, readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";

/** What is looked for, by a name of its own. */
export type Needles = Readonly<Record<string, readonly Buffer[]>>;
/** How often each was found. */
export type Found = Record<string, number>;

const CHUNK_BYTES = 16 * 1024 * 1024;
/** longer than any needle, so that one that lies across two chunks is found */
const OVERLAP_BYTES = 1024;

export function noneFound(needles: Needles): Found {
  return Object.fromEntries(Object.keys(needles).map((name) => [name, 0]));
}

/** Counts in all files of a folder and below. @returns how many bytes were read, too: none is no search. */
export async function searchFolder(folder: string, needles: Needles): Promise<{ found: Found; bytes: number }> {
  const [found, paths] = [noneFound(needles), await filesIn(folder)];
  let bytes = 0;
  for (const path of paths) {
    const file = await open(path).catch(() => null); // may have gone meanwhile, as temporary files do
    if (!file) continue;
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    for (let at = 0; ; at += CHUNK_BYTES - OVERLAP_BYTES) {
      const { bytesRead } = await file.read(chunk, 0, CHUNK_BYTES, at);
      count(chunk.subarray(0, bytesRead), needles, found, at === 0 ? 0 : OVERLAP_BYTES);
      bytes += bytesRead;
      if (bytesRead < CHUNK_BYTES) break;
    }
    await file.close();
  }
  return { found, bytes };
}

/** Counts in all that a process has in memory, which is what a core dump would hold. It stands still meanwhile. */
export async function searchMemory(pid: number, needles: Needles): Promise<{ found: Found; bytes: number }> {
  const found = noneFound(needles);
  let bytes = 0;
  process.kill(pid, "SIGSTOP");
  try {
    const maps = await readFile(`/proc/${pid}/maps`, "utf8");
    const memory = await open(`/proc/${pid}/mem`);
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    for (const line of maps.split("\n")) {
      const [, from, to, readable] = /^([0-9a-f]+)-([0-9a-f]+) (r|-)/.exec(line) ?? [];
      if (from === undefined || readable !== "r" || /\[v(var|syscall|var_vclock)\]/.test(line)) continue;
      const end = BigInt(`0x${to}`);
      let kept = 0; // of what was read before it, for what lies across
      for (let at = BigInt(`0x${from}`); at < end; ) {
        const length = Math.min(CHUNK_BYTES - kept, Number(end - at));
        const read = await memory.read(chunk, kept, length, at).catch(() => ({ bytesRead: 0 }));
        if (read.bytesRead === 0) {
          kept = 0;
          at += BigInt(4096); // a page that nothing stands behind
          continue;
        }
        count(chunk.subarray(0, kept + read.bytesRead), needles, found, kept);
        bytes += read.bytesRead;
        at += BigInt(read.bytesRead);
        const filled = kept + read.bytesRead;
        kept = Math.min(OVERLAP_BYTES, filled);
        chunk.copyWithin(0, filled - kept, filled);
      }
    }
    await memory.close();
  } finally {
    process.kill(pid, "SIGCONT");
  }
  return { found, bytes };
}

export function searchText(text: string, needles: Needles): { found: Found; bytes: number } {
  const [found, bytes] = [noneFound(needles), Buffer.from(text)];
  count(bytes, needles, found, 0);
  return { found, bytes: bytes.length };
}

/** @param seen how many of the first bytes were counted with the chunk before; what ends within them was found there. */
function count(bytes: Buffer, needles: Needles, found: Found, seen: number): void {
  for (const [name, words] of Object.entries(needles))
    for (const word of words)
      for (let at = bytes.indexOf(word); at >= 0; at = bytes.indexOf(word, at + 1))
        if (at + word.length > seen) found[name] = (found[name] ?? 0) + 1;
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true });
  const paths: string[] = [];
  for (const entry of entries) {
    const path = join(folder, entry);
    if ((await stat(path).catch(() => null))?.isFile()) paths.push(path);
  }
  return paths;
}
