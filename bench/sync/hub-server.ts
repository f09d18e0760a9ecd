import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { SCHEMA_VERSION } from "@candor/document/schema-version.ts";
import { openDatabase } from "@candor/server/src/database/open-database.ts";
import { createSyncHub } from "@candor/server/src/sync/hub/create-hub.ts";
import { createVouch } from "@candor/server/src/sync/vouch/create-vouch.ts";

// The hub and the log of the server without its people: everybody is whom the cookie says and may write every page.
// CANDOR_SYNCHRONOUS=OFF makes of it the control of the durability audit, which must not pass with it.

const database = await openDatabase({
  engine: "sqlite",
  path: join(process.env.CANDOR_DATA ?? ".", "candor.sqlite"),
  ...(process.env.CANDOR_SYNCHRONOUS === "OFF" ? { synchronous: "OFF" } : {}),
});
const ANA = { member: "a", name: "Ana", write: true } as const;
const hub = createSyncHub({
  log: database.log,
  nodes: database.nodes,
  access: {
    accessTo: async () => ANA,
    accessToAll: async (asked) => asked.map(() => ANA),
    changeMark: async () => 0,
    onChange: () => () => {},
  },
  identify: async ({ headers }) => ({ userId: headers.get("cookie") ?? "" }),
  allowsOrigin: () => true,
  schemaVersion: SCHEMA_VERSION,
  clock: () => performance.now(),
  instant: () => new Date().toISOString(),
  later: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  opened: () => undefined,
  vouch: createVouch("anybody may write everything here").vouch,
  report: (fault, doing) => console.error(doing, fault),
});
const server = createServer((_request, response) => response.writeHead(404).end());
server.on("upgrade", (request, socket, head) => hub.upgrade(request, socket, head));
server.listen(0, "127.0.0.1", () => console.log(`ready: http://127.0.0.1:${(server.address() as AddressInfo).port}`));
