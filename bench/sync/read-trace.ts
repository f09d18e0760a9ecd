import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";

/** A system call as strace saw it, its place in the trace at its beginning and its end. */
export type Call = { name: string; file: string; bytes: Buffer; begin: number; end: number };

const WATCHED = /^(write|writev|pwrite64|fsync|fdatasync|sendmsg|sendto)$/;

/**
 * Reads what `strace -f -yy -xx` wrote, calls that other threads interrupted put together again.
 *
 * @returns in the order in which they ended.
 */
export async function readTrace(path: string): Promise<Call[]> {
  const calls: Call[] = [];
  const unfinished = new Map<string, { text: string; begin: number }>();
  let place = 0;
  for await (const line of createInterface({ input: createReadStream(path) })) {
    place += 1;
    const [, thread = "", rest = ""] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
    if (rest.endsWith("<unfinished ...>")) {
      unfinished.set(thread, { text: rest.slice(0, -"<unfinished ...>".length), begin: place });
      continue;
    }
    const resumed = /^<\.\.\. \w+ resumed>\s?(.*)$/.exec(rest);
    const started = resumed ? unfinished.get(thread) : { text: "", begin: place };
    if (resumed) unfinished.delete(thread);
    const call = started && callOf(`${started.text}${resumed?.[1] ?? rest}`, started.begin, place);
    if (call) calls.push(call);
  }
  return calls;
}

function callOf(text: string, begin: number, end: number): Call | null {
  const [, name = "", file = ""] = /^(\w+)\(\d+<([^(]*?)>\s*[,)]/.exec(text) ?? [];
  if (!WATCHED.test(name) || / = -1 /.test(text)) return null;
  return { name, file: unescaped(file).toString(), bytes: bytesIn(text), begin, end };
}

/** Everything in quotes, which `-xx` writes as hexadecimal escapes. */
function bytesIn(text: string): Buffer {
  return Buffer.concat([...text.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map(([, escaped = ""]) => unescaped(escaped)));
}

function unescaped(text: string): Buffer {
  return text.startsWith("\\x") ? Buffer.from(text.replaceAll("\\x", ""), "hex") : Buffer.from(text);
}
