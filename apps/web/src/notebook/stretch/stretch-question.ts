/** What is asked of the worker; memory in KiB. */
export type StretchQuestion = { passphrase: string; memory: number; passes: number; salt: Uint8Array<ArrayBuffer> };

export type StretchAnswer =
  | { type: "stretched"; bytes: Uint8Array<ArrayBuffer> }
  /** most likely the memory was not to be had */
  | { type: "failed"; message: string };
