import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";

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
  | { type: "welcome"; protocolVersion: number; storage: StorageState }
  /**
   * State of a page: apply `snapshot` and `updates` in one transaction. `snapshot` is empty where `updates` continue
   * what the client holds. `storedCseq` is the session's newest stored push.
   */
  | {
      type: "opened";
      channel: number;
      epoch: number;
      seq: number;
      storedCseq: number;
      access: "write" | "read";
      snapshot: Uint8Array;
      updates: Uint8Array[];
    }
  /** everything of `session` up to `cseq` is on disk, the last of it at `seq` */
  | { type: "ack"; channel: number; session: string; cseq: number; seq: number }
  /** another session's update, on disk at `seq` */
  | { type: "update"; channel: number; seq: number; update: Uint8Array }
  /** awareness of others, each state's `user` set by the server */
  | { type: "awareness"; channel: number; update: Uint8Array }
  | { type: "adopted"; channel: number; session: string; storedCseq: number }
  /** `cseq` 0 where it is the channel that was refused */
  | { type: "refused"; channel: number; session: string; cseq: number; code: number }
  /** whether pushes can be stored just now; on "ok" after "unavailable" unacknowledged pushes are sent again */
  | { type: "storage"; storage: StorageState };

export type StorageState = "ok" | "unavailable";

const CLIENT_TYPES = ["hello", "open", "push", "awareness", "adopt", "close"] as const;
const SERVER_TYPES = ["welcome", "opened", "ack", "update", "awareness", "adopted", "refused", "storage"] as const;

export function encodeClientMessage(message: ClientMessage): Uint8Array {
  return frame(CLIENT_TYPES.indexOf(message.type), (to) => {
    switch (message.type) {
      case "hello":
        writeNumbers(to, message.protocolVersion, message.schemaVersion);
        break;
      case "open":
        writeNumbers(to, message.channel);
        writeStrings(to, message.page, message.session);
        writeNumbers(to, message.clientId, message.epoch, message.haveSeq);
        break;
      case "push":
        writeNumbers(to, message.channel);
        writeStrings(to, message.session);
        writeNumbers(to, message.cseq);
        encoding.writeVarUint8Array(to, message.update);
        break;
      case "awareness":
        writeNumbers(to, message.channel);
        encoding.writeVarUint8Array(to, message.update);
        break;
      case "adopt":
        writeNumbers(to, message.channel);
        writeStrings(to, message.session);
        writeNumbers(to, message.clientId);
        break;
      case "close":
        writeNumbers(to, message.channel);
    }
  });
}

/** @throws {Error} if the bytes are no message, or have a tail. */
export function decodeClientMessage(bytes: Uint8Array): ClientMessage {
  const from = decoding.createDecoder(bytes);
  const type = CLIENT_TYPES[decoding.readVarUint(from)];
  return whole(from, readClientBody(type, from));
}

function readClientBody(type: (typeof CLIENT_TYPES)[number] | undefined, from: decoding.Decoder): ClientMessage {
  const number = () => decoding.readVarUint(from);
  switch (type) {
    case "hello":
      return { type, protocolVersion: number(), schemaVersion: number() };
    case "open": {
      const channel = number();
      const [page, session] = [text(from), text(from)];
      return { type, channel, page, session, clientId: number(), epoch: number(), haveSeq: number() };
    }
    case "push":
      return { type, channel: number(), session: text(from), cseq: number(), update: decoding.readVarUint8Array(from) };
    case "awareness":
      return { type, channel: number(), update: decoding.readVarUint8Array(from) };
    case "adopt":
      return { type, channel: number(), session: text(from), clientId: number() };
    case "close":
      return { type, channel: number() };
    default:
      throw new Error("unknown client message");
  }
}

export function encodeServerMessage(message: ServerMessage): Uint8Array {
  return frame(SERVER_TYPES.indexOf(message.type), (to) => {
    switch (message.type) {
      case "welcome":
        writeNumbers(to, message.protocolVersion, storageNumber(message.storage));
        break;
      case "opened":
        writeNumbers(to, message.channel, message.epoch, message.seq, message.storedCseq);
        writeNumbers(to, message.access === "write" ? 1 : 0);
        encoding.writeVarUint8Array(to, message.snapshot);
        writeNumbers(to, message.updates.length);
        for (const update of message.updates) encoding.writeVarUint8Array(to, update);
        break;
      case "ack":
        writeNumbers(to, message.channel);
        writeStrings(to, message.session);
        writeNumbers(to, message.cseq, message.seq);
        break;
      case "update":
        writeNumbers(to, message.channel, message.seq);
        encoding.writeVarUint8Array(to, message.update);
        break;
      case "awareness":
        writeNumbers(to, message.channel);
        encoding.writeVarUint8Array(to, message.update);
        break;
      case "adopted":
        writeNumbers(to, message.channel);
        writeStrings(to, message.session);
        writeNumbers(to, message.storedCseq);
        break;
      case "refused":
        writeNumbers(to, message.channel);
        writeStrings(to, message.session);
        writeNumbers(to, message.cseq, message.code);
        break;
      case "storage":
        writeNumbers(to, storageNumber(message.storage));
    }
  });
}

/** @throws {Error} if the bytes are no message, or have a tail. */
export function decodeServerMessage(bytes: Uint8Array): ServerMessage {
  const from = decoding.createDecoder(bytes);
  const type = SERVER_TYPES[decoding.readVarUint(from)];
  return whole(from, readServerBody(type, from));
}

function readServerBody(type: (typeof SERVER_TYPES)[number] | undefined, from: decoding.Decoder): ServerMessage {
  const number = () => decoding.readVarUint(from);
  switch (type) {
    case "welcome":
      return { type, protocolVersion: number(), storage: storageState(number()) };
    case "opened": {
      const [channel, epoch, seq, storedCseq] = [number(), number(), number(), number()] as const;
      const access = number() === 1 ? "write" : "read";
      const snapshot = decoding.readVarUint8Array(from);
      const updates = readList(number(), () => decoding.readVarUint8Array(from));
      return { type, channel, epoch, seq, storedCseq, access, snapshot, updates };
    }
    case "ack":
      return { type, channel: number(), session: text(from), cseq: number(), seq: number() };
    case "update":
      return { type, channel: number(), seq: number(), update: decoding.readVarUint8Array(from) };
    case "awareness":
      return { type, channel: number(), update: decoding.readVarUint8Array(from) };
    case "adopted":
      return { type, channel: number(), session: text(from), storedCseq: number() };
    case "refused":
      return { type, channel: number(), session: text(from), cseq: number(), code: number() };
    case "storage":
      return { type, storage: storageState(number()) };
    default:
      throw new Error("unknown server message");
  }
}

function frame(type: number, write: (to: encoding.Encoder) => void): Uint8Array {
  return encoding.encode((to) => {
    encoding.writeVarUint(to, type);
    write(to);
  });
}

function whole<M>(from: decoding.Decoder, message: M): M {
  if (decoding.hasContent(from)) throw new Error("bytes after the message");
  return message;
}

const MAX_TEXT_BYTES = 64; // ids only

function text(from: decoding.Decoder): string {
  const bytes = decoding.readVarUint8Array(from);
  if (bytes.length > MAX_TEXT_BYTES) throw new Error("an id is too long");
  return String.fromCharCode(...bytes);
}

function writeStrings(to: encoding.Encoder, ...values: string[]): void {
  for (const value of values)
    encoding.writeVarUint8Array(
      to,
      Uint8Array.from(value, (char) => char.charCodeAt(0)),
    );
}

function writeNumbers(to: encoding.Encoder, ...values: number[]): void {
  for (const value of values) encoding.writeVarUint(to, value);
}

function storageNumber(storage: StorageState): number {
  return storage === "ok" ? 0 : 1;
}

function storageState(value: number): StorageState {
  return value === 0 ? "ok" : "unavailable";
}

/** Reads one by one, so that a forged length fails at the end of the bytes instead of reserving memory. */
function readList<T>(length: number, read: () => T): T[] {
  const list: T[] = [];
  for (let index = 0; index < length; index += 1) list.push(read());
  return list;
}
