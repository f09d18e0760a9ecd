import { DAY } from "./date-value.ts";
import type { Observance } from "./read-components.ts";
import { tableOfDefinition, zoneLike } from "./zone-definition.ts";
import { offsetInName, zoneOfName } from "./zone-name.ts";
import { tableOfZone, type ZoneTable } from "./zone-table.ts";

const AROUND = 3 * 366 * DAY;

export type Zones = {
  /** of the calendar's owner, where their own day begins */
  owner: ZoneTable;
  utc: ZoneTable;
  /** @param tzid null: it floats, and so is in the owner's */
  of(tzid: string | null): ZoneTable;
  /** the names that say nothing to us, and whose times were taken for the owner's */
  unknown: Set<string>;
};

/**
 * Finds out what the zones of a file are: a name that means an IANA zone beats what the file says of it, since files carry
 * rules of another decade; then the zone whose clocks go as the file says; then what the file says; then an offset in
 * the name; and last the owner's, said aloud.
 */
export function resolveZones(
  definitions: ReadonlyMap<string, readonly Observance[]>,
  { ownerZone, from, until }: { ownerZone: string; from: number; until: number },
): Zones {
  const [begin, end] = [from - AROUND, until + AROUND / 3];
  const ofId = new Map<string, ZoneTable>();
  const ofTzid = new Map<string, ZoneTable>();
  const unknown = new Set<string>();

  function table(id: string): ZoneTable {
    const found = ofId.get(id) ?? tableOfZone(id, begin, end);
    ofId.set(id, found);
    return found;
  }

  const owner = table(ownerZone);

  function resolve(tzid: string): ZoneTable {
    const name = zoneOfName(tzid);
    if (name !== null) return table(name);
    const definition = definitions.get(tzid.trim());
    const defined = definition === undefined ? null : tableOfDefinition(definition, begin, end);
    if (defined !== null) {
      const like = zoneLike(defined, from);
      return like === null ? defined : table(like);
    }
    const offset = offsetInName(tzid);
    if (offset !== null) return { first: offset, changes: [] };
    unknown.add(tzid);
    return owner;
  }

  return {
    owner,
    utc: { first: 0, changes: [] },
    of(tzid) {
      if (tzid === null) return owner;
      const found = ofTzid.get(tzid) ?? resolve(tzid);
      ofTzid.set(tzid, found);
      return found;
    },
    unknown,
  };
}
