import { parentPort, workerData } from "node:worker_threads";
import { readSource } from "@candor/document/source/read-source.ts";
import { SourceFault } from "@candor/document/source/source-fault.ts";
import type { ReadFileAnswer, ReadFileQuestion } from "./read-file.ts";

// A file from elsewhere is taken apart here, under an allowance: what comes out is plain data.

parentPort?.postMessage(answer(workerData as ReadFileQuestion));

function answer({ name, bytes, page }: ReadFileQuestion): ReadFileAnswer {
  try {
    return { type: "read", source: readSource(name, bytes, page) };
  } catch (fault) {
    if (fault instanceof SourceFault) return { type: "failed", why: fault.reason, count: fault.count };
    return { type: "failed", why: fault instanceof RangeError ? "too_much" : "damaged" }; // its memory, or its stack
  }
}
