import { once } from "node:events";
import { splitUpdate } from "@candor/document/split-update.ts";
import { SOCKET_PROTOCOL, type SocketTicket } from "@candor/protocol/http/access.ts";
import { PROTOCOL_VERSION } from "@candor/protocol/protocol-version.ts";
import { PART_LIMITS } from "@candor/protocol/sync/limits.ts";
import { type ClientMessage, decodeServerMessage, encodeClientMessage } from "@candor/protocol/sync/messages.ts";
import { WebSocket } from "ws";
import * as Y from "yjs";
import type { Person } from "./person.ts";

/** Writes on a page as a script would that has this person's cookie, with nothing of the app between it and the server. */
export async function writePastTheApp(person: Person, page: string, write: (doc: Y.Doc) => void): Promise<void> {
  const { url } = person.server;
  const answer = await person.context.request.post(`${url}/api/socket-tickets`, { headers: { origin: url } });
  const { ticket } = (await answer.json()) as SocketTicket;
  const cookie = (await person.context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const socket = new WebSocket(`${url.replace("http", "ws")}/sync`, [SOCKET_PROTOCOL, `ticket.${ticket}`], {
    headers: { cookie, origin: url },
  });
  await once(socket, "open");
  const doc = new Y.Doc();
  const session = crypto.randomUUID();
  const send = (message: ClientMessage) => socket.send(encodeClientMessage(message));
  let last = Number.POSITIVE_INFINITY;
  const stored = new Promise<void>((resolve, reject) => {
    socket.on("message", (data: Buffer) => {
      const message = decodeServerMessage(data);
      if (message.type === "refused") reject(new Error(`refused with ${message.code}`));
      if (message.type === "ack" && message.cseq >= last) resolve();
      if (message.type !== "opened") return;
      for (const update of [message.snapshot, ...message.updates]) if (update.length > 0) Y.applyUpdate(doc, update);
      const before = Y.encodeStateVector(doc);
      write(doc);
      const parts = splitUpdate(Y.encodeStateAsUpdate(doc, before), PART_LIMITS);
      last = parts.length;
      for (const [index, update] of parts.entries())
        send({ type: "push", channel: 1, session, cseq: index + 1, update });
    });
  });
  send({ type: "hello", protocolVersion: PROTOCOL_VERSION, schemaVersion: 1 });
  send({ type: "open", channel: 1, page, session, clientId: doc.clientID, epoch: 0, haveSeq: 0 });
  await stored;
  socket.terminate();
}
