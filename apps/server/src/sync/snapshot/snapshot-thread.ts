import { parentPort } from "node:worker_threads";
import { encodeState, makeSnapshot } from "./make-snapshot.ts";
import type { SnapshotReply, SnapshotRequest } from "./snapshot-messages.ts";

// Documents are built here, one at a time, so that nobody's keystroke waits for one.

const port = parentPort;
if (port === null) throw new Error("snapshots are made in a worker thread");

port.on("message", (request: SnapshotRequest) => {
  const reply = answer(request);
  port.postMessage(reply, buffersOf(reply));
});

function answer(request: SnapshotRequest): SnapshotReply {
  const { id } = request;
  try {
    if (request.type === "snapshot") {
      const verdict = makeSnapshot(request.page, request.digests);
      return verdict.type === "sound" ? { type: "made", id, made: verdict.made } : { ...verdict, id };
    }
    const verdict = encodeState(request.page);
    return verdict.type === "sound" ? { type: "state", id, state: verdict.state } : { ...verdict, id };
  } catch (error) {
    return { type: "failed", id, message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function buffersOf(reply: SnapshotReply): ArrayBuffer[] {
  if (reply.type === "made") return [reply.made.state.buffer, reply.made.stateVector.buffer] as ArrayBuffer[];
  return reply.type === "state" ? [reply.state.buffer as ArrayBuffer] : [];
}
