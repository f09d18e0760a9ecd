/** How a field lies on the wire; PROTOCOL.md says it in words. */
export type FieldValues = {
  number: number;
  /** at most 64 bytes of ASCII */
  id: string;
  bytes: Uint8Array;
  list: Uint8Array[];
  storage: "ok" | "unavailable";
  access: "write" | "read";
};

export type FieldKind = keyof FieldValues;

export type MessageTable = Readonly<Record<string, Readonly<Record<string, FieldKind>>>>;

/** The bytes of every message: its number is its place in the table, its fields follow in this order. */
export const CLIENT_MESSAGES = {
  hello: { protocolVersion: "number", schemaVersion: "number" },
  open: { channel: "number", page: "id", session: "id", clientId: "number", epoch: "number", haveSeq: "number" },
  push: { channel: "number", session: "id", cseq: "number", update: "bytes" },
  awareness: { channel: "number", update: "bytes" },
  adopt: { channel: "number", session: "id", clientId: "number" },
  close: { channel: "number" },
} as const satisfies MessageTable;

export const SERVER_MESSAGES = {
  welcome: { protocolVersion: "number", schemaVersion: "number", storage: "storage" },
  opened: {
    channel: "number",
    epoch: "number",
    seq: "number",
    storedCseq: "number",
    access: "access",
    snapshot: "bytes",
    updates: "list",
    voucher: "bytes",
  },
  ack: { channel: "number", session: "id", cseq: "number", seq: "number", vouched: "number", voucher: "bytes" },
  update: { channel: "number", seq: "number", update: "bytes", voucher: "bytes" },
  awareness: { channel: "number", update: "bytes" },
  adopted: { channel: "number", session: "id", storedCseq: "number" },
  refused: { channel: "number", session: "id", cseq: "number", code: "number" },
  storage: { storage: "storage" },
} as const satisfies MessageTable;

/** The bytes of what a device gives back to a server that was restored from a backup; not on the socket. */
export const KEPT_MESSAGES = {
  /** each a `part` */
  kept: { parts: "list" },
  part: { voucher: "bytes", updates: "list" },
} as const satisfies MessageTable;
