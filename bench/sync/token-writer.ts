import type { ServerMessage } from "@candor/protocol/sync/messages.ts";
import type { OwnedPage } from "./api.ts";
import { CandorSocket } from "./candor-socket.ts";
import { Typist } from "./typist.ts";

/**
 * One person who types numbered words, keeps each until it is acknowledged and sends it again after a crash, as the real
 * client's outbox does.
 */
export class TokenWriter {
  readonly name: string;
  /** what the server said is on disk: this many of my pushes */
  acknowledged = 0;
  /** words of the other person that were shown to me; what was shown must never vanish */
  readonly shown = new Set<string>();
  /** when the newest acknowledgement of something new came, by `performance.now` */
  acknowledgedAt = 0;
  /** what to do when a push or the page is refused */
  onRefused: (code: number) => void = (code) => {
    throw new Error(`${this.name}: refused with ${code}`);
  };
  /** what to do when the socket ends unbidden */
  onEnd: () => void = () => {};
  private readonly owned: OwnedPage;
  private readonly typist: Typist;
  private outbox: { cseq: number; update: Uint8Array }[] = [];
  private socket: CandorSocket | null = null;
  private readonly made: number[] = [];
  private wake = () => {};

  constructor(owned: OwnedPage, name: string) {
    this.owned = owned;
    this.name = name;
    this.typist = new Typist(crypto.randomUUID(), crypto.getRandomValues(new Uint32Array(1))[0] ?? 1);
  }

  /** How many words were made; the first push only makes the place for them. */
  get words(): number {
    return Math.max(0, this.typist.cseq - 1);
  }

  get isConnected(): boolean {
    return this.socket !== null;
  }

  /** When a word was made, by `performance.now`. */
  madeAt(word: number): number {
    return this.made[word] ?? 0;
  }

  /** How many of them are acknowledged. */
  get acknowledgedWords(): number {
    return Math.max(0, this.acknowledged - 1);
  }

  wordOf(number: number): string {
    return `[${this.name}:${number}]`;
  }

  /** @throws {Error} if the server has forgotten what it acknowledged. */
  async connect(address: string, given?: AbortSignal): Promise<void> {
    const socket = await CandorSocket.connect(this.owned.person.at(address));
    const opened = socket.next("opened");
    const { session, clientId } = this.typist;
    socket.send({ type: "open", channel: 1, page: this.owned.page, session, clientId, epoch: 0, haveSeq: 0 });
    const { storedCseq, snapshot, updates } = await opened;
    if (given?.aborted) {
      socket.end();
      throw new Error(`${this.name}: it took too long to connect`);
    }
    if (storedCseq < this.acknowledged)
      throw new Error(`${this.name}: ${this.acknowledged} acknowledged, ${storedCseq} stored`);
    for (const part of [snapshot, ...updates]) this.show(part);
    socket.onMessage = (message) => this.receive(message);
    socket.onClose = () => this.onEnd();
    this.socket = socket;
    this.acknowledge(storedCseq);
    for (const push of this.outbox) this.send(push);
    if (this.typist.cseq === 0) this.push(this.typist.begin(1));
  }

  disconnect(): void {
    if (this.socket) this.socket.onClose = () => {};
    this.socket?.end();
    this.socket = null;
  }

  type(): void {
    this.made[this.words + 1] = performance.now();
    this.push(this.typist.type(this.wordOf(this.words + 1)));
  }

  async everythingAcknowledged(): Promise<void> {
    while (this.outbox.length > 0) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  private push(update: Uint8Array): void {
    const push = { cseq: this.typist.cseq, update };
    this.outbox.push(push);
    this.send(push);
  }

  private send({ cseq, update }: { cseq: number; update: Uint8Array }): void {
    this.socket?.send({ type: "push", channel: 1, session: this.typist.session, cseq, update });
  }

  private receive(message: ServerMessage): void {
    if (message.type === "ack") this.acknowledge(message.cseq);
    else if (message.type === "refused") this.onRefused(message.code);
    else if (message.type === "update") this.show(message.update);
  }

  private show(bytes: Uint8Array): void {
    for (const [word] of Buffer.from(bytes)
      .toString("latin1")
      .matchAll(/\[\w+:\d+\]/g))
      this.shown.add(word);
  }

  private acknowledge(cseq: number): void {
    if (cseq > this.acknowledged) this.acknowledgedAt = performance.now();
    this.acknowledged = Math.max(this.acknowledged, cseq);
    this.outbox = this.outbox.filter((push) => push.cseq > this.acknowledged);
    this.wake();
  }
}
