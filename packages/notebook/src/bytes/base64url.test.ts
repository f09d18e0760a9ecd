import fc from "fast-check";
import { expect, test } from "vitest";
import { fromBase64url, toBase64url } from "./base64url.ts";

test("bytes are spelled as everybody spells them, and come back", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const text = toBase64url(bytes);
      expect(text).toBe(Buffer.from(bytes).toString("base64url"));
      expect(fromBase64url(text)).toEqual(Uint8Array.from(bytes));
    }),
    { seed: 1 },
  );
});

test("no bytes have a second spelling", () => {
  for (const text of ["A", "AB", "AAB", "A===", "AA==", "AA\n", "A+A/", "ÄAAA", " AAA"])
    expect(fromBase64url(text)).toBeNull();
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z0-9_-]{0,40}$/), (text) => {
      const bytes = fromBase64url(text);
      if (bytes) expect(toBase64url(bytes)).toBe(text);
    }),
    { seed: 2 },
  );
});
