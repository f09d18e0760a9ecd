import type { CoWriterId, MemberId } from "@candor/core/person/member.ts";

/** A row for the log, as the writer's thread puts it there. */
export type LogRow = {
  prev: number;
  sessionId: number;
  cseq: number;
  member: MemberId | CoWriterId;
  /** milliseconds since 1970 */
  time: number;
  update: Uint8Array;
};

/** Rows with consecutive numbers in one buffer, for every object that crosses to the thread costs as much as a row. */
export type PackedRows = { first: number; count: number; buffer: ArrayBuffer };

const NUMBERS = 6; // of each row, before the updates of all

export function packRows(first: number, rows: readonly LogRow[]): PackedRows {
  let bytes = 0;
  for (const { update } of rows) bytes += update.length;
  let offset = rows.length * NUMBERS * Float64Array.BYTES_PER_ELEMENT;
  const buffer = new ArrayBuffer(offset + bytes);
  const numbers = new Float64Array(buffer, 0, rows.length * NUMBERS);
  const all = new Uint8Array(buffer);
  let at = 0;
  for (const { prev, sessionId, cseq, member, time, update } of rows) {
    numbers[at] = prev;
    numbers[at + 1] = sessionId;
    numbers[at + 2] = cseq;
    numbers[at + 3] = numberOf(member);
    numbers[at + 4] = time;
    numbers[at + 5] = update.length;
    at += NUMBERS;
    all.set(update, offset);
    offset += update.length;
  }
  return { first, count: rows.length, buffer };
}

/** @param visit is given each row with its number; `update` is a view, good until the next turn. */
export function readPackedRows({ first, count, buffer }: PackedRows, visit: (row: LogRow, seq: number) => void): void {
  const numbers = new Float64Array(buffer, 0, count * NUMBERS);
  const number = (at: number) => numbers[at] as number;
  let offset = numbers.byteLength;
  for (let index = 0; index < count; index += 1) {
    const at = index * NUMBERS;
    const length = number(at + 5);
    visit(
      {
        prev: number(at),
        sessionId: number(at + 1),
        cseq: number(at + 2),
        member: memberOf(number(at + 3)),
        time: number(at + 4),
        update: new Uint8Array(buffer, offset, length),
      },
      first + index,
    );
    offset += length;
  }
}

function numberOf(member: LogRow["member"]): number {
  return member === "a" ? 0 : member === "b" ? 1 : 1 + Number(member.slice(1));
}

function memberOf(number: number): LogRow["member"] {
  return number === 0 ? "a" : number === 1 ? "b" : `p${number - 1}`;
}
