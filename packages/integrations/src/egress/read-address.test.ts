import { expect, test } from "vitest";
import { isPublicAddress } from "./is-public-address.ts";
import { readAddress } from "./read-address.ts";

test("only https at the usual port and without a password is taken, but for what the operator vouches for", () => {
  const verdict = (text: string) => readAddress(text, new Set(["http://127.0.0.1:8080"])).type;
  expect(verdict(" webcal://calendar.example.org/a.ics ")).toBe("address");
  expect(verdict("https://calendar.example.org/a.ics#x")).toBe("address");
  expect(verdict("http://127.0.0.1:8080/a.ics")).toBe("address");
  for (const text of [
    "http://calendar.example.org/",
    "https://a:b@example.org/",
    "https://example.org:8443/",
    "http://127.0.0.1:8081/",
  ])
    expect([text, verdict(text)]).toEqual([text, "not_https"]);
  for (const text of [
    "",
    "calendar",
    "ftp://example.org/",
    "javascript:alert(1)",
    "data:text/calendar,x",
    `https://e.org/${"x".repeat(3000)}`,
  ])
    expect([text.slice(0, 40), verdict(text)]).toEqual([text.slice(0, 40), "no_address"]);
});

test("the internet's own addresses are public", () => {
  for (const address of ["93.184.215.14", "8.8.8.8", "172.32.0.1", "2606:4700::6810:84e5", "2a00:1450:4001::1"])
    expect([address, isPublicAddress(address)]).toEqual([address, true]);
  for (const address of ["", "example.org", "1.2.3", "::ffff:8.8.8.8"]) expect(isPublicAddress(address)).toBe(false);
});
