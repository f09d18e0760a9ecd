import { type IncomingMessage, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import type { SocketOwner } from "../page-access.ts";
import { ignoreError } from "./ignore-error.ts";
import type { SyncPorts } from "./sync-ports.ts";

/**
 * Decides who an upgrade request comes from, before a single frame is read. A refusal is written to the raw socket: an
 * error thrown here would end the process.
 *
 * @returns null where it was refused.
 */
export async function admitUpgrade(
  request: IncomingMessage,
  socket: Duplex,
  ports: SyncPorts,
): Promise<SocketOwner | null> {
  socket.on("error", ignoreError); // a client that goes while it is being asked about
  if (!ports.allowsOrigin(request.headers.origin ?? null)) return refuseUpgrade(socket, 403);
  try {
    const identity = await ports.identify({ headers: headersOf(request) });
    if (socket.destroyed) return null;
    return identity ?? refuseUpgrade(socket, 401);
  } catch (fault) {
    ports.report(fault, "asking who opens a socket");
    return refuseUpgrade(socket, 500);
  }
}

export function refuseUpgrade(socket: Duplex, status: 401 | 403 | 404 | 500 | 503): null {
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  return null;
}

function headersOf(request: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  return headers;
}
