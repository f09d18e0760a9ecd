import { createServer } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type LookupFunction, type Server, Socket } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { askSafely, type Resolve, resolveName } from "./ask-safely.ts";
import { isPublicAddress } from "./is-public-address.ts";
import { inwardAddresses } from "./testing/address-notations.ts";
import { openNameServer } from "./testing/open-name-server.ts";

const limits = { firstByteMilliseconds: 2000, milliseconds: 4000, bytes: 1000 };
const inward = inwardAddresses();

/** Where a connection was to be opened. Each is led to a door of this test that shuts at once, so that none leaves here. */
const dialled: string[] = [];
const opened: Server[] = [];
let door = 0;
let redirector = "";
let sendsTo = "";

const portOf = (server: Server) => (server.address() as AddressInfo).port;
const listening = (server: Server) =>
  new Promise<number>((resolve) => {
    opened.push(server);
    server.listen(0, "127.0.0.1", () => resolve(portOf(server)));
  });

beforeAll(async () => {
  door = await listening(createTcpServer((socket) => socket.destroy()));
  redirector = `http://127.0.0.1:${await listening(
    createServer((_request, response) => response.writeHead(302, { location: sendsTo }).end()),
  )}`;
  const connect = Socket.prototype.connect;
  vi.spyOn(Socket.prototype, "connect").mockImplementation(function (this: Socket, ...given: unknown[]) {
    const [options] = (Array.isArray(given[0]) ? given[0] : given) as [
      { host: string; port: number; lookup?: LookupFunction },
    ];
    if (`http://${options.host}:${options.port}` === redirector) return connect.apply(this, given as never);
    const note = (address: string) => dialled.push(address);
    if (options.lookup === undefined) note(options.host);
    else
      options.lookup(options.host, { all: true }, (_error, found) => {
        for (const place of found as { address: string }[]) note(place.address);
      });
    return (connect as (to: object) => Socket).call(this, { host: "127.0.0.1", port: door });
  });
});
afterAll(() => {
  vi.restoreAllMocks();
  for (const server of opened) server.close();
});
beforeEach(() => {
  dialled.length = 0;
});

/** Names that are none of ours are not asked of anybody: they would leave this machine. */
const literalsAlone: Resolve = async (hostname) => {
  if (/^[\d.]+$|:/.test(hostname)) return resolveName(hostname);
  throw new Error("no such name");
};

function ask(address: string, resolve: Resolve, also: { allowed?: string[]; method?: string } = {}) {
  const question = { address, allowed: also.allowed ?? [], method: also.method ?? "GET", headers: {} };
  return askSafely({ ...question, body: "x" }, async () => "an answer", limits, resolve);
}

test("there are more than two hundred notations, and each is another", () => {
  expect(inward.length).toBeGreaterThan(200);
  expect(new Set(inward).size).toBe(inward.length);
});

describe("an address inside", () => {
  test("is reached in no notation", async () => {
    for (const method of ["GET", "POST"])
      for (const address of inward)
        expect([address, (await ask(address, literalsAlone, { method })).type]).toEqual([address, "failed"]);
    expect(dialled).toEqual([]);
  });

  test("is reached in no notation by somebody who sends us there", async () => {
    for (const address of inward) {
      // What no header may hold, no server can send.
      if (/[^\x20-\x7e]/.test(address)) continue;
      sendsTo = address;
      expect([address, (await ask(redirector, literalsAlone, { allowed: [redirector] })).type]).toEqual([
        address,
        "failed",
      ]);
    }
    expect(dialled).toEqual([]);
  });

  test("is not reached by a name that leads there", async () => {
    for (const address of ["127.0.0.1", "10.0.0.1", "169.254.169.254", "192.168.1.1", "0.0.0.0"]) {
      const names = await openNameServer(() => address);
      expect(await ask("https://inner.example.org/", names.resolve)).toMatchObject({ fault: "not_allowed" });
      expect(names.answered).toEqual([address]);
      await names.close();
    }
    expect(dialled).toEqual([]);
  });

  test("is not reached by a name server that says another address each time", async () => {
    const outside = ["93.184.215.14", "8.8.8.8", "1.1.1.1"];
    const inside = ["127.0.0.1", "10.0.0.1", "169.254.169.254", "192.168.0.1"];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...outside, ...inside), { minLength: 8, maxLength: 8 }),
        fc.constantFrom("GET", "POST"),
        async (answers, method) => {
          dialled.length = 0;
          const names = await openNameServer((nth) => answers[nth % answers.length] as string);
          for (const _ of answers) await ask("https://moves.example.org/", names.resolve, { method });
          await names.close();
          // Asked once each time, and connected to what was said then and looked at.
          expect(names.answered).toEqual(answers);
          expect(dialled).toEqual(answers.filter((address) => isPublicAddress(address)));
        },
      ),
      { numRuns: 25, seed: 20261126 },
    );
  });
});

test("an address of the internet is asked, at the very address that was looked at", async () => {
  const answer = await ask("https://93.184.215.14/", literalsAlone);
  expect([dialled, answer]).toEqual([
    ["93.184.215.14"],
    { type: "failed", fault: "broken_off", mayHaveArrived: false },
  ]);
});
