import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Samples } from "./samples.ts";

const BYTES = 4096; // a page of a write-ahead log

/**
 * What the machine itself takes to put a few bytes on disk, with nothing around it: a write at the end of a file and a
 * sync of its data, one after the other. No edit that is stored before anybody is told can be quicker.
 */
export function timeAppend(count = 1000): Samples {
  const path = join(tmpdir(), `candor-append-${process.pid}`);
  const file = openSync(path, "w");
  const bytes = Buffer.alloc(BYTES);
  const samples = new Samples();
  try {
    for (let done = 0; done < count; done += 1) {
      const began = performance.now();
      writeSync(file, bytes);
      fdatasyncSync(file);
      samples.add(performance.now() - began);
    }
  } finally {
    closeSync(file);
    rmSync(path);
  }
  return samples;
}
