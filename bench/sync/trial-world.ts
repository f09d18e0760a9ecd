import { createPages } from "./api.ts";
import { sleep } from "./chance.ts";
import { SteadyWriter } from "./steady-writer.ts";
import { type Lost, PageOracle } from "./token-oracle.ts";

/** Two writers on each of some pages, and what is held against them after each trial. */
export class TrialWorld {
  readonly writers: SteadyWriter[];
  readonly lost: Lost = { missing: 0, twice: 0, unknown: 0, outOfOrder: 0, diverged: 0 };
  private readonly oracles: PageOracle[];
  private typing: NodeJS.Timeout | null = null;

  private constructor(writers: SteadyWriter[], oracles: PageOracle[]) {
    this.writers = writers;
    this.oracles = oracles;
  }

  /** @param addresses of the first and the second writer of each page. */
  static async open(addresses: readonly [string, string], pages: number, name: string): Promise<TrialWorld> {
    const owned = await createPages(addresses[0], pages);
    const writers = owned.flatMap((page, index) => [
      new SteadyWriter(page, `${name}x${index}a`, addresses[0]),
      new SteadyWriter(page, `${name}x${index}b`, addresses[1]),
    ]);
    const of = (index: number) => writers.slice(index * 2, index * 2 + 2).map(({ writer }) => writer);
    const world = new TrialWorld(
      writers,
      owned.map((page, index) => new PageOracle(page, of(index))),
    );
    await Promise.all(writers.map((each) => each.comeBack()));
    return world;
  }

  begin(editsPerSecond: number): void {
    const startedAt = performance.now();
    let typed = 0;
    this.typing = setInterval(() => {
      const due = Math.floor(((performance.now() - startedAt) / 1000) * editsPerSecond * this.writers.length);
      for (; typed < due; typed += 1) this.writers[typed % this.writers.length]?.writer.type();
    }, 5);
  }

  stop(): void {
    if (this.typing) clearInterval(this.typing);
  }

  get acknowledged(): number {
    return this.writers.reduce((sum, { writer }) => sum + writer.acknowledged, 0);
  }

  /** Resolves when every word typed so far has been acknowledged and shown to the other of its page. */
  async caughtUp(withinMs: number): Promise<boolean> {
    const due = this.writers.map(({ writer }) => writer.words);
    const until = performance.now() + withinMs;
    const isDone = () =>
      this.writers.every(({ writer }, index) => {
        const other = this.writers[index ^ 1]?.writer;
        const words = due[index] ?? 0;
        return writer.acknowledgedWords >= words && (words === 0 || hasSeen(other, writer.wordOf(words)));
      });
    while (!isDone()) {
      if (performance.now() > until) {
        this.describeStragglers(due);
        return false;
      }
      await sleep(10);
    }
    return true;
  }

  private describeStragglers(due: readonly number[]): void {
    for (const [index, { writer }] of this.writers.entries()) {
      const words = due[index] ?? 0;
      const isSeen = hasSeen(this.writers[index ^ 1]?.writer, writer.wordOf(words));
      if (writer.acknowledgedWords < words || !isSeen)
        console.error(
          `${writer.name}: ${words} typed, ${writer.acknowledgedWords} acknowledged, the last ${isSeen ? "" : "not "}seen, ${writer.isConnected ? "" : "not "}connected`,
        );
    }
  }

  /** @param healed every word that was ever typed must be there, not only what was acknowledged. */
  async check(address: string, healed: boolean): Promise<number> {
    let faults = 0;
    for (const oracle of this.oracles) {
      for (const [name, count] of Object.entries(await oracle.check(address, healed))) {
        this.lost[name as keyof Lost] += count;
        faults += count;
      }
    }
    return faults;
  }

  leave(): void {
    this.stop();
    for (const writer of this.writers) writer.leave();
  }
}

function hasSeen(other: SteadyWriter["writer"] | undefined, word: string): boolean {
  return other === undefined || other.shown.has(word);
}
