import { readSource } from "@candor/document/source/read-source.ts";
import { SourceFault } from "@candor/document/source/source-fault.ts";
import type { ReadFileAnswer, ReadFileQuestion } from "./read-file-question.ts";

// A file from elsewhere is taken apart here, where it can hold up nothing and reach nothing: what comes out is plain data.
self.addEventListener("message", ({ data }: MessageEvent<ReadFileQuestion>) => {
  self.postMessage(answer(data));
});

function answer({ name, bytes, page }: ReadFileQuestion): ReadFileAnswer {
  try {
    return { type: "read", source: readSource(name, new Uint8Array(bytes), page) };
  } catch (fault) {
    if (fault instanceof SourceFault) return { type: "failed", why: fault.reason, count: fault.count };
    return { type: "failed", why: fault instanceof RangeError ? "too_much" : "damaged" }; // its memory, or its stack
  }
}
