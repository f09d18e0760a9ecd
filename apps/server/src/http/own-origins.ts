import { isIPv6 } from "node:net";
import { isLoopback } from "./is-loopback.ts";

/** By which names people and whoever runs it come to this server. */
export type OwnOrigins = {
  /** as configured; otherwise, once it listens, the names of this machine */
  all(): readonly string[];
  /** the one in links; empty before it listens */
  first(): string;
  isOwn(origin: string): boolean;
  /** as whoever runs it comes to it, on its own machine */
  ofOperator(): readonly string[];
  listensAt(host: string, port: number): void;
};

export function createOwnOrigins(configured: readonly string[]): OwnOrigins {
  let origins = configured;
  let ofOperator: readonly string[] = [];
  return {
    all: () => origins,
    first: () => origins[0] ?? "",
    isOwn: (origin) => origins.includes(origin),
    ofOperator: () => ofOperator,
    listensAt(host, port) {
      if (origins.length === 0) origins = loopbackOrigins(host, port);
      ofOperator = loopbackOrigins("127.0.0.1", port);
    },
  };
}

/** The names of this machine that a browser may have in its address bar. */
function loopbackOrigins(host: string, port: number): string[] {
  const hosts = isLoopback(host) ? ["localhost", "127.0.0.1", "[::1]"] : [];
  const bound = isIPv6(host) ? `[${host}]` : host;
  return [...new Set([...hosts, bound])].map((name) => new URL(`http://${name}:${port}`).origin);
}
