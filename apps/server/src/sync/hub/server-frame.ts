import { encodeServerMessage, type ServerMessage } from "@candor/protocol/sync/messages.ts";

const FINAL_BINARY = 0x82; // RFC 6455 §5.2, without a mask: only clients mask
const TWO_BYTE_LENGTH = 126;
const EIGHT_BYTE_LENGTH = 127;

/**
 * A message as the WebSocket frame that carries it, for `Connection.sendFrame`: header and message in one piece cost one
 * write of one buffer. Out of Node's pool: writing a small array of its own to a socket would first move it off the heap.
 */
export function serverFrame(message: ServerMessage): Uint8Array {
  return encodeServerMessage(message, withHeader);
}

function withHeader(size: number): Uint8Array {
  if (size < TWO_BYTE_LENGTH) {
    const frame = Buffer.allocUnsafe(2 + size);
    frame[0] = FINAL_BINARY;
    frame[1] = size;
    return frame;
  }
  const isLong = size >= 65_536;
  const frame = Buffer.allocUnsafe((isLong ? 10 : 4) + size);
  frame[0] = FINAL_BINARY;
  frame[1] = isLong ? EIGHT_BYTE_LENGTH : TWO_BYTE_LENGTH;
  if (isLong) frame.writeBigUInt64BE(BigInt(size), 2);
  else frame.writeUInt16BE(size, 2);
  return frame;
}
