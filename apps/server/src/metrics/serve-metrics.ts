import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Family } from "./meter.ts";
import { writeMetrics } from "./write-metrics.ts";

/**
 * Answers `/metrics` on a port of its own, so that the address people use never shows it.
 *
 * @throws {Error} with a sentence, where the port cannot be had.
 */
export async function serveMetrics(
  { host, port }: { host: string; port: number },
  read: () => Promise<Family[]>,
): Promise<{ port: number; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    if (request.method !== "GET" || request.url !== "/metrics") {
      response.writeHead(404).end();
      return;
    }
    read().then(
      (families) => {
        response.writeHead(200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" });
        response.end(writeMetrics(families));
      },
      () => response.writeHead(500).end(),
    );
  });
  server.listen(port, host);
  await once(server, "listening").catch((cause: unknown) => {
    throw new Error(`CANDOR_METRICS_PORT ${port} cannot be had on ${host}; set another one.`, { cause });
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
