import type { DocumentKind } from "@candor/document/document-kind.ts";

/** A document as the log has it: a whole state and what was stored after it. */
export type LoggedPage = {
  kind: DocumentKind;
  /** null where there is none yet */
  state: Uint8Array | null;
  /** oldest first, one after the other */
  tail: Uint8Array;
  /** bytes of each update in `tail` */
  lengths: Uint32Array;
};
