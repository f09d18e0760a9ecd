import type { MemberId } from "@candor/core/person/member.ts";
import type { Place } from "@candor/core/topic/topic.ts";
import { topicsIn } from "@candor/core/topic/topics-in.ts";
import * as Y from "yjs";
import { ArrivedUpdate, type Editor } from "../edit.ts";
import { beginPage } from "../page/begin-page.ts";
import { readPage } from "../page/read-page.ts";
import { addTopic } from "../topic/add-topic.ts";

export const TEST_NOW = "2026-11-20T09:00:00Z"; // a Friday
export const FIRST_START = "2026-11-24T10:00";

export type Peer = { doc: Y.Doc; editor: Editor };

/**
 * Two people on one page with these topics in its Hopper, both up to date; Ana has seat a, Ben seat b.
 *
 * @param order whose clientID is the larger: Yjs breaks ties by it, so a rule must hold either way.
 */
export function twoPeers(titles: readonly string[] = [], order: "ana_first" | "ben_first" = "ana_first"): [Peer, Peer] {
  const ana = peer("a", order === "ana_first" ? 10 : 30);
  const ben = peer("b", 20);
  beginPage(ana.doc, ana.editor, {
    settings: { everyWeeks: 1, minutes: 30, medium: null, timeZone: "Europe/Berlin" },
    welcome: [{ type: "paragraph", content: [{ type: "text", text: "Welcome" }] }],
    firstStart: FIRST_START,
  });
  for (const title of titles) addTopic(ana.doc, ana.editor, { title, place: "hopper" });
  sync(ana, ben);
  return [ana, ben];
}

export function peer(member: MemberId, clientId: number): Peer {
  const doc = new Y.Doc();
  doc.clientID = clientId;
  let count = 0;
  const newId = () => {
    count += 1;
    return `${member}${count}`;
  };
  return { doc, editor: { member, now: TEST_NOW, newId } };
}

/** Each gets what the other has and he has not. */
export function sync(left: Peer, right: Peer): void {
  const toRight = Y.encodeStateAsUpdate(left.doc, Y.encodeStateVector(right.doc));
  const toLeft = Y.encodeStateAsUpdate(right.doc, Y.encodeStateVector(left.doc));
  Y.applyUpdate(right.doc, toRight, new ArrivedUpdate("server"));
  Y.applyUpdate(left.doc, toLeft, new ArrivedUpdate("server"));
}

/** A page as a server or a second device would have it: through the bytes. */
export function reopened(from: Peer): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(from.doc), new ArrivedUpdate("server"));
  return doc;
}

export function titles(of: Peer, place: Place = "hopper"): string[] {
  return topicsIn(readPage(of.doc), place).map((topic) => topic.title);
}

/** @throws {Error} if no topic, or more than one, has the title. */
export function idOf(of: Peer, title: string): string {
  const found = readPage(of.doc).topics.filter((topic) => topic.title === title);
  if (found.length !== 1) throw new Error(`${found.length} topics are called ${title}`);
  return (found[0] as { id: string }).id;
}
