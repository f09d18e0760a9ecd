import type { IncomingMessage } from "node:http";
import { PassThrough, type Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";

/** What `askSafely` makes faults of. */
export class TooLarge extends Error {}
export class BrokenOff extends Error {}

/** The whole of an answer, unpacked; nothing of it where it is not whole, or more than `most` bytes. */
export async function readText(answer: IncomingMessage, most: number): Promise<string> {
  const body = unpacked(answer);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > most) throw new TooLarge();
      chunks.push(chunk);
    }
  } finally {
    answer.destroy();
  }
  if (!answer.complete) throw new BrokenOff();
  return new TextDecoder().decode(Buffer.concat(chunks));
}

/** As much of an answer, unpacked, as `most` bytes hold; what comes after is not waited for. */
export async function readStart(answer: IncomingMessage, most: number): Promise<string> {
  const body = unpacked(answer);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      chunks.push(chunk.subarray(0, most - size));
      size += chunk.length;
      if (size >= most) break;
    }
  } finally {
    answer.destroy();
  }
  if (size < most && !answer.complete) throw new BrokenOff();
  return new TextDecoder().decode(Buffer.concat(chunks));
}

function unpacked(answer: IncomingMessage): Readable {
  const coding = (answer.headers["content-encoding"] ?? "identity").trim().toLowerCase();
  const unpack =
    coding === "gzip" || coding === "x-gzip"
      ? createGunzip()
      : coding === "deflate"
        ? createInflate()
        : coding === "br"
          ? createBrotliDecompress()
          : new PassThrough();
  answer.on("error", (error) => unpack.destroy(error));
  answer.on("aborted", () => unpack.destroy(new BrokenOff()));
  return answer.pipe(unpack);
}
