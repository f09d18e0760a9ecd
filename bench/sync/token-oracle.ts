import * as Y from "yjs";
import type { OwnedPage } from "./api.ts";
import { CandorSocket } from "./candor-socket.ts";

/** Faults of a page, counted; all zero where the server kept its word. */
export type Lost = { missing: number; twice: number; unknown: number; outOfOrder: number; diverged: number };

/** What a writer knows of their own words, and of those that were shown to them. */
export type Told = {
  words: number;
  acknowledgedWords: number;
  shown: ReadonlySet<string>;
  wordOf: (number: number) => string;
};

/** Holds a page as somebody new is given it against what its writers know. */
export class PageOracle {
  private readonly owned: OwnedPage;
  private readonly writers: readonly Told[];

  constructor(owned: OwnedPage, writers: readonly Told[]) {
    this.owned = owned;
    this.writers = writers;
  }

  /** @param healed all that was ever sent must be there, not only what was acknowledged or shown. */
  async check(address: string, healed: boolean): Promise<Lost> {
    const [first, second] = [await this.open(address), await this.open(address)];
    const text = textOf(first);
    const counts = new Map<string, number>();
    for (const [word] of text.matchAll(/\[\w+:\d+\]/g)) counts.set(word, (counts.get(word) ?? 0) + 1);
    const lost: Lost = { missing: 0, twice: 0, unknown: 0, outOfOrder: 0, diverged: 0 };
    for (const writer of this.writers) this.checkWriter(writer, text, counts, healed, lost);
    lost.unknown += counts.size;
    if (textOf(second) !== text || !sameState(first, second) || first.store.pendingStructs !== null) lost.diverged += 1;
    return lost;
  }

  /** The page as a client gets it that has nothing yet. */
  async open(address: string): Promise<Y.Doc> {
    const socket = await CandorSocket.connect(this.owned.person.at(address));
    const opened = socket.next("opened");
    const [session, clientId] = [crypto.randomUUID(), crypto.getRandomValues(new Uint32Array(1))[0] ?? 1];
    socket.send({ type: "open", channel: 1, page: this.owned.page, session, clientId, epoch: 0, haveSeq: 0 });
    const { snapshot, updates } = await opened;
    socket.end();
    const doc = new Y.Doc();
    doc.transact(() => {
      if (snapshot.length > 0) Y.applyUpdate(doc, snapshot);
      for (const update of updates) Y.applyUpdate(doc, update);
    });
    return doc;
  }

  /** Takes the writer's words out of `counts`: what is left in the end was never sent. */
  private checkWriter(writer: Told, text: string, counts: Map<string, number>, healed: boolean, lost: Lost): void {
    const due = healed ? writer.words : writer.acknowledgedWords;
    let last = -1;
    for (let number = 1; number <= writer.words; number += 1) {
      const word = writer.wordOf(number);
      const count = counts.get(word) ?? 0;
      counts.delete(word);
      const isDue = number <= due || this.writers.some((other) => other.shown.has(word));
      if (count === 0 && isDue) lost.missing += 1;
      if (count > 1) lost.twice += 1;
      if (count === 0) continue;
      const at = text.indexOf(word);
      if (at < last) lost.outOfOrder += 1;
      last = at;
    }
  }
}

function textOf(doc: Y.Doc): string {
  return doc.getXmlFragment("welcome").toString();
}

function sameState(left: Y.Doc, right: Y.Doc): boolean {
  const [a, b] = [Y.encodeStateVector(left), Y.encodeStateVector(right)];
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
