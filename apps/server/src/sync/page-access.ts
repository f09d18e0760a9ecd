export type HeldAccess = { member: "a" | "b"; name: string; write: boolean };

/** Who may open a page: decided from membership rows, never from a document. */
export type PageAccess = {
  /** @returns null where there is no such page or the user is no member of it: the caller cannot tell which. */
  accessTo(page: string, userId: string): Promise<HeldAccess | null>;
  /** The same for many, in the order in which they are given. */
  accessToAll(asked: readonly { page: string; userId: string }[]): Promise<(HeldAccess | null)[]>;
  /** Calls back when access of somebody to a page may have changed; its channels are closed and come back. */
  onChange(changed: (page: string) => void): () => void;
};

/** `session`: what ends the socket when it ends; left out where nothing does. */
export type SocketOwner = { userId: string; session?: string };

/** Who stands behind an upgrade request; null: not signed in. */
export type SocketIdentity = (request: { headers: Headers }) => Promise<SocketOwner | null>;
