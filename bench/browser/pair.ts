import type { NewInvitation } from "@candor/protocol/http/people.ts";
import { MAX_UPDATE_BYTES } from "@candor/protocol/sync/limits.ts";
import type { BrowserContext } from "playwright-core";
import * as Y from "yjs";
import { Person } from "../sync/api.ts";
import { CandorSocket } from "../sync/candor-socket.ts";

/** A page on the server with both its people, made without a browser. */
export type Pair = { pageId: string; ana: Person; ben: Person };

/** @param fill writes what the page holds. Large pages come in several fills, each one push. */
export async function createPair(address: string, fills: readonly ((doc: Y.Doc) => void)[]): Promise<Pair> {
  const pageId = crypto.randomUUID();
  const ana = await Person.signIn(address);
  await ana.createPair(pageId);
  await fillDocument(ana, pageId, fills);
  const ben = await Person.signIn(address);
  const { id, secret } = await post<NewInvitation>(ana, `/api/pairs/${pageId}/invitations`);
  await post(ben, `/api/invitations/${id}/accept`, { secret, name: "Ben" });
  return { pageId, ana, ben };
}

/** Writes into a document as one more of its writers; large ones come in several fills, each one push. */
export async function fillDocument(
  person: Person,
  page: string,
  fills: readonly ((doc: Y.Doc) => void)[],
): Promise<void> {
  const doc = new Y.Doc();
  const session = crypto.randomUUID();
  const socket = await CandorSocket.connect(person);
  socket.send({ type: "open", channel: 1, page, session, clientId: doc.clientID, epoch: 0, haveSeq: 0 });
  await socket.next("opened");
  let cseq = 0;
  for (const fill of fills) {
    const before = Y.encodeStateVector(doc);
    fill(doc);
    const update = Y.encodeStateAsUpdate(doc, before);
    if (update.length > MAX_UPDATE_BYTES) throw new RangeError(`${update.length} bytes are too many for one push`);
    cseq += 1;
    const acknowledged = socket.next("ack");
    socket.send({ type: "push", channel: 1, session, cseq, update });
    await acknowledged;
  }
  socket.end();
}

async function post<T>({ address, cookie }: Person, path: string, body: unknown = {}): Promise<T> {
  const response = await fetch(`${address}${path}`, {
    method: "POST",
    headers: { origin: address, cookie, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

/** Lets a browser be this person. */
export async function signIn(context: BrowserContext, { address, cookie }: Person): Promise<void> {
  const cookies = cookie.split("; ").map((each) => {
    const [name = "", ...value] = each.split("=");
    return { name, value: value.join("="), url: address };
  });
  await context.addCookies(cookies);
}
