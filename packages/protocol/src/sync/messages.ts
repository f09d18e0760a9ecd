import { type Allocate, codecOf, decodeFrame, encodeFrame } from "./code-frame.ts";
import { CLIENT_MESSAGES, type FieldKind, type FieldValues, SERVER_MESSAGES } from "./message-tables.ts";

/**
 * What travels on the sync socket, one message a frame; PROTOCOL.md specifies the bytes. A channel is a number the
 * client gives to a page it opens, so that a keystroke need not repeat the page's id.
 */
export type ClientMessage =
  /** first on every socket */
  | { type: "hello"; protocolVersion: number; schemaVersion: number }
  /**
   * `session` (UUID) and `clientId` (Yjs) belong to this life of this tab, both new at every load.
   * `epoch`/`haveSeq`: what the client already holds; 0/0 asks for everything.
   */
  | { type: "open"; channel: number; page: string; session: string; clientId: number; epoch: number; haveSeq: number }
  /** `session` is another than the channel's own where a dead tab's outbox is sent on. `cseq` counts from 1 per session. */
  | { type: "push"; channel: number; session: string; cseq: number; update: Uint8Array }
  /** awareness as y-protocols encodes it, for the channel's own clientId alone */
  | { type: "awareness"; channel: number; update: Uint8Array }
  /** asks how far a session of mine has been stored, before its outbox is sent on */
  | { type: "adopt"; channel: number; session: string; clientId: number }
  | { type: "close"; channel: number };

export type ServerMessage =
  /** `schemaVersion`: of the page documents that the server knows; a page that names a newer one is not to be believed */
  | { type: "welcome"; protocolVersion: number; schemaVersion: number; storage: StorageState }
  /**
   * State of a page: apply `snapshot` and `updates` in one transaction. `snapshot` is empty where `updates` continue
   * what the client holds. `storedCseq` is the session's newest stored push. `voucher`: see `VouchedPart`, of all of them.
   */
  | {
      type: "opened";
      channel: number;
      epoch: number;
      seq: number;
      storedCseq: number;
      access: PageAccessLevel;
      snapshot: Uint8Array;
      updates: Uint8Array[];
      voucher: Uint8Array;
    }
  /**
   * everything of `session` up to `cseq` is on disk, the last of it at `seq`; `voucher` is of the newest `vouched` pushes,
   * 0 where they were vouched for before
   */
  | {
      type: "ack";
      channel: number;
      session: string;
      cseq: number;
      seq: number;
      vouched: number;
      voucher: Uint8Array;
    }
  /** another session's update, on disk at `seq` */
  | { type: "update"; channel: number; seq: number; update: Uint8Array; voucher: Uint8Array }
  /** awareness of others, each state's `user` set by the server */
  | { type: "awareness"; channel: number; update: Uint8Array }
  | { type: "adopted"; channel: number; session: string; storedCseq: number }
  /** `cseq` 0 where it is the channel that was refused */
  | { type: "refused"; channel: number; session: string; cseq: number; code: number }
  /** whether pushes can be stored just now; on "ok" after "unavailable" unacknowledged pushes are sent again */
  | { type: "storage"; storage: StorageState };

export type StorageState = "ok" | "unavailable";

export type PageAccessLevel = "write" | "read";

const CLIENT_CODEC = codecOf(CLIENT_MESSAGES satisfies TableOf<ClientMessage>);
const SERVER_CODEC = codecOf(SERVER_MESSAGES satisfies TableOf<ServerMessage>);

/** @throws {RangeError} if a number is no safe unsigned integer or an id no short ASCII text: a fault of the caller. */
export function encodeClientMessage(message: ClientMessage): Uint8Array {
  return encodeFrame(CLIENT_CODEC, message);
}

/** @throws {MalformedFrame} if the bytes are no message, or have a tail. Its `bytes` fields are views of `frame`. */
export function decodeClientMessage(frame: Uint8Array): ClientMessage {
  return decodeFrame(CLIENT_CODEC, frame) as ClientMessage;
}

/** @throws {RangeError} as encodeClientMessage. */
export function encodeServerMessage(message: ServerMessage, allocate?: Allocate): Uint8Array {
  return encodeFrame(SERVER_CODEC, message, allocate);
}

/** @throws {MalformedFrame} as decodeClientMessage. */
export function decodeServerMessage(frame: Uint8Array): ServerMessage {
  return decodeFrame(SERVER_CODEC, frame) as ServerMessage;
}

/** Every field of every message, and nothing else: a message that is changed without its table does not compile. */
type TableOf<M extends { type: string }> = {
  readonly [T in M["type"]]: {
    readonly [F in Exclude<keyof Extract<M, { type: T }>, "type">]: KindOf<Extract<M, { type: T }>[F]>;
  };
};

type KindOf<V> = {
  [K in FieldKind]: [V] extends [FieldValues[K]] ? ([FieldValues[K]] extends [V] ? K : never) : never;
}[FieldKind];
