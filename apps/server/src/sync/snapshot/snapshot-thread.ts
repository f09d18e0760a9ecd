import { parentPort } from "node:worker_threads";
import { readVolume } from "@candor/document/volume/year-volume.ts";
import { actInThread } from "../../api/act-in-thread.ts";
import { presentArtifact, presentPage, presentSealed } from "../../api/present-page.ts";
import { buildPage, encodeState } from "./build-page.ts";
import { changeArtifact } from "./change-artifact.ts";
import { changeSeries } from "./change-series.ts";
import { cutThings } from "./cut-things.ts";
import { makeSnapshot } from "./make-snapshot.ts";
import { mergeKept } from "./merge-kept.ts";
import { readPaper } from "./read-paper.ts";
import { projectVolumes, sealVolumes } from "./seal-volumes.ts";
import type { SnapshotAnswer, SnapshotReply, SnapshotRequest } from "./snapshot-messages.ts";
import { writePage } from "./write-page.ts";

// Documents are built here, one at a time, so that nobody's keystroke waits for one.

const port = parentPort;
if (port === null) throw new Error("snapshots are made in a worker thread");

port.on("message", (request: SnapshotRequest) => {
  const { id } = request;
  try {
    const made = answer(request);
    port.postMessage({ id, ...made } satisfies SnapshotReply, buffersOf(made));
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    port.postMessage({ id, type: "failed", message } satisfies SnapshotReply);
  }
});

function answer(request: SnapshotRequest): SnapshotAnswer {
  switch (request.type) {
    case "snapshot":
      return makeSnapshot(request.page, request.digests, request.volumes);
    case "state":
      return encodeState(request.page);
    case "seal":
      return sealVolumes(request.page, request.volumes, request.now);
    case "cut":
      return cutThings(request.page, request.ids);
    case "bring back":
      return mergeKept(request.page, request.kept);
    case "series":
      return changeSeries(request.page, request.change, request.clientId);
    case "artifact":
      return changeArtifact(request.page, request.change, request.clientId);
    case "paper":
      return readPaper(request.page, request.facts);
    case "write":
      return writePage(request.page, request.change, request.clientId);
    case "act":
      return actInThread(request.page, request.clientId, request.request);
    case "present": {
      const built = buildPage(request.page);
      return built.type === "unsound" ? built : { type: "presented", contents: presentPage(built.doc) };
    }
    case "present years":
      return { type: "presented years", sealed: presentSealed(request.volumes.map(({ state }) => readVolume(state))) };
    case "present text": {
      const built = buildPage(request.page);
      return built.type === "unsound" ? built : { type: "presented text", ...presentArtifact(built.doc) };
    }
    case "project":
      return { type: "volumes", volumes: projectVolumes(request.volumes) };
  }
}

/** The large ones; the rest is copied. */
function buffersOf(made: SnapshotAnswer): ArrayBuffer[] {
  if (made.type === "made") return [made.made.state.buffer as ArrayBuffer];
  return made.type === "state" ? [made.state.buffer as ArrayBuffer] : [];
}
