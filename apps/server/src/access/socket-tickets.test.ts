import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { createSocketTickets, sessionCookieOf, TICKET_SECONDS, ticketOf } from "./socket-tickets.ts";
import { openTicketUses } from "./ticket-uses.ts";

describeEachEngine("a ticket for the socket", ({ open }) => {
  async function openTickets() {
    const database = await open();
    let at = Date.parse("2026-11-24T09:00:00Z");
    const now = () => new Date(at);
    const parts = { secret: "s".repeat(32), now, randomBytes };
    const another = () => createSocketTickets({ ...parts, uses: openTicketUses(database, now) });
    const pass = (seconds: number) => {
      at += seconds * 1000;
    };
    return { tickets: another(), another, pass, database };
  }

  test("opens one socket, and no second, though a hundred try at once", async () => {
    const { tickets } = await openTickets();
    const ticket = tickets.issue("session-of-ana");
    const tries = await Promise.all(Array.from({ length: 100 }, () => tickets.redeem(ticket, "session-of-ana")));
    expect(tries.filter(Boolean)).toHaveLength(1);
    expect(await tickets.redeem(ticket, "session-of-ana")).toBe(false);
  });

  test("is of one session: with another's cookie it opens nothing, and is not used up by the try", async () => {
    const { tickets } = await openTickets();
    const ticket = tickets.issue("session-of-ana");
    expect(await tickets.redeem(ticket, "session-of-eve")).toBe(false);
    expect(await tickets.redeem(ticket, "session-of-ana")).toBe(true);
  });

  test("is void after half a minute", async () => {
    const { tickets, pass } = await openTickets();
    const [late, inTime] = [tickets.issue("ana"), tickets.issue("ana")];
    pass(TICKET_SECONDS - 1);
    expect(await tickets.redeem(inTime, "ana")).toBe(true);
    pass(1);
    expect(await tickets.redeem(late, "ana")).toBe(false);
  });

  test("that is cut, lengthened, changed in a letter or given more time opens nothing", async () => {
    const { tickets } = await openTickets();
    const ticket = tickets.issue("ana");
    const [nonce, expiresAt, signature] = ticket.split(".");
    const changed = Array.from(ticket, (_, at) => at).map(
      (at) => ticket.slice(0, at) + (ticket[at] === "A" ? "B" : "A") + ticket.slice(at + 1),
    );
    for (const forged of [
      "",
      "..",
      ticket.slice(0, -1),
      `${ticket}.x`,
      `${nonce}.${Number(expiresAt) + 60_000}.${signature}`,
      `${nonce}.NaN.${signature}`,
      ...changed.slice(0, -1), // the last letter of base64url has bits that say nothing
    ])
      expect([forged, await tickets.redeem(forged, "ana")]).toEqual([forged, false]);
    expect(await tickets.redeem(ticket, "ana")).toBe(true);
  });

  test("used on one node is used on every node of the database", async () => {
    const { tickets, another, database } = await openTickets();
    if (database.engine === "sqlite") return; // one process, by its nature
    const ticket = tickets.issue("ana");
    expect(await another().redeem(ticket, "ana")).toBe(true);
    expect(await tickets.redeem(ticket, "ana")).toBe(false);
  });

  test("that was used is forgotten once it is void anyway", async () => {
    const { tickets, pass, database } = await openTickets();
    await tickets.redeem(tickets.issue("ana"), "ana");
    pass(TICKET_SECONDS + 1);
    await tickets.redeem(tickets.issue("ana"), "ana");
    const kept = await database.db.selectFrom("used_socket_ticket").selectAll().execute();
    expect(kept).toHaveLength(database.engine === "sqlite" ? 0 : 1);
  });
});

test("the ticket is read from the subprotocols, never from the address", () => {
  expect(ticketOf(new Headers({ "sec-websocket-protocol": "candor, ticket.a.b.c" }))).toBe("a.b.c");
  expect(ticketOf(new Headers({ "sec-websocket-protocol": "candor" }))).toBeNull();
  expect(ticketOf(new Headers())).toBeNull();
});

test("a ticket is bound to the session's cookie under both of its names", () => {
  expect(sessionCookieOf(new Headers({ cookie: "a=1; __Host-candor.session=x.y" }))).toBe("x.y");
  expect(sessionCookieOf(new Headers({ cookie: "candor.session=x.y; b=2" }))).toBe("x.y");
  expect(sessionCookieOf(new Headers({ cookie: "evil-candor.session=x" }))).toBeNull();
});
