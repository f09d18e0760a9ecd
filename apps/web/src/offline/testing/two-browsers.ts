import { edit } from "@candor/document/edit.ts";
import { addTopic } from "@candor/document/topic/add-topic.ts";
import { expect } from "vitest";
import * as Y from "yjs";
import type { LogCopy } from "../../../../server/src/sync/testing/memory-log.ts";
import { SyncServer } from "../../../../server/src/sync/testing/sync-server.ts";
import type { PageHandle } from "../page-handle.ts";
import { TestBrowser, type TestTab, until } from "./test-browser.ts";

const PAGE = "11111111-1111-4111-8111-111111111111";

export type Step = { kind: string; who: number; tab: number; at: number };

export type Stream<T> = { next: () => IteratorResult<T> };

/** Two people with a browser each, one page, and a server; what happens to them is drawn by lot. */
export class World {
  server: SyncServer;
  readonly browsers: TestBrowser[];
  readonly tokens: string[] = [];
  private readonly pages = new Map<TestTab, PageHandle>();
  private backup: LogCopy;
  private gone: number | null = null;

  static async start(lots: Stream<number>): Promise<World> {
    const world = new World(await SyncServer.start(), () => (lots.next().value ?? 0) / 1_000_001);
    for (const browser of world.browsers) await world.open(browser);
    return world;
  }

  private constructor(server: SyncServer, random: () => number) {
    this.server = server;
    this.browsers = (["a", "b"] as const).map((me) => {
      server.invite(PAGE, me, { member: me, name: me, write: true });
      const pair = { id: PAGE, me, members: [], createdAt: "2026-01-05T09:00:00.000Z" };
      const fetch = async (path: string, init?: RequestInit) => {
        if (path.endsWith("/kept")) return this.server.bringBack(PAGE, init?.body as Uint8Array);
        return Response.json(path === "/api/pairs" ? [pair] : { userId: me, name: me, anonymous: true });
      };
      return new TestBrowser({ userId: me, port: () => this.server.port, fetch, random });
    });
    this.backup = this.server.log.copy();
  }

  async act({ kind, who, tab: which, at }: Step, token: string): Promise<void> {
    const browser = this.browsers[who];
    if (!browser) return;
    const living = browser.tabs.filter((tab) => tab.isAlive);
    const tab = living[which % Math.max(1, living.length)];
    const page = tab && this.pages.get(tab);
    if (kind === "offline") browser.goOffline();
    else if (kind === "online") browser.goOnline();
    else if (kind === "open" && living.length < 3) await this.open(browser);
    else if (kind === "cut") tab?.cutSockets();
    else if (kind === "full") this.server.log.disk = "full";
    else if (kind === "ok") this.server.log.disk = "ok";
    else if (kind === "backup") this.backup = this.server.log.copy();
    else if (kind === "snapshot") this.server.writeDown(PAGE);
    else if (kind === "pass") await this.letPass(at);
    else if (kind === "kill" && tab) await this.kill(tab, browser);
    else if (page && kind === "add") {
      addTopic(page.doc, page.editor(), { title: token, place: "hopper" });
      this.tokens.push(token);
    } else if (page && kind === "type") this.type(page, token, at);
    for (let turns = at % 4; turns > 0; turns -= 1) await new Promise((resolve) => setImmediate(resolve));
  }

  /**
   * Restores the server from its last backup.
   *
   * @param gone whose devices never come back.
   * @returns what those who do come back have on their screens.
   */
  async restore(gone: number | null): Promise<string[]> {
    if (gone !== null) for (const tab of this.browsers[gone]?.tabs ?? []) this.end(tab);
    const texts = [...this.pages.values()].map((page) => JSON.stringify(page.doc.toJSON()));
    const { epoch } = this.server.log;
    const { members } = this.server;
    await this.server.stop();
    this.server = await SyncServer.start();
    for (const [key, member] of members) this.server.members.set(key, member);
    this.server.log.paste(this.backup);
    this.server.log.epoch = epoch + 1;
    this.gone = gone;
    return this.tokens.filter((token) => texts.some((text) => text.includes(token)));
  }

  private end(tab: TestTab): void {
    tab.kill();
    this.pages.delete(tab);
  }

  async heal(): Promise<void> {
    this.server.log.disk = "ok";
    for (const browser of this.browsers) {
      browser.goOnline();
      if (!browser.tabs.some((tab) => tab.isAlive) && browser !== this.browsers[this.gone ?? -1])
        await this.open(browser);
    }
    await until(
      () => [...this.pages.values()].every((page) => page.sync.value.type === "saved") && this.isOne(),
      () => this.pass(50),
    ).catch((fault: unknown) => {
      throw new Error(
        `${fault}\n${[...this.pages.values()].map((page) => JSON.stringify(page.sync.value)).join("\n")}`,
      );
    });
  }

  /** @param due what must be there; nothing may be there twice. */
  check(due: readonly string[] = this.tokens): void {
    const text = JSON.stringify(this.stored());
    const counts = new Map(this.tokens.map((token) => [token, text.split(token).length - 1]));
    for (const token of due) expect(counts.get(token), token).toBe(1);
    for (const [token, count] of counts) expect(count, token).toBeLessThanOrEqual(1);
    expect(this.browsers.flatMap((browser) => browser.faults)).toEqual([]);
  }

  async stop(): Promise<void> {
    for (const browser of this.browsers) for (const tab of browser.tabs) tab.kill();
    await this.server.stop();
  }

  private async open(browser: TestBrowser): Promise<void> {
    const tab = browser.openTab();
    const page = tab.tab.pages.open(PAGE);
    void tab.tab.people.refresh();
    await page.loaded;
    this.pages.set(tab, page);
  }

  /** A tab that dies takes along what the disk had no time for: a moment's typing, which is not what is tested here. */
  private async kill(tab: TestTab, browser: TestBrowser): Promise<void> {
    const page = tab.tab.pages.open(PAGE);
    await page.kept();
    this.end(tab);
    if (!browser.tabs.some((each) => each.isAlive)) await this.open(browser);
  }

  private type(page: PageHandle, token: string, at: number): void {
    const topics = [...page.doc.getMap<Y.Map<unknown>>("topics").values()];
    const title = topics[at % Math.max(1, topics.length)]?.get("title");
    if (!(title instanceof Y.Text)) return;
    // Beside whole tokens, so that no token is typed into another and can be counted.
    const ends = [0, ...[...title.toJSON().matchAll(/⟧/g)].map((match) => match.index + 1)];
    edit(page.doc, "type", () => title.insert(ends[at % ends.length] ?? 0, token));
    this.tokens.push(token);
  }

  private isOne(): boolean {
    const stored = JSON.stringify(sorted(this.stored()));
    return [...this.pages.values()].every(({ doc }) => JSON.stringify(sorted(topicsOf(doc))) === stored);
  }

  /** The page as somebody is given it who has nothing yet. */
  private stored(): unknown {
    const doc = new Y.Doc();
    for (const { update } of this.server.log.rows) Y.applyUpdate(doc, update);
    const topics = topicsOf(doc);
    doc.destroy();
    return topics;
  }

  private async letPass(milliseconds: number): Promise<void> {
    for (let passed = 0; passed < milliseconds; passed += 100) {
      this.pass(100);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  private pass(milliseconds: number): void {
    for (const browser of this.browsers) browser.pass(milliseconds);
    this.server.pass(milliseconds);
  }
}

function topicsOf(doc: Y.Doc): unknown {
  return doc.getMap("topics").toJSON();
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}
