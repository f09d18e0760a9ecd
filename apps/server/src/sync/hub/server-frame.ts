import { encodeServerMessage, type ServerMessage } from "@candor/protocol/sync/messages.ts";

/** A message in bytes out of Node's pool: writing a small array of its own to a socket would first move it off the heap. */
export function serverFrame(message: ServerMessage): Uint8Array {
  return encodeServerMessage(message, Buffer.allocUnsafe);
}
