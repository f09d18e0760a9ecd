/** Why nothing can be made of a file; each has its sentence. */
export type SourceFaultReason =
  | "too_large" // the file itself
  | "too_long" // a text that is packed in nothing
  | "too_much" // what comes out of it
  | "too_many_rows" // of a table, with their number
  | "too_deep"
  | "damaged"
  | "protected" // by a password
  | "macros"
  | "old_word"
  | "foreign_markup" // declares document types or entities of its own
  | "not_text"
  | "unknown_kind"
  | "empty";

/** Thrown where a file is read, caught where it is chosen. */
export class SourceFault extends Error {
  override readonly name = "SourceFault";
  readonly reason: SourceFaultReason;
  readonly count: number;

  constructor(reason: SourceFaultReason, count = 0) {
    super(`a file was not read: ${reason}`);
    this.reason = reason;
    this.count = count;
  }
}
