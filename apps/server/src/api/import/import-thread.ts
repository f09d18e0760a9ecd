import { parentPort, workerData } from "node:worker_threads";
import { type ImportTask, importInThread } from "./import-in-thread.ts";

// What somebody sent is read here, where it can hold up nobody, and then this thread ends.

parentPort?.postMessage(importInThread(workerData as ImportTask));
