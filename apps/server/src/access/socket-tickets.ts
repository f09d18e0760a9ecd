import { createHmac, timingSafeEqual } from "node:crypto";

/** How long a ticket opens a socket: longer than any request takes, shorter than anybody needs to carry it off. */
export const TICKET_SECONDS = 30;

const NONCE_BYTES = 16;
const PURPOSE = "candor/socket-ticket/1"; // the secret signs other things, too, and none of them may pass for a ticket

/** Remembers which tickets have been used. */
export type TicketUses = {
  /** @returns whether this is the first use. */
  use(nonce: string, expiresAt: number): Promise<boolean>;
};

export type SocketTickets = {
  /** A ticket for whoever sends this session cookie; nothing is kept of it until it is used. */
  issue(sessionCookie: string): string;
  /** @returns whether the ticket is ours, of this session, in time, and used for the first time. */
  redeem(ticket: string, sessionCookie: string): Promise<boolean>;
};

/**
 * Tickets that open one socket each. Asking for one takes a request from our own page (`requireOwnOrigin`), so that a
 * cookie alone, lent by a browser to whoever makes it connect, opens nothing.
 *
 * @param parts.secret read at first use.
 */
export function createSocketTickets(parts: {
  secret: string;
  uses: TicketUses;
  now: () => Date;
  randomBytes: (count: number) => Buffer;
}): SocketTickets {
  const sign = (nonce: string, expiresAt: string, sessionCookie: string) =>
    createHmac("sha256", parts.secret).update([PURPOSE, nonce, expiresAt, sessionCookie].join("\n")).digest();
  return {
    issue(sessionCookie) {
      const nonce = parts.randomBytes(NONCE_BYTES).toString("base64url");
      const expiresAt = String(parts.now().getTime() + TICKET_SECONDS * 1000);
      return `${nonce}.${expiresAt}.${sign(nonce, expiresAt, sessionCookie).toString("base64url")}`;
    },
    async redeem(ticket, sessionCookie) {
      const [nonce, expiresAt, signature, ...rest] = ticket.split(".");
      if (!nonce || !expiresAt || !signature || rest.length > 0) return false;
      const given = Buffer.from(signature, "base64url");
      const expected = sign(nonce, expiresAt, sessionCookie);
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false;
      const left = Number(expiresAt) - parts.now().getTime();
      if (!(left > 0)) return false;
      return parts.uses.use(nonce, Number(expiresAt));
    },
  };
}

const TICKET_PROTOCOL = "ticket.";

/** The ticket that came with an upgrade: offered as a subprotocol, for addresses end up in logs; null: none. */
export function ticketOf(headers: Headers): string | null {
  const offered = (headers.get("sec-websocket-protocol") ?? "").split(",").map((each) => each.trim());
  return offered.find((each) => each.startsWith(TICKET_PROTOCOL))?.slice(TICKET_PROTOCOL.length) ?? null;
}

const SESSION_COOKIE = /(?:^|;\s*)(?:__Host-)?candor\.session=([^;]+)/;

/** What a ticket is bound to. */
export function sessionCookieOf(headers: Headers): string | null {
  return SESSION_COOKIE.exec(headers.get("cookie") ?? "")?.[1] ?? null;
}
