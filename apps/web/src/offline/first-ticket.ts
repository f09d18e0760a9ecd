import type { SocketTicket } from "@candor/protocol/http/access.ts";

const GOOD_FOR_MS = 20_000; // the server takes it for half a minute

/** A ticket for one socket; null: nobody is signed in. @throws where the server cannot be reached. */
export async function askTicket(signal: AbortSignal | null = null): Promise<string | null> {
  const answer = await fetch("/api/socket-tickets", { method: "POST", signal });
  if (!answer.ok) throw new Error(`no ticket: ${answer.status}`);
  return ((await answer.json()) as SocketTicket).ticket;
}

// Asked for before the app itself is here, so that the first socket waits for no answer more than it did without tickets.
let first: Promise<string | null> | null = askTicket().catch(() => null);
const askedAt = performance.now();

/** The ticket that was asked for when the app was loaded, once; null: there is none that is still good. */
export async function takeFirstTicket(): Promise<string | null> {
  const taken = first;
  first = null;
  return performance.now() - askedAt < GOOD_FOR_MS ? taken : null;
}
