import * as Y from "yjs";
import { applyAll } from "./apply-all.ts";
import type { OutboxRow } from "./device-store.ts";
import type { RowNews } from "./outbox.ts";
import type { Broadcast, TabEnvironment } from "./tab-environment.ts";

/** What the tabs of one browser tell each other about a page. */
type TabMessage =
  /** a tab has opened the page */
  | { type: "hello"; session: string; stateVector: Uint8Array }
  /** what the newcomer `to` may lack, and what of mine is not saved yet */
  | {
      type: "answer";
      to: string;
      outboxes: readonly KnownOutbox[];
      update: Uint8Array;
      stateVector: Uint8Array;
    }
  /** what one of the others lacked */
  | { type: "state"; update: Uint8Array }
  | { type: "news"; origin: OutboxOrigin; news: RowNews }
  /** something of the page was set aside: whoever has it in their document begins with a new one */
  | { type: "start over" };

export type OutboxOrigin = { session: string; clientId: number };

/** What a tab knows of a session: how far it is stored and, of its own, what is not; `rows` null: it is another's. */
export type KnownOutbox = OutboxOrigin & { storedCseq: number; rows: readonly OutboxRow[] | null };

export type TabLinkEvents = {
  /** another tab has told what it knows of a session; its updates are in the document already */
  met: (outbox: KnownOutbox) => void;
  /** something became of another session's outbox; its updates are in the document already */
  news: (origin: OutboxOrigin, news: RowNews) => void;
  /** another tab has set something aside; nothing more is heard or said here */
  startOver: () => void;
};

/** Keeps the tabs of this browser at one state of a page, also where no server can be reached. */
export class TabLink {
  private readonly broadcast: Broadcast | null;
  private isClosed = false;
  private readonly doc: Y.Doc;
  private readonly own: OutboxOrigin;
  private readonly outboxes: () => KnownOutbox[];
  private readonly events: TabLinkEvents;
  private readonly isSpoilt: (update: Uint8Array) => boolean;
  private readonly environment: TabEnvironment;

  constructor(
    environment: TabEnvironment,
    page: string,
    {
      doc,
      own,
      outboxes,
      events,
      isSpoilt,
    }: {
      doc: Y.Doc;
      own: OutboxOrigin;
      outboxes: () => KnownOutbox[];
      events: TabLinkEvents;
      /** whether something that was set aside is in it: a tab that has yet to start over sent it */
      isSpoilt: (update: Uint8Array) => boolean;
    },
  ) {
    this.environment = environment;
    this.doc = doc;
    this.own = own;
    this.outboxes = outboxes;
    this.events = events;
    this.isSpoilt = isSpoilt;
    this.broadcast = environment.openBroadcast?.(`candor:page:${page}`) ?? null;
    this.broadcast?.onMessage((message) => this.receive(message as TabMessage));
    this.post({ type: "hello", session: own.session, stateVector: Y.encodeStateVector(doc) });
  }

  /** Tells the other tabs what became of an outbox, this tab's own or one it sends on. */
  tell(origin: OutboxOrigin, news: RowNews): void {
    this.post({ type: "news", origin, news });
  }

  /** Tells the other tabs that something was set aside, and nothing after that. */
  startOver(): void {
    this.post({ type: "start over" });
    this.close();
  }

  close(): void {
    this.isClosed = true;
    this.broadcast?.close();
  }

  private post(message: TabMessage): void {
    if (!this.isClosed) this.broadcast?.post(message);
  }

  private receive(message: TabMessage): void {
    if (this.isClosed) return;
    try {
      this.act(message);
    } catch (fault) {
      // A tab of another version of the app: what it wrote comes by way of the server.
      this.environment.report(fault, "listening to another tab");
    }
  }

  private act(message: TabMessage): void {
    switch (message.type) {
      case "hello":
        this.answer(message.session, message.stateVector);
        break;
      case "answer":
        if (message.to !== this.own.session) break;
        this.apply([message.update, ...message.outboxes.flatMap(({ rows }) => rows?.map((row) => row.update) ?? [])]);
        for (const outbox of message.outboxes) this.events.met(outbox);
        if (this.knowsMoreThan(message.stateVector))
          this.post({ type: "state", update: Y.encodeStateAsUpdate(this.doc, message.stateVector) });
        break;
      case "state":
        this.apply([message.update]);
        break;
      case "news":
        if (message.news.type === "rows") this.apply(message.news.rows.map((row) => row.update));
        this.events.news(message.origin, message.news);
        break;
      case "start over":
        // At once, so that the one who set it aside is not given it back.
        this.close();
        this.events.startOver();
        break;
    }
  }

  private answer(to: string, stateVector: Uint8Array): void {
    this.post({
      type: "answer",
      to,
      outboxes: this.outboxes(),
      update: Y.encodeStateAsUpdate(this.doc, stateVector),
      stateVector: Y.encodeStateVector(this.doc),
    });
  }

  private knowsMoreThan(stateVector: Uint8Array): boolean {
    const theirs = Y.decodeStateVector(stateVector);
    for (const [client, clock] of Y.decodeStateVector(Y.encodeStateVector(this.doc)))
      if (clock > (theirs.get(client) ?? 0)) return true;
    return false;
  }

  private apply(updates: readonly Uint8Array[]): void {
    const whole = updates.filter((update) => !this.isSpoilt(update));
    applyAll(this.doc, whole, "tab");
  }
}
