import { describe, expect, test } from "vitest";
import { judgeSender } from "./judge-sender.ts";
import { readAuthenticationResults } from "./read-authentication-results.ts";

const own = ["sam@example.org"];
const judge = (from: string | null, ...heads: string[]) =>
  judgeSender({ from, own, results: readAuthenticationResults(heads, "mx.example.org") });
const refused = (why: string) => ({ type: "refused", why });
const accepted = { type: "accepted", by: "server" };

test("where no mail server is trusted, the secret address and the sender's own stand alone", () => {
  const from = (address: string | null) => judgeSender({ from: address, own, results: "not_asked" });
  expect(from("sam@example.org")).toEqual({ type: "accepted", by: "address" });
  expect(from("eve@example.org")).toEqual(refused("other_sender"));
  expect(from(null)).toEqual(refused("no_sender"));
});

describe("where one is, what it found counts:", () => {
  test.each([
    ["DMARC", "mx.example.org; dmarc=pass (p=reject) header.from=example.org"],
    ["a signature of the sender's domain", "mx.example.org; dkim=pass header.d=example.org header.s=a"],
    ["one of the domain above it", "MX.example.org 1; spf=none; dkim=pass header.i=@example.org"],
    ["the sender's own server", "mx.example.org; spf=pass smtp.mailfrom=bounce@example.org"],
    ["with comments between", "mx.example.org (dmarc=fail (oh; no)); dkim=pass (2048-bit; key) header.d=example.org"],
  ])("%s", (_how, head) => expect(judge("sam@example.org", head)).toEqual(accepted));

  test.each([
    ["nothing was found", "mx.example.org; none"],
    ["nothing is said", ""],
    ["DMARC failed, though something was signed", "mx.example.org; dmarc=fail; dkim=pass header.d=example.org"],
    ["another domain signed it", "mx.example.org; dkim=pass header.d=evil.example"],
    ["one below the sender's signed it", "mx.example.org; dkim=pass header.d=evil.example.org"],
    ["a whole country signed it", "mx.example.org; dkim=pass header.d=org"],
    ["another server says so", "mx.evil.example; dmarc=pass header.from=example.org"],
    ["it only says so in brackets", "mx.example.org (dmarc=pass); spf=fail"],
  ])("refused where %s", (_how, head) => expect(judge("sam@example.org", head)).toEqual(refused("not_authenticated")));

  test("the topmost of them, since what stands below came with the mail", () => {
    const heads = ["mx.example.org; dmarc=fail", "mx.example.org; dmarc=pass"];
    expect(judge("sam@example.org", ...heads)).toEqual(refused("not_authenticated"));
  });
});
