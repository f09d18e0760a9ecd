import { workerData } from "node:worker_threads";
import { openBeside } from "./open-file.ts";
import type { WriterData } from "./writer-messages.ts";

// Moves the write-ahead log into the data file while the writer goes on committing to its end: SQLite lets both happen
// at once, from two connections. It lives for one checkpoint, for a thread at rest would cost megabytes.

const { path, synchronous } = workerData as WriterData;
const database = openBeside(path, synchronous);
try {
  database.exec("pragma wal_checkpoint(passive)");
} finally {
  database.close();
}
