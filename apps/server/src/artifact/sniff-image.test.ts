import fc from "fast-check";
import { expect, test } from "vitest";
import { sniffImage } from "./sniff-image.ts";
import { PNG } from "./testing/png.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

/** one dot each */
const GIF = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");
const WEBP = Buffer.from("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA", "base64");

test("an image is known by its own bytes", () => {
  expect(sniffImage(PNG)).toBe("image/png");
  expect(sniffImage(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 0xff, 0xd9))).toBe("image/jpeg");
  expect(sniffImage(GIF)).toBe("image/gif");
  expect(sniffImage(WEBP)).toBe("image/webp");
});

test.each([
  ["a page", "<!doctype html><script>alert(1)</script>"],
  ["a drawing that can run", '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
  ["a program that begins as an image does", "GIF89a=1;<script>alert(1)</script>"],
  ["a program between the first and the last letter of an image", "GIF89a<script>alert(1)</script>;"],
  ["a GIF without an image", "GIF89a\u0001\u0000\u0001\u0000\u0000\u0000\u0000;"],
  ["a name of WebP alone", "RIFF....WEBPVP8 "],
  ["a picture that is cut off", "\u0089PNG"],
  ["nothing", ""],
])("%s is no image", (_what, text) => {
  expect(sniffImage(bytes(text))).toBeNull();
});

test("a picture that was cut off is refused, and whatever comes, nothing is thrown", () => {
  for (const whole of [PNG, GIF, WEBP])
    for (let end = 0; end < whole.length; end += 1) expect(sniffImage(whole.subarray(0, end))).toBeNull();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (any) => {
      sniffImage(any);
    }),
    { seed: 8 },
  );
});
