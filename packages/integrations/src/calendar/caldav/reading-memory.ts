import { createHash } from "node:crypto";
import type { BusySpan } from "@candor/core/calendar/busy.ts";
import type { ReadBusyOptions, ReadProblem } from "../ics/read-busy.ts";

/** What one object of a calendar said when it was read last; without any word of what it is about. */
export type KnownObject = { etag: string | null; spans: readonly BusySpan[]; problems: ReadProblem[]; events: number };

/** What is known of a calendar from the reading before. */
export type ReadingMemory = {
  /** the server's name for the state that was read; null: it has none, or none that could be read */
  token: string | null;
  /** when all was last looked through by its etags, not by what the server says has changed */
  listedAt: number;
  /** as far as the objects were read, half-open */
  from: number;
  until: number;
  /** of what else the reading depends on */
  reader: string;
  /** by the last part of their address */
  objects: Map<string, KnownObject>;
};

const VERSION = 3; // rises whenever events are read differently, so that all are read anew
const MAX_LENGTH = 4 * 1024 * 1024;

/** @returns null where it is larger than a memory may be: then all is read anew each time. */
export function writeMemory({ objects, ...rest }: ReadingMemory): string | null {
  const rows = [...objects].map(([name, { etag, spans, problems, events }]) => [
    ...[name, etag, spans.map(({ from, until, type, allDay }) => [from, until, type, allDay ? 1 : 0])],
    ...[problems, events],
  ]);
  const text = JSON.stringify({ version: VERSION, ...rest, objects: rows });
  return Buffer.byteLength(text) <= MAX_LENGTH ? text : null;
}

type Row = [string, string | null, [number, number, BusySpan["type"], number][], ReadProblem[], number];

/** @returns null for whatever is not a memory of ours, made by this reader. */
export function readMemory(text: string | null, options: ReadBusyOptions): ReadingMemory | null {
  if (text === null || text.length > MAX_LENGTH) return null;
  try {
    const { version, objects, ...rest } = JSON.parse(text) as { version: number; objects: Row[] } & Omit<
      ReadingMemory,
      "objects"
    >;
    if (version !== VERSION || rest.reader !== readerOf(options)) return null;
    const known = objects.map(([name, etag, spans, problems, events]): [string, KnownObject] => [
      name,
      {
        spans: spans.map(([from, until, type, allDay]) => ({ from, until, type, allDay: allDay === 1 })),
        ...{ etag, problems, events },
      },
    ]);
    return { ...rest, objects: new Map(known) };
  } catch {
    return null; // cut short, or of another making
  }
}

/** Of all that makes the same file read differently, but for the times that are asked for. */
export function readerOf({ ownerZone, ownAddresses, allDayCounts }: ReadBusyOptions): string {
  const all = JSON.stringify([ownerZone, [...ownAddresses].sort(), allDayCounts, process.versions.tz]);
  return createHash("sha256").update(all).digest("base64url").slice(0, 16);
}
