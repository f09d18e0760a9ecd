import { REFUSAL_CODES, type RefusalName, refusalName } from "@candor/protocol/sync/codes.ts";
import * as Y from "yjs";
import { PagePeer } from "./page-peer.ts";
import type { SyncServer } from "./sync-server.ts";
import { type Answer, TestSocket } from "./test-socket.ts";

export const PAGE = "5b0c1f0e-11f3-4a27-9f6e-0d8b3f7f2a10";

let lives = 0;

/** An honest tab: a document, an outbox, one page on one socket. */
export class TestTab {
  readonly peer: PagePeer;
  readonly session: string;
  readonly userId: string;
  channel = 1;
  /** pushes not yet acknowledged, the newest last */
  outbox: { cseq: number; update: Uint8Array }[] = [];
  haveSeq = 0;
  epoch = 0;
  socket!: TestSocket;
  /** the one it connects to next */
  server: SyncServer;
  private readonly page: string;
  cseq = 0;

  constructor(server: SyncServer, userId: string, page = PAGE) {
    lives += 1;
    this.server = server;
    this.userId = userId;
    this.page = page;
    this.session = `session-${lives}`;
    this.peer = new PagePeer(1_000_000 + lives);
  }

  static async open(server: SyncServer, userId: string, page = PAGE): Promise<TestTab> {
    const tab = new TestTab(server, userId, page);
    await tab.connect();
    return tab;
  }

  get clientId(): number {
    return this.peer.doc.clientID;
  }

  /** Connects, opens the page and sends on what was not acknowledged. */
  async connect(): Promise<Answer<"opened">> {
    this.socket = await TestSocket.greeted(this.server, this.userId);
    return this.openPage();
  }

  async openPage(): Promise<Answer<"opened">> {
    const { channel, page, session, clientId, epoch, haveSeq } = this;
    this.socket.send({ type: "open", channel, page, session, clientId, epoch, haveSeq });
    const opened = await this.socket.next("opened");
    const snapshot = opened.snapshot.length > 0 ? [opened.snapshot] : [];
    this.peer.receive(...snapshot, ...opened.updates);
    this.epoch = opened.epoch;
    this.haveSeq = opened.seq;
    this.outbox = this.outbox.filter(({ cseq }) => cseq > opened.storedCseq);
    for (const push of this.outbox) this.sendPush(push);
    return opened;
  }

  /** Does something to the page and sends it. */
  act(choice: number): void {
    this.peer.act(choice);
    this.flush();
  }

  write(text: string): void {
    const paragraph = new Y.XmlElement("paragraph");
    paragraph.insert(0, [new Y.XmlText(text)]);
    this.peer.doc.getXmlFragment("welcome").push([paragraph]);
    this.flush();
  }

  flush(): void {
    for (const update of this.peer.takeOutbox()) {
      this.cseq += 1;
      const push = { cseq: this.cseq, update };
      this.outbox.push(push);
      this.sendPush(push);
    }
  }

  sendPush({ cseq, update }: { cseq: number; update: Uint8Array }): void {
    this.socket.send({ type: "push", channel: this.channel, session: this.session, cseq, update });
  }

  async acknowledged(): Promise<void> {
    while (this.outbox.length > 0) {
      const ack = await this.socket.next("ack");
      this.outbox = this.outbox.filter(({ cseq }) => cseq > ack.cseq);
      this.haveSeq = Math.max(this.haveSeq, ack.seq);
    }
  }

  async receiveUpdate(): Promise<void> {
    const { seq, update } = await this.socket.next("update");
    this.peer.receive(update);
    this.haveSeq = Math.max(this.haveSeq, seq);
  }

  async refused(): Promise<{ name: RefusalName | null; cseq: number }> {
    const { code, cseq } = await this.socket.next("refused");
    return { name: refusalName(code), cseq };
  }
}

export function closeOf(name: RefusalName): { code: number; reason: string } {
  return { code: REFUSAL_CODES[name].code, reason: name };
}
