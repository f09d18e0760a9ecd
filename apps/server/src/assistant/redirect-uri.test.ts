import fc from "fast-check";
import { expect, test } from "vitest";
import { isRedirectUri, isSameRedirect } from "./redirect-uri.ts";

const REGISTERED = [
  "https://assistant.example/callback",
  "http://127.0.0.1/cb",
  "http://[::1]:8/cb",
  "http://localhost/",
];
const PIECES = [
  ...[
    "https:",
    "http:",
    "//",
    "/",
    "\\",
    "@",
    ":",
    "?",
    "#",
    ".",
    "%2f",
    "%00",
    "\t",
    "\n",
    " ",
    "..",
    ":80",
    ":443",
    ":99999",
  ],
  ...[
    "assistant.example",
    "callback",
    "cb",
    "127.0.0.1",
    "[::1]",
    "localhost",
    "evil.example",
    "user",
    "ASSISTANT",
    "0x7f.1",
  ],
];
const address = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 9 }).map((pieces) => pieces.join("")),
  fc.tuple(fc.constantFrom(...REGISTERED), fc.nat(40), fc.constantFrom(...PIECES)).map(([whole, at, piece]) => {
    return whole.slice(0, at) + piece + whole.slice(at);
  }),
  fc.webUrl(),
);

test.each([1, 2, 3])("whatever is asked, a browser goes to the host and path that was registered (seed %i)", (seed) => {
  fc.assert(
    fc.property(fc.constantFrom(...REGISTERED), address, (registered, asked) => {
      if (!isSameRedirect(registered, asked)) return;
      const [left, right] = [new URL(registered), new URL(asked)];
      expect([right.protocol, right.hostname, right.pathname + right.search + right.hash, right.username]).toEqual([
        ...[left.protocol, left.hostname, left.pathname + left.search + left.hash, ""],
      ]);
      if (left.protocol === "https:") expect(asked).toBe(registered);
    }),
    { seed, numRuns: 20_000 },
  );
});

test.each([4, 5])("an address that may be registered is https, or http on one’s own machine (seed %i)", (seed) => {
  fc.assert(
    fc.property(address, (text) => {
      if (!isRedirectUri(text)) return;
      const { protocol, hostname, hash } = new URL(text);
      expect(hash).toBe("");
      if (protocol !== "https:") expect(["127.0.0.1", "[::1]", "localhost"]).toContain(hostname);
    }),
    { seed, numRuns: 20_000 },
  );
});
