import { once } from "node:events";
import type { Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterAll } from "vitest";

/** Has a server of this machine alone until the tests of a file are over. @returns a line to it, for bytes of any kind. */
export async function onFreePort(server: Server): Promise<() => Socket> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return () => connect(port, "127.0.0.1");
}
