import { Groundwork, LocalEdit } from "@candor/document/edit.ts";
import * as Y from "yjs";

/** A person's copy of a page that keeps what it would push, and does to it what people do: seeded, not sensible. */
export class PagePeer {
  readonly doc: Y.Doc;
  /** the local updates not yet taken, oldest first */
  outbox: Uint8Array[] = [];
  private readonly undo: Y.UndoManager;

  constructor(clientId?: number) {
    this.doc = new Y.Doc();
    if (clientId !== undefined) this.doc.clientID = clientId;
    this.doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== ARRIVED) this.outbox.push(update);
    });
    this.undo = new Y.UndoManager([this.topics(), this.doc.getXmlFragment("welcome")], {
      trackedOrigins: new Set([LocalEdit]),
      captureTimeout: 0,
    });
  }

  receive(...updates: Uint8Array[]): void {
    this.doc.transact(() => {
      for (const update of updates) Y.applyUpdate(this.doc, update, ARRIVED);
    }, ARRIVED);
  }

  takeOutbox(): Uint8Array[] {
    const taken = this.outbox;
    this.outbox = [];
    return taken;
  }

  /** @param choice any whole number: what is done, where and with what text. */
  act(choice: number): void {
    const act = ACTS[choice % ACTS.length] ?? addTopic;
    this.doc.transact(() => act(this, Math.floor(choice / ACTS.length)), new LocalEdit("test"));
  }

  undoLast(): void {
    this.undo.undo();
  }

  redoLast(): void {
    this.undo.redo();
  }

  topics(): Y.Map<Y.Map<unknown>> {
    return this.doc.getMap("topics");
  }

  /** One of the topics there are, or null. */
  topic(choice: number): Y.Map<unknown> | null {
    const ids = [...this.topics().keys()].sort();
    return ids.length === 0 ? null : (this.topics().get(ids[choice % ids.length] as string) ?? null);
  }

  json(): unknown {
    return {
      topics: this.topics().toJSON(),
      actions: this.doc.getMap("actions").toJSON(),
      welcome: this.doc.getXmlFragment("welcome").toString(),
    };
  }
}

const ARRIVED = new Groundwork();

type Act = (peer: PagePeer, choice: number) => void;

const TEXTS = ["Budget", "é", "🙂", "ab🙂cd", "\uFEFFmark", "x".repeat(200), " ", "日本語"];

const addTopic: Act = (peer, choice) => {
  const topic = new Y.Map<unknown>();
  topic.set("title", new Y.Text(textOf(choice)));
  const notes = new Y.XmlFragment();
  const paragraph = new Y.XmlElement("paragraph");
  paragraph.insert(0, [new Y.XmlText(textOf(choice + 1))]);
  notes.insert(0, [paragraph]);
  topic.set("notes", notes);
  topic.set("rank", `a${choice % 7}`);
  topic.set("carried", choice % 5);
  topic.set("snoozedUntil", null);
  topic.set("first", choice % 2 === 0);
  peer.topics().set(`t${choice % 9}`, topic);
};

const typeTitle: Act = (peer, choice) => {
  const title = peer.topic(choice)?.get("title");
  if (title instanceof Y.Text) title.insert(choice % (title.length + 1), textOf(choice));
};

const eraseTitle: Act = (peer, choice) => {
  const title = peer.topic(choice)?.get("title");
  if (title instanceof Y.Text && title.length > 0) title.delete(choice % title.length, 1);
};

const typeAndErase: Act = (peer, choice) => {
  typeTitle(peer, choice);
  eraseTitle(peer, choice);
};

const moveTopic: Act = (peer, choice) => {
  peer.topic(choice)?.set("place", `m${choice % 4}`);
  peer.topic(choice)?.set("score", choice / 3);
};

const removeTopic: Act = (peer, choice) => {
  const ids = [...peer.topics().keys()].sort();
  const id = ids[choice % Math.max(1, ids.length)];
  if (id !== undefined) peer.topics().delete(id);
};

const addAndRemoveTopic: Act = (peer, choice) => {
  addTopic(peer, choice);
  removeTopic(peer, choice);
};

const formatNotes: Act = (peer, choice) => {
  const notes = peer.topic(choice)?.get("notes");
  const paragraph = notes instanceof Y.XmlFragment ? notes.get(0) : undefined;
  const text = paragraph instanceof Y.XmlElement ? paragraph.get(0) : undefined;
  if (!(text instanceof Y.XmlText) || text.length < 2) return;
  const mark = choice % 2 === 0 ? { strong: {} } : { link: { href: "https://example.org/é" } };
  text.format(choice % (text.length - 1), 1, choice % 3 === 0 ? { strong: null } : mark);
};

const splitParagraph: Act = (peer, choice) => {
  const notes = peer.topic(choice)?.get("notes");
  if (!(notes instanceof Y.XmlFragment)) return;
  const heading = new Y.XmlElement("heading");
  heading.setAttribute("level", String(choice % 3));
  notes.insert(choice % (notes.length + 1), [heading]);
  if (notes.length > 3) notes.delete(0, 2);
};

const writeWelcome: Act = (peer, choice) => {
  const welcome = peer.doc.getXmlFragment("welcome");
  const paragraph = new Y.XmlElement("paragraph");
  paragraph.insert(0, [new Y.XmlText(textOf(choice))]);
  welcome.insert(choice % (welcome.length + 1), [paragraph]);
};

const setAction: Act = (peer, choice) => {
  peer.doc.getMap("actions").set(`a${choice % 3}`, { text: textOf(choice), tags: ["x", 1, null], due: undefined });
};

const ACTS: readonly Act[] = [
  addTopic,
  typeTitle,
  typeTitle,
  eraseTitle,
  typeAndErase,
  moveTopic,
  removeTopic,
  addAndRemoveTopic,
  formatNotes,
  splitParagraph,
  writeWelcome,
  setAction,
];

function textOf(choice: number): string {
  return TEXTS[choice % TEXTS.length] ?? "";
}
