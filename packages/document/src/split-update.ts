import * as encoding from "lib0/encoding";
import * as Y from "yjs";

export type UpdateLimits = { bytes: number; clockSteps: number };

/**
 * Cuts an update of one's own that is larger than the server takes into a row of smaller ones, each standing on those
 * before it. Long text is cut between characters; whatever else is too large in one piece stays as it is.
 */
export function splitUpdate(update: Uint8Array, limits: UpdateLimits): Uint8Array[] {
  const { structs, ds } = Y.decodeUpdate(update);
  const pieces = cutLongText(structs, limits);
  const parts: Piece[][] = [];
  let room = { bytes: 0, clockSteps: 0 };
  for (const piece of pieces) {
    const steps = piece.to - piece.from;
    const bytes = sizeOf(piece);
    let part = parts.at(-1);
    if (!part || bytes > room.bytes || steps > room.clockSteps) {
      part = [];
      parts.push(part);
      room = { bytes: limits.bytes - OVERHEAD, clockSteps: limits.clockSteps };
    }
    part.push(piece);
    room = { bytes: room.bytes - bytes, clockSteps: room.clockSteps - steps };
  }
  const noDeletes: Deletes = new Map();
  const updates = parts.map((part) => encodePart(part, noDeletes));
  // Deletes may name anything the update adds, so they come when all of it is there.
  if (ds.clients.size > 0) updates.push(encodePart([], ds.clients));
  return updates;
}

const OVERHEAD = 64; // counts, client and clock in front of the structs

type Struct = ReturnType<typeof Y.decodeUpdate>["structs"][number];
type Deletes = ReturnType<typeof Y.decodeUpdate>["ds"]["clients"];
/** the part [from, to) of a struct, counted from its beginning */
type Piece = { struct: Struct; from: number; to: number };

function cutLongText(structs: readonly Struct[], limits: UpdateLimits): Piece[] {
  return structs.flatMap((struct) => {
    const content = struct instanceof Y.Item ? struct.content : null;
    if (!(content instanceof Y.ContentString)) return [{ struct, from: 0, to: struct.length }];
    const most = Math.min(limits.clockSteps, Math.floor((limits.bytes - OVERHEAD) / MOST_BYTES_A_UNIT));
    const pieces: Piece[] = [];
    for (let from = 0; from < struct.length; ) {
      const to = endOfCut(content.str, from, most);
      pieces.push({ struct, from, to });
      from = to;
    }
    return pieces;
  });
}

const MOST_BYTES_A_UNIT = 3; // UTF-8 bytes of one UTF-16 unit

function endOfCut(text: string, from: number, most: number): number {
  const to = from + most;
  if (to >= text.length) return text.length;
  const next = text.charCodeAt(to);
  const splitsCharacter = next >= 0xdc00 && next <= 0xdfff;
  return splitsCharacter && to - 1 > from ? to - 1 : to;
}

function sizeOf(piece: Piece): number {
  const encoder = new Y.UpdateEncoderV1();
  writePiece(encoder, piece);
  return encoding.length(encoder.restEncoder);
}

function encodePart(part: readonly Piece[], deletes: Deletes): Uint8Array {
  const encoder = new Y.UpdateEncoderV1();
  const to = encoder.restEncoder;
  const byClient = new Map<number, Piece[]>();
  for (const piece of part) {
    const { client } = piece.struct.id;
    const pieces = byClient.get(client);
    if (pieces) pieces.push(piece);
    else byClient.set(client, [piece]);
  }
  encoding.writeVarUint(to, byClient.size);
  for (const [client, pieces] of byClient) {
    const [first] = pieces;
    encoding.writeVarUint(to, pieces.length);
    encoder.writeClient(client);
    encoding.writeVarUint(to, (first?.struct.id.clock ?? 0) + (first?.from ?? 0));
    for (const piece of pieces) writePiece(encoder, piece);
  }
  encoding.writeVarUint(to, deletes.size);
  for (const [client, ranges] of deletes) {
    encoding.writeVarUint(to, client);
    encoding.writeVarUint(to, ranges.length);
    for (const { clock, len } of ranges) {
      encoding.writeVarUint(to, clock);
      encoding.writeVarUint(to, len);
    }
  }
  return encoder.toUint8Array();
}

function writePiece(encoder: Y.UpdateEncoderV1, { struct, from, to }: Piece): void {
  if (to === struct.length || !(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) {
    struct.write(encoder, from);
    return;
  }
  const { client, clock } = struct.id;
  const origin = from > 0 ? Y.createID(client, clock + from - 1) : struct.origin;
  const content = new Y.ContentString(struct.content.str.slice(from, to));
  const { rightOrigin, parent, parentSub } = struct;
  const cut = new Y.Item(Y.createID(client, clock + from), null, origin, null, rightOrigin, parent, parentSub, content);
  cut.write(encoder, 0);
}
