import { edit } from "@candor/document/edit.ts";
import { addTopic } from "@candor/document/topic/add-topic.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { SyncServer } from "../../../server/src/sync/testing/sync-server.ts";
import type { PageHandle } from "./page-handle.ts";
import { TestBrowser, type TestTab, until } from "./testing/test-browser.ts";

const PAGE = "11111111-1111-4111-8111-111111111111";

const step = fc.record({
  kind: fc.constantFrom(
    "type",
    "type",
    "type",
    "add",
    "offline",
    "online",
    "kill",
    "open",
    "cut",
    "full",
    "ok",
    "pass",
  ),
  who: fc.nat(1),
  tab: fc.nat(2),
  at: fc.nat(1000),
});

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

test("whoever disconnects, reloads or dies and whenever, all end with one page and every word is on it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), fc.infiniteStream(fc.nat(1_000_000)), run),
    { numRuns: 40, seed: 20_260_105 },
  );
}, 120_000);

async function run(steps: Step[], lots: Stream<number>): Promise<void> {
  const world = await World.start(lots);
  try {
    for (const [index, each] of steps.entries()) await world.act(each, `⟦${index}⟧`);
    await world.heal();
    world.check();
  } finally {
    await world.stop();
  }
}

type Stream<T> = { next: () => IteratorResult<T> };

class World {
  readonly server: SyncServer;
  readonly browsers: TestBrowser[];
  readonly tokens: string[] = [];
  private readonly pages = new Map<TestTab, PageHandle>();

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
      const fetch = async (path: string) =>
        Response.json(path === "/api/pairs" ? [pair] : { userId: me, name: me, anonymous: true });
      return new TestBrowser({ userId: me, port: () => server.port, fetch, random });
    });
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
    else if (kind === "pass") await this.letPass(at);
    else if (kind === "kill" && tab) await this.kill(tab, browser);
    else if (page && kind === "add") {
      addTopic(page.doc, page.editor(), { title: token, place: "hopper" });
      this.tokens.push(token);
    } else if (page && kind === "type") this.type(page, token, at);
    for (let turns = at % 4; turns > 0; turns -= 1) await new Promise((resolve) => setImmediate(resolve));
  }

  async heal(): Promise<void> {
    this.server.log.disk = "ok";
    for (const browser of this.browsers) {
      browser.goOnline();
      if (!browser.tabs.some((tab) => tab.isAlive)) await this.open(browser);
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

  check(): void {
    const text = JSON.stringify([...this.pages.values()][0]?.doc.toJSON());
    for (const token of this.tokens) expect(text.split(token).length - 1, token).toBe(1);
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
    tab.kill();
    this.pages.delete(tab);
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
    const [first, ...rest] = [...this.pages.values()].map((page) => JSON.stringify(sorted(page.doc.toJSON())));
    return rest.every((each) => each === first);
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

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}
