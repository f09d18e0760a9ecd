import type { Digests, ProjectionChange } from "../../page/projection/changed-rows.ts";

/** A page as the log has it: a whole state and what was stored after it. */
export type LoggedPage = {
  /** null where there is none yet */
  state: Uint8Array | null;
  /** oldest first, one after the other */
  tail: Uint8Array;
  /** bytes of each update in `tail` */
  lengths: Uint32Array;
};

export type SnapshotRequest =
  /** everything a snapshot and the projection need */
  | { type: "snapshot"; id: number; page: LoggedPage; digests: Digests }
  /** the whole state alone */
  | { type: "state"; id: number; page: LoggedPage };

export type MadeSnapshot = {
  state: Uint8Array;
  /** as Yjs encodes it */
  stateVector: Uint8Array;
  schemaVersion: number;
  projection: ProjectionChange;
};

export type SnapshotReply =
  | { type: "made"; id: number; made: MadeSnapshot }
  | { type: "state"; id: number; state: Uint8Array }
  /** the log holds something that is no sound page; `reason` names the part, never the content */
  | { type: "unsound"; id: number; reason: string }
  | { type: "failed"; id: number; message: string };
