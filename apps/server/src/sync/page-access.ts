import type { CoWriterId, MemberId } from "@candor/core/person/member.ts";

/** Who somebody is in a document: a seat of a page, or one of those who take part in an artifact. */
export type DocumentMember = MemberId | CoWriterId;

export type HeldAccess = {
  member: DocumentMember;
  name: string;
  write: boolean;
  /** ISO instant from which on it is less, without anything else changing; left out: there is none */
  until?: string;
};

export type AskedAccess = { page: string; userId: string; session?: string };

/** Who may open a document, a page or an artifact: decided from rows of its kind, never from the document. */
export type PageAccess = {
  /** @returns null where there is no such page or the user is no member of it: the caller cannot tell which. */
  accessTo(page: string, userId: string): Promise<HeldAccess | null>;
  /**
   * The same for many, in the order in which they are given.
   *
   * @param asked `session`: null also where that session has ended; left out: nobody asks after one.
   */
  accessToAll(asked: readonly AskedAccess[]): Promise<(HeldAccess | null)[]>;
  /**
   * What `accessToAll` found after one answer still holds at the next if both are the same, up to its `until`. It may
   * move for nothing.
   */
  changeMark(): Promise<number>;
  /** Calls back when access of somebody to a page may have changed; its channels are closed and come back. */
  onChange(changed: (page: string) => void): () => void;
};

/** `session`: what ends the socket when it ends; left out where nothing does. */
export type SocketOwner = { userId: string; session?: string };

/** Who stands behind an upgrade request; null: not signed in. */
export type SocketIdentity = (request: { headers: Headers }) => Promise<SocketOwner | null>;
