import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { isMeetingUid } from "@candor/core/calendar/meeting-uid.ts";
import { describe, expect, test } from "vitest";
import { serve } from "../../egress/testing/serve.ts";
import type { ReadBusyOptions } from "../ics/read-busy.ts";
import { DAV_LIMITS } from "./dav-client.ts";
import { openCaldavAccount } from "./open-caldav-account.ts";
import { readXml } from "./read-xml.ts";

const LIMITS = {
  ...DAV_LIMITS,
  firstByteMilliseconds: 2000,
  milliseconds: 3000,
  allMilliseconds: 5000,
  bytes: 200_000,
};

const accountAt = (origin: string, also: readonly string[] = [], limits = LIMITS) =>
  openCaldavAccount(
    { address: origin, userName: "ana", password: "the password" },
    { allowed: [origin, ...also], now: () => new Date(), limits },
  );

const options: ReadBusyOptions = {
  ...{ from: 0, until: 86_400_000, ownerZone: "UTC", ownAddresses: [], allDayCounts: true, isOwn: isMeetingUid },
};

const many = (inner: string) =>
  `<d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">${inner}</d:multistatus>`;
const told = (href: string, props: string) =>
  `<d:response><d:href>${href}</d:href><d:propstat><d:prop>${props}</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`;
const CALENDAR = "<d:resourcetype><d:collection/><c:calendar/></d:resourcetype>";
const answer = (response: ServerResponse, body: string | Buffer, headers = {}) =>
  void response.writeHead(207, { "content-type": "application/xml", ...headers }).end(body);

const LAUGHS = `<!DOCTYPE lolz [<!ENTITY a "ha">${Array.from({ length: 9 }, (_, at) => `<!ENTITY ${"abcdefghij"[at + 1]} "${`&${"abcdefghij"[at]};`.repeat(10)}">`).join("")}]><d:multistatus xmlns:d="DAV:">&j;</d:multistatus>`;

describe("an answer that is meant to harm", () => {
  test.each([
    ["grows by entities of its own", LAUGHS, "odd_answer"],
    ["brings in a file", '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>', "odd_answer"],
    ["nests without end", many("<d:x>".repeat(20_000)), "odd_answer"],
    ["nests deeper than any calendar", many(`${"<d:x>".repeat(60)}${"</d:x>".repeat(60)}`), "odd_answer"],
    ["ends in the middle", many(told("/x", CALENDAR)).slice(0, -30), "odd_answer"],
    ["is a page for people", "<!doctype html><html><body>Sign in</body></html>", "odd_answer"],
    ["is nothing at all", "", "odd_answer"],
  ])("and %s is read as no calendar", async (_what, body, fault) => {
    const origin = await serve((_request, response) => answer(response, body));
    const failed = { type: "failed", fault: { type: fault } };
    expect(await accountAt(origin).listCalendars()).toEqual(failed);
    expect(await accountAt(origin).readBusy(`${origin}/c/`, options, null)).toEqual(failed);
  });

  test.each([
    ["is larger than any", (response: ServerResponse) => answer(response, "x".repeat(300_000)), "too_large"],
    [
      "is small on the way and large here",
      (response: ServerResponse) => answer(response, gzipSync(Buffer.alloc(5_000_000)), { "content-encoding": "gzip" }),
      "too_large",
    ],
    ["never comes", () => undefined, "too_slow"],
    [
      "comes a letter at a time",
      (response: ServerResponse) => {
        response.writeHead(207);
        const drip = setInterval(() => response.write("<"), 50);
        response.on("close", () => clearInterval(drip));
      },
      "too_slow",
    ],
  ])("and %s is given up", async (_what, respond, why) => {
    const account = accountAt(await serve((_request, response) => respond(response)));
    expect(await account.listCalendars()).toEqual({ type: "failed", fault: { type: "unreachable", why } });
  });

  test("and goes on in pieces without end is given up, and all of it is bounded together", async () => {
    let asked = 0;
    const origin = await serve((request, response) => {
      asked++;
      const itself = `<d:response><d:href>/c/</d:href><d:status>HTTP/1.1 507 Insufficient Storage</d:status></d:response>`;
      if (request.method === "REPORT") return answer(response, many(`${itself}<d:sync-token>t${asked}</d:sync-token>`));
      answer(response, many(told("/c/", `${CALENDAR}<d:sync-token>t0</d:sync-token>`)));
    });
    const account = accountAt(origin);
    const first = await account.readBusy(`${origin}/c/`, options, null);
    if (first.type !== "ok") throw new Error("the first reading failed");
    expect(await account.readBusy(`${origin}/c/`, options, first.value.memory)).toMatchObject({ type: "ok" });
    expect(asked).toBeLessThan(70);
    const short = accountAt(origin, [], { ...LIMITS, allBytes: 500 });
    let last = await short.readBusy(`${origin}/c/`, options, null);
    for (let times = 0; times < 3 && last.type === "ok"; times++)
      last = await short.readBusy(`${origin}/c/`, options, null);
    expect(last).toEqual({ type: "failed", fault: { type: "unreachable", why: "too_large" } });
  });

  test("and says that an object is there which cannot be had makes nobody free", async () => {
    const origin = await serve((request, response) => {
      if (request.method === "PROPFIND")
        return answer(
          response,
          many(
            told("/c/", CALENDAR) +
              (request.headers.depth === "1" ? told("/c/1.ics", '<d:getetag>"1"</d:getetag>') : ""),
          ),
        );
      if (request.method === "REPORT") return answer(response, many(told("/c/1.ics", '<d:getetag>"1"</d:getetag>')));
      response.writeHead(500).end();
    });
    expect(await accountAt(origin).readBusy(`${origin}/c/`, options, null)).toEqual({
      type: "failed",
      fault: { type: "odd_answer" },
    });
  });
});

describe("a password", () => {
  test("is shown to nobody to whom a server sends us on, nor at an address that it names elsewhere", async () => {
    const seen: (string | undefined)[] = [];
    const other = await serve((request, response) => {
      seen.push(request.headers.authorization);
      answer(response, many(told("/", CALENDAR)));
    });
    const sendsOn = await serve((_request, response) => response.writeHead(302, { location: `${other}/` }).end());
    await accountAt(sendsOn, [other]).listCalendars();
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.every((each) => each === undefined)).toBe(true);
    const before = seen.length;
    const names = await serve((_request, response) =>
      answer(response, many(told("/", `<c:calendar-home-set><d:href>${other}/home/</d:href></c:calendar-home-set>`))),
    );
    expect(await accountAt(names, [other]).listCalendars()).toEqual({
      type: "failed",
      fault: { type: "unreachable", why: "not_allowed" },
    });
    expect(seen.length).toBe(before);
  });

  test("is not sent into this machine's own network, wherever an address leads", async () => {
    for (const location of ["https://169.254.169.254/", "https://[::1]/", "http://10.0.0.1/", "file:///etc/passwd"]) {
      const origin = await serve((_request, response) => response.writeHead(301, { location }).end());
      expect(await accountAt(origin).listCalendars()).toEqual({
        type: "failed",
        fault: { type: "unreachable", why: "not_allowed" },
      });
    }
  });

  test("is proved by a digest where the server wants no other proof", async () => {
    const origin = await serve((request, response) => {
      if (isProved(request)) return answer(response, many(told("/", `${CALENDAR}<d:displayname>Home</d:displayname>`)));
      const challenge = 'Digest realm="BaikalDAV",qop="auth",nonce="n1",opaque="o1"';
      response.writeHead(401, { "www-authenticate": challenge }).end();
    });
    expect(await accountAt(origin).listCalendars()).toMatchObject({ type: "ok", value: [{ name: "Home" }] });
    const wrong = openCaldavAccount(
      { address: origin, userName: "ana", password: "wrong" },
      { allowed: [origin], now: () => new Date(), limits: LIMITS },
    );
    expect(await wrong.listCalendars()).toEqual({ type: "failed", fault: { type: "unauthorised" } });
  });
});

/** As a server reckons it (RFC 7616, 3.4), from what it was sent. */
function isProved({ headers, method }: IncomingMessage): boolean {
  const said = Object.fromEntries(
    [...(headers.authorization ?? "").matchAll(/(\w+)=(?:"([^"]*)"|([^,\s]+))/g)].map(([, name, quoted, token]) => [
      name,
      quoted ?? token,
    ]),
  );
  const md5 = (text: string) => createHash("md5").update(text).digest("hex");
  const [who, what] = [md5("ana:BaikalDAV:the password"), md5(`${method}:${said.uri}`)];
  return said.response === md5(`${who}:n1:${said.nc}:${said.cnonce}:auth:${what}`) && said.opaque === "o1";
}

describe("the XML of an answer", () => {
  test("is read with its namespaces, whatever prefixes it uses, and its text as it stands", () => {
    const root = readXml(
      '\uFEFF<?xml version="1.0"?><!-- x --><A xmlns="DAV:" xmlns:q="urn:x"><q:b k="1 &amp; 2">&lt;\u00fc&#x1F600;&#10;<![CDATA[<&]]></q:b><b xmlns=""/></A>',
    );
    expect(root).toMatchObject({ namespace: "DAV:", name: "A" });
    expect(root?.children).toMatchObject([
      { namespace: "urn:x", name: "b", text: "<\u00fc\u{1F600}\n<&" },
      { namespace: "", name: "b", text: "" },
    ]);
    expect(root?.children[0]?.attributes.get("k")).toBe("1 & 2");
  });

  test.each([
    "",
    "text",
    "<a>",
    "<a></b>",
    "<a/><b/>",
    "<a>&unknown;</a>",
    "<a>& b</a>",
    "<p:a/>",
    "<a b=1/>",
    "<a>&#xD800;</a>",
    "<a>&constructor;</a>",
    "<!DOCTYPE a><a/>",
  ])("is nothing where it is broken: %s", (text) => {
    expect(readXml(text)).toBeNull();
  });

  test("is read or not, and nothing else happens, however it is mangled", () => {
    const whole = many(
      told("/c/1.ics", "<d:getetag>&quot;1&quot;</d:getetag><c:calendar-data><![CDATA[BEGIN]]></c:calendar-data>"),
    );
    let seed = 7;
    const random = (below: number) => {
      seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
      return seed % below;
    };
    for (let round = 0; round < 20_000; round++) {
      const at = random(whole.length);
      const cut = random(6);
      const put = ["<", ">", "&", '"', "<!", "]]>", "/", "\0", "xmlns:", ""][random(10)] ?? "";
      const root = readXml(whole.slice(0, at) + put + whole.slice(at + cut));
      expect(root === null || typeof root.name === "string").toBe(true);
    }
  });
});
