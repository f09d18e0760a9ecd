import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";

// What no sync server can beat: `ws` alone, two sockets a room, each frame passed on as it is.

const rooms = new Map<string, WebSocket[]>();
const sockets = new WebSocketServer({
  noServer: true,
  maxPayload: 1_048_576,
  perMessageDeflate: false,
  clientTracking: false,
});
const server = createServer();
server.on("upgrade", (request, socket, head) => {
  sockets.handleUpgrade(request, socket, head, (webSocket) => {
    const room = request.url ?? "";
    const members = rooms.get(room) ?? [];
    members.push(webSocket);
    rooms.set(room, members);
    webSocket.on("message", (data: Buffer) => {
      for (const other of members) if (other !== webSocket) other.send(data, BINARY);
    });
    webSocket.on("error", () => webSocket.terminate());
  });
});
server.listen(0, "127.0.0.1", () => console.log(`ready: http://127.0.0.1:${(server.address() as AddressInfo).port}`));

const BINARY = { binary: true };
