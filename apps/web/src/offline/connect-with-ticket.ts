import { SOCKET_PROTOCOL } from "@candor/protocol/http/access.ts";
import { askTicket, takeFirstTicket } from "./first-ticket.ts";
import type { SyncWebSocket } from "./tab-environment.ts";

const ABNORMAL = 1006; // RFC 6455 §7.4.1: it ended without a word

/** The ways to a ticket and to a socket; tests bring their own. */
export type TicketWays = {
  first: () => Promise<string | null>;
  ask: (signal: AbortSignal) => Promise<string | null>;
};

const WAYS: TicketWays = { first: takeFirstTicket, ask: askTicket };

/**
 * A socket that fetches its ticket first and then behaves as any other: whatever keeps the ticket from coming is an end
 * without a word, after which whoever wants the socket tries again.
 */
export function connectWithTicket(
  open: (protocols: string[]) => SyncWebSocket,
  { first, ask }: TicketWays = WAYS,
): SyncWebSocket {
  const abort = new AbortController();
  const outer: SyncWebSocket = {
    binaryType: "arraybuffer",
    send: (frame) => inner?.send(frame),
    close: () => {
      abort.abort();
      inner?.close();
    },
    onopen: null,
    onmessage: null,
    onclose: null,
    onerror: null,
  };
  let inner: SyncWebSocket | null = null;
  const connect = async () => {
    const ticket = (await first()) ?? (await ask(abort.signal));
    if (abort.signal.aborted) return;
    // Without a ticket the server says no, and that is how the app learns that nobody is signed in any more.
    inner = open(ticket === null ? [SOCKET_PROTOCOL] : [SOCKET_PROTOCOL, `ticket.${ticket}`]);
    inner.binaryType = outer.binaryType;
    inner.onopen = () => outer.onopen?.();
    inner.onmessage = (event) => outer.onmessage?.(event);
    inner.onclose = (event) => outer.onclose?.(event);
  };
  connect().catch(() => outer.onclose?.({ code: ABNORMAL }));
  return outer;
}
