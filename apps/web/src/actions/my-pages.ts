import type { Member, MemberId } from "@candor/core/person/member.ts";
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { PageHandle } from "../offline/page-handle.ts";
import { createPageModel, type PageModel } from "../page/page-model.ts";

/** A page can be changed through the engine only while it is open, and an open page costs memory. */
export const MOST_PAGES = 30;

export type MyPage = { pairId: string; model: PageModel };

type Opened = PageHandle & { loaded: Promise<void> };

export type MyPagesParts = {
  open: (pairId: string) => Opened;
  release: (pairId: string) => void;
  people: (pairId: string) => ReadonlySignal<Record<MemberId, Member>>;
};

/** The pages of all my people, open and live for as long as a list over them shows. */
export class MyPages {
  /** those whose copy on this device, if there is one, has been read */
  readonly pages: ReadonlySignal<readonly MyPage[]>;
  /** whether all that were asked for are among them */
  readonly isRead: ReadonlySignal<boolean>;
  private readonly parts: MyPagesParts;
  private readonly opened = signal<ReadonlyMap<string, MyPage>>(new Map());
  private readonly wanted = signal<readonly string[] | null>(null);
  private turn: Promise<void> = Promise.resolve();
  private isClosed = false;

  constructor(parts: MyPagesParts) {
    this.parts = parts;
    this.pages = computed(() => (this.wanted.value ?? []).flatMap((id) => this.opened.value.get(id) ?? []));
    this.isRead = computed(() => this.wanted.value?.every((id) => this.opened.value.has(id)) ?? false);
  }

  /** Opens these, one after another so that typing goes on meanwhile, and gives back those that are not among them. */
  show(pairIds: readonly string[]): Promise<void> {
    const wanted = pairIds.slice(0, MOST_PAGES);
    this.wanted.value = wanted;
    this.turn = this.turn.then(async () => {
      for (const pairId of this.opened.peek().keys()) if (!this.isWanted(pairId)) this.giveBack(pairId);
      for (const pairId of wanted)
        if (this.isWanted(pairId) && !this.opened.peek().has(pairId)) await this.open(pairId);
    });
    return this.turn;
  }

  /** Gives all of them back. */
  close(): void {
    this.isClosed = true;
    for (const pairId of this.opened.peek().keys()) this.giveBack(pairId);
  }

  private isWanted(pairId: string): boolean {
    return !this.isClosed && (this.wanted.peek()?.includes(pairId) ?? false);
  }

  private async open(pairId: string): Promise<void> {
    const handle = this.parts.open(pairId);
    await handle.loaded; // before that the document may still be exchanged for another
    if (!this.isWanted(pairId)) {
      this.parts.release(pairId);
      return;
    }
    this.put(pairId, handle);
  }

  private put(pairId: string, handle: PageHandle): void {
    const model = createPageModel(handle, this.parts.people(pairId));
    this.opened.value = new Map([...this.opened.peek(), [pairId, { pairId, model }]]);
    // What was refused for good is set aside by opening the page anew.
    const stop = handle.successor.subscribe((next) => {
      if (next === null) return;
      queueMicrotask(() => stop());
      void this.succeed(pairId, model, next);
    });
  }

  private async succeed(pairId: string, before: PageModel, next: PageHandle): Promise<void> {
    if ("loaded" in next) await next.loaded;
    if (this.opened.peek().get(pairId)?.model !== before) return; // given back meanwhile
    before.dispose();
    this.put(pairId, next);
  }

  private giveBack(pairId: string): void {
    const page = this.opened.peek().get(pairId);
    if (!page) return;
    page.model.dispose();
    this.opened.value = new Map([...this.opened.peek()].filter(([id]) => id !== pairId));
    this.parts.release(pairId);
  }
}
