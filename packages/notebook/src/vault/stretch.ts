import type { Bytes } from "../bytes/bytes.ts";

/** Argon2id (RFC 9106): memory in KiB, passes over it, lanes. */
export type StretchParams = { memory: number; passes: number; lanes: number; salt: Bytes };

/** Argon2id version 1.3 with an output of 32 bytes; given by the edge, since browsers don't have it. */
export type Stretch = (passphrase: string, params: StretchParams) => Promise<Bytes>;

export const STRETCH_SALT_BYTES = 16;
/** The second choice of RFC 9106, in one lane since that is what runs in a browser. Less is never accepted. */
export const STRETCH_FLOOR = { memory: 64 * 1024, passes: 3, lanes: 1 } as const;
/** More than this is a way to hang the browser, not to guard a secret. */
const STRETCH_CEILING = { memory: 512 * 1024, passes: 12 } as const;

/** Looked at before any work is done: the server keeps the parameters and would like them low. */
export function judgeStretch(params: StretchParams): "fit" | "too_weak" | "too_costly" {
  const { memory, passes, lanes, salt } = params;
  const numbers = [memory, passes, lanes].every(Number.isSafeInteger);
  if (!numbers || lanes !== STRETCH_FLOOR.lanes || salt.length !== STRETCH_SALT_BYTES) return "too_weak";
  if (memory < STRETCH_FLOOR.memory || passes < STRETCH_FLOOR.passes) return "too_weak";
  return memory > STRETCH_CEILING.memory || passes > STRETCH_CEILING.passes ? "too_costly" : "fit";
}

/** The same passphrase however it is typed: composed letters, one space between words, none around. */
export function tidyPassphrase(typed: string): string {
  return typed.normalize("NFKC").trim().replace(/\s+/gu, " ");
}
