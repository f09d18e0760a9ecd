import { type Peer, peer } from "@candor/document/testing/two-peers.ts";
import type { Database } from "../../../database/open-database.ts";

export type LoggedPeer = Peer & {
  /** Appends everything edited since the last time, each change a row, and returns the newest sequence number. */
  save(at: string): Promise<number>;
  /** What was edited since never reaches the log. */
  loseUnsaved(): void;
};

/** A person whose edits go into the log of a page, as if pushed. */
export function loggedPeer(database: Database, page: string, member: "a" | "b", clientId: number): LoggedPeer {
  const { doc, editor } = peer(member, clientId);
  const unsaved: Uint8Array[] = [];
  let cseq = 0;
  doc.on("update", (update: Uint8Array, _origin: unknown, _doc: unknown, transaction: { local: boolean }) => {
    if (transaction.local) unsaved.push(update);
  });
  return {
    doc,
    editor,
    loseUnsaved() {
      unsaved.length = 0;
    },
    async save(at) {
      const entries = unsaved.splice(0).map((update) => {
        cseq += 1;
        return { page, session: `session-${clientId}`, cseq, clientId, userId: `user-${member}`, member, at, update };
      });
      return (await database.log.append(entries)).at(-1) ?? 0;
    },
  };
}
