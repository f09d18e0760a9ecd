import { toBase64url } from "../bytes/base64url.ts";
import type { Random } from "../bytes/bytes.ts";

const ID_BYTES = 16;

/** An id that says nothing and that nobody else has. */
export function newId(random: Random): string {
  return toBase64url(random(ID_BYTES));
}
