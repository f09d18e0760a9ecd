import { MISSING_LETTERS_HEADER } from "@candor/protocol/http/file.ts";
import type { PaperFile } from "./paper-messages.ts";

/** A file to be kept, under a name in any letters, and how many letters of its text it could not hold. */
export function fileAnswer({ bytes, type, missingLetters }: Omit<PaperFile, "ending">, name: string): Response {
  const encoded = encodeURIComponent(name).replaceAll("'", "%27");
  const headers = {
    "content-type": type,
    "content-disposition": `attachment; filename*=UTF-8''${encoded}`,
    ...(missingLetters !== undefined && { [MISSING_LETTERS_HEADER]: String(missingLetters) }),
  };
  return new Response(new Uint8Array(bytes), { headers });
}
