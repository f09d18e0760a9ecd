import { workerData } from "node:worker_threads";
import { openBeside } from "./open-file.ts";
import type { WriterData } from "./writer-messages.ts";

// Moves the write-ahead log into the data file while the writer goes on committing to its end: SQLite lets both happen
// at once, from two connections. It lives for one checkpoint, for a thread at rest would cost megabytes.

const FEW_PAGES = 64; // which the writer moves between two commits without anybody waiting for it
const MOST_ROUNDS = 5;

const { path, synchronous } = workerData as WriterData;
const database = openBeside(path, synchronous);
try {
  const checkpoint = database.prepare("pragma wal_checkpoint(passive)");
  // What is committed while a round moves the log is left to the next, which is shorter for it.
  let moved = 0;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const upTo = Number(checkpoint.get()?.checkpointed ?? 0); // of the pages in the log
    const isFew = upTo - moved < FEW_PAGES;
    moved = upTo;
    if (isFew) break;
  }
} finally {
  database.close();
}
