import { encodeServerMessage, type ServerMessage } from "@candor/protocol/sync/messages.ts";

const FINAL_BINARY = 0x82; // RFC 6455 §5.2, without a mask: only clients mask
const TWO_BYTE_LENGTH = 126;
const EIGHT_BYTE_LENGTH = 127;

/**
 * A message as the WebSocket frame that carries it, for `Connection.sendFrame`: header and message in one piece cost one
 * write of one buffer. Out of Node's pool: writing a small array of its own to a socket would first move it off the heap.
 */
export function serverFrame(message: ServerMessage): Uint8Array {
  let frame: Buffer | null = null;
  encodeServerMessage(message, (size) => {
    const header = size < TWO_BYTE_LENGTH ? 2 : size < 65_536 ? 4 : 10;
    frame = Buffer.allocUnsafe(header + size);
    frame[0] = FINAL_BINARY;
    frame[1] = size;
    if (header === 4) frame.writeUInt16BE(size, 2);
    if (header === 4) frame[1] = TWO_BYTE_LENGTH;
    if (header === 10) frame.writeBigUInt64BE(BigInt(size), 2);
    if (header === 10) frame[1] = EIGHT_BYTE_LENGTH;
    return frame.subarray(header);
  });
  return frame as unknown as Buffer;
}
