import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";

const VOLUME_VERSION = 1;

/** What was sealed at one time, as a Yjs update, with what an edit must name to concern it. */
export type VolumePart = {
  meetings: readonly string[];
  ids: IdRanges;
  state: Uint8Array;
  /** on the agenda of which meeting each topic stood when it was sealed; not those that had left the Hopper */
  stood: ReadonlyMap<string, string>;
};

/** clientID → stretches of its clock, each [first, how many], in order */
export type IdRanges = Map<number, [number, number][]>;

/** A volume: the parts that were sealed of one year, in the order in which that happened. */
export function encodeVolume(parts: readonly VolumePart[]): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, VOLUME_VERSION);
  encoding.writeVarUint(encoder, parts.length);
  for (const { meetings, ids, state } of parts) {
    encoding.writeVarUint(encoder, meetings.length);
    for (const meeting of meetings) encoding.writeVarString(encoder, meeting);
    encoding.writeVarUint(encoder, ids.size);
    for (const [client, ranges] of ids) {
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, ranges.length);
      for (const [first, count] of ranges) {
        encoding.writeVarUint(encoder, first);
        encoding.writeVarUint(encoder, count);
      }
    }
    encoding.writeVarUint8Array(encoder, state);
  }
  // At the end, where readers that do not know of it stop before it.
  for (const { stood } of parts) {
    encoding.writeVarUint(encoder, stood.size);
    for (const [topic, meeting] of stood) {
      encoding.writeVarString(encoder, topic);
      encoding.writeVarString(encoder, meeting);
    }
  }
  return encoding.toUint8Array(encoder);
}

/** @throws {Error} if the bytes are no volume of a version we know. */
export function decodeVolume(volume: Uint8Array): VolumePart[] {
  const decoder = decoding.createDecoder(volume);
  const version = decoding.readVarUint(decoder);
  if (version !== VOLUME_VERSION) throw new RangeError(`a volume of version ${version} cannot be read`);
  const parts = repeat(decoder, () => {
    const meetings = repeat(decoder, () => decoding.readVarString(decoder));
    const ids: IdRanges = new Map(
      repeat(decoder, () => [
        decoding.readVarUint(decoder),
        repeat(decoder, (): [number, number] => [decoding.readVarUint(decoder), decoding.readVarUint(decoder)]),
      ]),
    );
    return { meetings, ids, state: decoding.readVarUint8Array(decoder) };
  });
  return parts.map((part) => ({ ...part, stood: decoding.hasContent(decoder) ? readStood(decoder) : new Map() }));
}

function readStood(decoder: decoding.Decoder): Map<string, string> {
  return new Map(repeat(decoder, () => [decoding.readVarString(decoder), decoding.readVarString(decoder)]));
}

function repeat<T>(decoder: decoding.Decoder, read: () => T): T[] {
  const items: T[] = [];
  for (let left = decoding.readVarUint(decoder); left > 0; left -= 1) items.push(read());
  return items;
}
