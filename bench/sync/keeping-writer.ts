import { encodeKept, type VouchedPart } from "@candor/protocol/sync/kept-parts.ts";
import type { ServerMessage } from "@candor/protocol/sync/messages.ts";
import * as Y from "yjs";
import type { OwnedPage } from "./api.ts";
import { CandorSocket } from "./candor-socket.ts";
import { Typist } from "./typist.ts";

type Opened = Extract<ServerMessage, { type: "opened" }>;
type Push = { update: Uint8Array; end: number };

/**
 * One person who types numbered words and does as PROTOCOL.md wants it of a client when the server was restored: gives
 * back what it holds, then begins its pushes anew behind what the server has.
 */
export class KeepingWriter {
  readonly name: string;
  /** words of the other person that were shown to me; what was shown must never vanish while I am here */
  readonly shown = new Set<string>();
  /** how many of my words the server has ever called stored */
  acknowledgedWords = 0;
  words = 0;
  private readonly owned: OwnedPage;
  private readonly typist: Typist;
  /** of the session as the server counts it now: what it has, and what it has not answered */
  private storedCseq = 0;
  private outbox: Push[] = [];
  private stored: Push[] = [];
  private kept: VouchedPart[] = [];
  private epoch = 0;
  private socket: CandorSocket | null = null;
  private wake = () => {};

  constructor(owned: OwnedPage, name: string) {
    this.owned = owned;
    this.name = name;
    this.typist = new Typist(crypto.randomUUID(), crypto.getRandomValues(new Uint32Array(1))[0] ?? 1);
  }

  wordOf(number: number): string {
    return `[${this.name}:${number}]`;
  }

  async connect(address: string): Promise<void> {
    let { socket, opened } = await this.open(address);
    if (this.epoch !== 0 && opened.epoch !== this.epoch) {
      socket.end();
      await this.giveBack(address);
      ({ socket, opened } = await this.open(address));
      this.renumber(opened);
    } else this.acknowledge(opened.storedCseq);
    this.epoch = opened.epoch;
    const given = [opened.snapshot, ...opened.updates].filter(({ length }) => length > 0);
    this.kept = given.length > 0 ? [{ updates: given, voucher: opened.voucher }] : [];
    socket.onMessage = (message) => this.receive(message);
    socket.onClose = () => {};
    this.socket = socket;
    for (const [index, push] of this.outbox.entries()) this.send(push, index);
    if (this.typist.cseq === 0) this.push(this.typist.begin(1));
  }

  disconnect(): void {
    this.socket?.end();
    this.socket = null;
  }

  type(): void {
    this.words += 1;
    this.push(this.typist.type(this.wordOf(this.words)));
  }

  async everythingAcknowledged(): Promise<void> {
    while (this.outbox.length > 0) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  private async open(address: string): Promise<{ socket: CandorSocket; opened: Opened }> {
    const socket = await CandorSocket.connect(this.owned.person.at(address));
    const next = socket.next("opened");
    const { session, clientId } = this.typist;
    socket.send({ type: "open", channel: 1, page: this.owned.page, session, clientId, epoch: 0, haveSeq: 0 });
    return { socket, opened: await next };
  }

  private async giveBack(address: string): Promise<void> {
    const { page, person } = this.owned;
    for (;;) {
      const response = await fetch(`${address}/api/pairs/${page}/kept`, {
        method: "POST",
        headers: { origin: address, cookie: person.cookie, "content-type": "application/octet-stream" },
        body: encodeKept(this.kept) as Uint8Array<ArrayBuffer>,
      });
      if (response.ok) return;
      if (response.status !== 429 && response.status !== 503) throw new Error(`kept: ${await response.text()}`);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }

  /** Every push ends where the next begins, so that the clock alone tells which of them the server has. */
  private renumber({ snapshot, updates, storedCseq }: Opened): void {
    const doc = new Y.Doc();
    doc.transact(() => {
      for (const update of [snapshot, ...updates]) if (update.length > 0) Y.applyUpdate(doc, update);
    });
    const has = Y.decodeStateVector(Y.encodeStateVector(doc)).get(this.typist.clientId) ?? 0;
    doc.destroy();
    const all = [...this.stored, ...this.outbox];
    this.stored = all.filter(({ end }) => end <= has);
    this.outbox = all.filter(({ end }) => end > has);
    this.storedCseq = storedCseq;
  }

  private push(update: Uint8Array): void {
    const push = { update, end: Y.parseUpdateMeta(update).to.get(this.typist.clientId) ?? 0 };
    this.outbox.push(push);
    this.send(push, this.outbox.length - 1);
  }

  private send({ update }: Push, index: number): void {
    const cseq = this.storedCseq + 1 + index;
    this.socket?.send({ type: "push", channel: 1, session: this.typist.session, cseq, update });
  }

  private receive(message: ServerMessage): void {
    if (message.type === "ack") {
      const first = message.cseq - message.vouched - this.storedCseq;
      const updates = this.outbox.slice(Math.max(0, first), message.cseq - this.storedCseq).map(({ update }) => update);
      if (first >= 0 && updates.length > 0) this.kept.push({ updates, voucher: message.voucher });
      this.acknowledge(message.cseq);
    } else if (message.type === "refused") throw new Error(`${this.name}: refused with ${message.code}`);
    else if (message.type === "update") {
      this.kept.push({ updates: [message.update], voucher: message.voucher });
      for (const [word] of Buffer.from(message.update)
        .toString("latin1")
        .matchAll(/\[\w+:\d+\]/g))
        this.shown.add(word);
    }
  }

  private acknowledge(cseq: number): void {
    if (cseq <= this.storedCseq) return;
    this.stored.push(...this.outbox.splice(0, cseq - this.storedCseq));
    this.storedCseq = cseq;
    this.acknowledgedWords = Math.max(this.acknowledgedWords, this.stored.length - 1); // the first makes the place
    this.wake();
  }
}
