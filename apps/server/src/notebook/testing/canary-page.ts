import { randomUUID } from "node:crypto";
import { SOCKET_PROTOCOL, type SocketTicket } from "@candor/protocol/http/access.ts";
import { PROTOCOL_VERSION } from "@candor/protocol/protocol-version.ts";
import { type ClientMessage, decodeServerMessage, encodeClientMessage } from "@candor/protocol/sync/messages.ts";
import { WebSocket } from "ws";
import * as Y from "yjs";
import type { Ask } from "./canary-notes.ts";

/** Writes a word on a page that two people share, which the server can read: it must be found where notes must not. */
export async function writeCanaryPage(address: string, cookie: string, ask: Ask, word: string): Promise<void> {
  const page = randomUUID();
  await ask("PUT", `/api/pairs/${page}`, { myName: "Ana", theirName: "Ben", myRole: "manager", theirRole: "report" });
  const { ticket } = (await ask("POST", "/api/socket-tickets")) as SocketTicket;
  const socket = new WebSocket(`${address.replace("http", "ws")}/sync`, [SOCKET_PROTOCOL, `ticket.${ticket}`], {
    headers: { cookie, origin: address },
  });
  const doc = new Y.Doc();
  const paragraph = new Y.XmlElement("paragraph");
  paragraph.insert(0, [new Y.XmlText(word)]);
  doc.getXmlFragment("welcome").insert(0, [paragraph]);
  const session = randomUUID();
  const send = (message: ClientMessage) => socket.send(encodeClientMessage(message));
  await new Promise<void>((resolve, reject) => {
    socket.on("error", reject);
    socket.on("close", (code) => reject(new Error(`the socket was closed with ${code}`)));
    socket.on("open", () => send({ type: "hello", protocolVersion: PROTOCOL_VERSION, schemaVersion: 1 }));
    socket.on("message", (data: Buffer) => {
      const message = decodeServerMessage(data);
      const opening = { channel: 1, page, session, clientId: doc.clientID, epoch: 0, haveSeq: 0 };
      if (message.type === "welcome") send({ type: "open", ...opening });
      if (message.type === "opened")
        send({ type: "push", channel: 1, session, cseq: 1, update: Y.encodeStateAsUpdate(doc) });
      if (message.type === "refused") reject(new Error(`refused with ${message.code}`));
      if (message.type === "ack") resolve();
    });
  });
  socket.removeAllListeners("close");
  socket.close();
}
