/** What does not hold in a log as the server gave it. Nothing that is named here was taken over. */
export type LogAlarm =
  /** not the bytes of a record */
  | { type: "unreadable"; seq: number }
  /** it was written for another vault, document, device, number or kind than it is passed off as */
  | { type: "spliced"; seq: number }
  /** sealed under a document key that this vault does not have: the manifest here is too old, or it is foreign */
  | { type: "unknown_key"; seq: number; epoch: number }
  /** changed, or sealed by somebody without the key */
  | { type: "not_openable"; seq: number; device: string; dseq: number }
  /** records are missing in between; what follows them is held back */
  | { type: "gap"; device: string; expected: number; found: number }
  /** it does not continue the record before it */
  | { type: "broken_chain"; device: string; dseq: number }
  /** another device saw this record, and the server does not deliver it */
  | { type: "omitted"; device: string; dseq: number; seenBy: string }
  /** two records have one number: two states of the same device, or a server that shows each something else */
  | { type: "forked"; device: string; dseq: number }
  /** the server has less than this device remembers: it was set back */
  | { type: "older_than_device"; device: string; had: number; has: number }
  /** sealed under an older key than the same device used before */
  | { type: "downgraded"; device: string; dseq: number; epoch: number }
  /** written under a key that this device was not to have any more */
  | { type: "removed_device"; device: string; dseq: number }
  /** what the server was told of a snapshot is not what stands inside it */
  | { type: "mislabelled"; seq: number };
