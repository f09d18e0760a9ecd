import type { DocumentKind } from "@candor/document/document-kind.ts";
import type { StoredUpdate } from "../page-log.ts";
import type { LoggedPage } from "./logged-page.ts";

/** One buffer instead of thousands, to cross to the thread. */
export function packPage(
  state: Uint8Array | null,
  tail: readonly StoredUpdate[],
  kind: DocumentKind = "page",
): LoggedPage {
  const lengths = Uint32Array.from(tail, ({ update }) => update.length);
  const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0));
  let offset = 0;
  for (const { update } of tail) {
    bytes.set(update, offset);
    offset += update.length;
  }
  return { kind, state, tail: bytes, lengths };
}
