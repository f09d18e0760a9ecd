import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { Resolve } from "../../egress/ask-safely.ts";
import { serve } from "../../egress/testing/serve.ts";
import { FETCH_LIMITS, type Fetched, fetchCalendar } from "./fetch-calendar.ts";

const quick = { firstByteMilliseconds: 300, milliseconds: 600, bytes: 10_000 };

function fetchFrom(
  origin: string,
  path = "/",
  also: Partial<Parameters<typeof fetchCalendar>[0]> = {},
): Promise<Fetched> {
  return fetchCalendar({ address: origin + path, allowed: [origin], etag: null, lastModified: null, ...also }, quick);
}

const failed = (fault: string) => ({ type: "failed", fault });

describe("a calendar that answers", () => {
  test("is read, packed or not, and told what it said of itself the next time", async () => {
    const origin = await serve((request, response) => {
      if (request.headers["if-none-match"] === '"1"') response.writeHead(304).end();
      else response.writeHead(200, { etag: '"1"', "content-encoding": "gzip" }).end(gzipSync("BEGIN:VCALENDAR"));
    });
    expect(await fetchFrom(origin)).toEqual({
      type: "fetched",
      text: "BEGIN:VCALENDAR",
      etag: '"1"',
      lastModified: null,
    });
    expect(await fetchFrom(origin, "/", { etag: '"1"' })).toEqual({ type: "unchanged" });
  });

  test.each([
    [401, "refused"],
    [403, "refused"],
    [404, "gone"],
    [410, "gone"],
    [500, "odd_answer"],
    [204, "odd_answer"],
  ])("with %i says why it was not read", async (status, fault) => {
    const origin = await serve((_request, response) => response.writeHead(status).end("secret words of an inner page"));
    expect(await fetchFrom(origin)).toEqual(failed(fault));
  });
});

describe("a calendar that misbehaves", () => {
  test("by never answering is given up", async () => {
    expect(await fetchFrom(await serve(() => undefined))).toEqual(failed("too_slow"));
  });

  test("by sending a word now and then is given up", async () => {
    const origin = await serve((_request, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write("X"), 50);
      response.on("close", () => clearInterval(drip));
    });
    expect(await fetchFrom(origin)).toEqual(failed("too_slow"));
  });

  test("by never ending is cut short", async () => {
    const origin = await serve((_request, response) => {
      response.writeHead(200);
      const more = () => {
        while (!response.destroyed && response.write("X".repeat(4096)));
      };
      response.on("drain", more);
      more();
    });
    expect(await fetchFrom(origin)).toEqual(failed("too_large"));
  });

  test("by being small on the way and large here is cut short", async () => {
    const origin = await serve((_request, response) =>
      response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(Buffer.alloc(5_000_000))),
    );
    expect(await fetchFrom(origin)).toEqual(failed("too_large"));
  });

  test("by stopping in the middle is not taken for whole", async () => {
    const origin = await serve((_request, response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write("BEGIN:VCALENDAR", () => response.destroy());
    });
    expect(await fetchFrom(origin)).toEqual(failed("broken_off"));
  });

  test("by sending packed rubbish is not read", async () => {
    const origin = await serve((_request, response) =>
      response.writeHead(200, { "content-encoding": "gzip" }).end("no gzip at all"),
    );
    expect(await fetchFrom(origin)).toEqual(failed("broken_off"));
  });

  test("by sending us round and round is left", async () => {
    const origin = await serve((request, response) => response.writeHead(302, { location: `${request.url}x` }).end());
    expect(await fetchFrom(origin)).toEqual(failed("too_many_redirects"));
  });
});

describe("an address inside of our own network", () => {
  test("is not asked, though another one sends us there", async () => {
    let isAsked = false;
    const inner = await serve((_request, response) => {
      isAsked = true;
      response.end("BEGIN:VCALENDAR");
    });
    for (const to of [
      inner,
      inner.replace("http:", "https:"),
      "https://169.254.169.254/",
      "https://[::1]/",
      "file:///etc/passwd",
    ]) {
      const outer = await serve((_request, response) => response.writeHead(302, { location: to }).end());
      expect(await fetchFrom(outer)).toEqual(failed("not_allowed"));
    }
    expect(isAsked).toBe(false);
  });

  test("is not asked under a name that leads there, even for one of several", async () => {
    const asked: string[] = [];
    const resolve: Resolve = async (hostname) => {
      asked.push(hostname);
      return [
        { address: "93.184.215.14", family: 4 },
        { address: "127.0.0.1", family: 4 },
      ];
    };
    const request = { address: "https://calendar.example.org/x.ics", allowed: [], etag: null, lastModified: null };
    expect(await fetchCalendar(request, FETCH_LIMITS, resolve)).toEqual(failed("not_allowed"));
    expect(asked).toEqual(["calendar.example.org"]);
  });

  test("is asked at the address that was looked at, whatever the name says a moment later", async () => {
    let times = 0;
    const origin = await serve((request, response) => response.end(request.headers.host));
    const port = new URL(origin).port;
    const named = `http://calendar.example.org:${port}`;
    const resolve: Resolve = async () => [{ address: times++ === 0 ? "127.0.0.1" : "127.9.9.9", family: 4 }];
    const request = { address: named, allowed: [named], etag: null, lastModified: null };
    const answer = await fetchCalendar(request, quick, resolve);
    expect(answer).toMatchObject({ type: "fetched", text: `calendar.example.org:${port}` });
    expect(times).toBe(1);
  });

  test.each([
    "https://127.0.0.1/",
    "https://127.1/",
    "https://0x7f.1/",
    "https://2130706433/",
    "https://0177.0.0.1/",
    "https://0/",
    "https://10.0.0.1/",
    "https://172.16.3.4/",
    "https://172.31.255.255/",
    "https://192.168.1.1/",
    "https://100.64.0.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://198.18.0.1/",
    "https://224.0.0.1/",
    "https://255.255.255.255/",
    "https://[::1]/",
    "https://[::]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/",
    "https://[fe80::1]/",
    "https://[fc00::1]/",
    "https://[fd12:3456::1]/",
    "https://[ff02::1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[2002:7f00:1::]/",
    "https://[2001:0:7f00:1::]/",
    "https://[2001:db8::1]/",
    "https://localhost/",
  ])("is refused in whatever notation: %s", async (address) => {
    const request = { address, allowed: [], etag: null, lastModified: null };
    expect(await fetchCalendar(request, quick)).toEqual(failed("not_allowed"));
  });
});
