import { isId } from "@candor/core/id.ts";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { meetingsMap, rootMap } from "../roots.ts";
import { addRange, hasId, livingIds, overlaps } from "./living-ids.ts";
import type { IdRanges, VolumePart } from "./volume-file.ts";

type Decoded = ReturnType<typeof Y.decodeUpdate>;
type Struct = Decoded["structs"][number];

/** Whether an update of the page may concern a part: grows from it, stands in it, or deletes of it. Opens no document. */
export function mayConcern({ meetings, ids }: VolumePart, update: Uint8Array): boolean {
  const { structs, ds } = Y.decodeUpdate(update);
  const names = new Set(meetings);
  return (
    structs.some((struct) => belongs(struct, ids, names)) ||
    [...ds.clients].some(([client, deletions]) =>
      deletions.some(({ clock, len }) => overlaps(ids, client, clock, len).length > 0),
    )
  );
}

/**
 * What of an update of the page concerns the things in a part, as an update for the part: everything else in it becomes
 * a gap, and the deletion of the things themselves, which is how they left the page, is left out.
 *
 * @param part its document; nothing is changed.
 * @returns null where nothing is left.
 */
export function lateEdits(part: Y.Doc, update: Uint8Array): Uint8Array | null {
  const decoded = Y.decodeUpdate(update);
  const { structs, ds } = decoded;
  const ids = livingIds(part);
  const meetings = meetingsIn(part);
  const chosen = choose(structs, ids, meetings);
  const known = Y.decodeStateVector(Y.encodeStateVector(part));
  const deletions = removesThings(part, decoded) ? new Map() : deletionsAmong(ds, ids);
  if (chosen.size === 0 && deletions.size === 0) return null;
  const encoder = new Y.UpdateEncoderV1();
  writeStructs(encoder, structs, chosen, known);
  writeDeletions(encoder, deletions);
  return encoder.toUint8Array();
}

export function meetingsIn(part: Y.Doc): Set<string> {
  return new Set([...meetingsMap(part).keys()].filter(isId));
}

/** Also what stands in something that the same update brings; adds the ids of all of it to `ids`. */
function choose(structs: readonly Struct[], ids: IdRanges, meetings: ReadonlySet<string>): Set<Struct> {
  const chosen = new Set<Struct>();
  for (let before = -1; chosen.size > before; ) {
    before = chosen.size;
    const added: IdRanges = new Map();
    for (const struct of structs) {
      if (!chosen.has(struct) && (belongs(struct, ids, meetings) || belongs(struct, added, meetings))) {
        chosen.add(struct);
        addRange(added, struct.id.client, struct.id.clock, struct.length);
      }
    }
    for (const [client, ranges] of added) ids.set(client, merge(ids.get(client) ?? [], ranges));
  }
  return chosen;
}

function merge(left: readonly [number, number][], right: readonly [number, number][]): [number, number][] {
  return [...left, ...right].sort((one, other) => one[0] - other[0]);
}

function belongs(struct: Struct, ids: IdRanges, meetings: ReadonlySet<string>): boolean {
  if (!(struct instanceof Y.Item)) return false;
  if (hasId(ids, struct.origin) || hasId(ids, struct.rightOrigin) || hasId(ids, struct.parent)) return true;
  // The first change of a field stands beside nothing yet; its key says of which meeting it is.
  const parent: unknown = struct.parent;
  return parent === "meetings" && meetings.has(struct.parentSub?.split(":")[0] ?? "");
}

/** Whether an update deletes a thing, or a field of a meeting, without putting another value in its place. */
function removesThings(part: Y.Doc, { structs, ds }: Decoded): boolean {
  const replaced: IdRanges = new Map();
  for (const struct of structs) {
    if (struct instanceof Y.Item && struct.origin) addRange(replaced, struct.origin.client, struct.origin.clock, 1);
  }
  for (const [client, ranges] of replaced) replaced.set(client, merge(ranges, []));
  const things = [rootMap(part, "topics"), rootMap(part, "actions"), meetingsMap(part)];
  return things.some((map) =>
    [...map._map.values()].some(({ deleted, id }) => {
      const deletions = deleted || hasId(replaced, id) ? [] : (ds.clients.get(id.client) ?? []);
      return deletions.some(({ clock, len }) => clock <= id.clock && id.clock < clock + len);
    }),
  );
}

function deletionsAmong(ds: Decoded["ds"], ids: IdRanges): IdRanges {
  const among: IdRanges = new Map();
  for (const [client, deletions] of ds.clients) {
    const found = deletions.flatMap(({ clock, len }) => overlaps(ids, client, clock, len));
    if (found.length > 0) among.set(client, found);
  }
  return among;
}

function writeStructs(
  encoder: Y.UpdateEncoderV1,
  structs: readonly Struct[],
  chosen: ReadonlySet<Struct>,
  known: ReadonlyMap<number, number>,
): void {
  const byClient = new Map<number, (Struct | Y.GC)[]>();
  for (const struct of structs) {
    const { client, clock } = struct.id;
    const before = byClient.get(client)?.at(-1);
    const next = before ? before.id.clock + before.length : (known.get(client) ?? 0);
    if (!chosen.has(struct) || clock + struct.length <= next) continue;
    const list = byClient.get(client) ?? [];
    if (clock > next) list.push(new Y.GC(Y.createID(client, next), clock - next));
    list.push(struct);
    byClient.set(client, list);
  }
  encoding.writeVarUint(encoder.restEncoder, byClient.size);
  for (const [client, list] of byClient) {
    encoding.writeVarUint(encoder.restEncoder, list.length);
    encoder.writeClient(client);
    encoding.writeVarUint(encoder.restEncoder, list[0]?.id.clock ?? 0);
    for (const struct of list) (struct as Y.Item | Y.GC).write(encoder, 0);
  }
}

function writeDeletions(encoder: Y.UpdateEncoderV1, deletions: IdRanges): void {
  encoding.writeVarUint(encoder.restEncoder, deletions.size);
  for (const [client, ranges] of deletions) {
    encoder.resetDsCurVal();
    encoding.writeVarUint(encoder.restEncoder, client);
    encoding.writeVarUint(encoder.restEncoder, ranges.length);
    for (const [first, count] of ranges) {
      encoder.writeDsClock(first);
      encoder.writeDsLen(count);
    }
  }
}
