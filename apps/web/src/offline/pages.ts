import type { MemberId } from "@candor/core/person/member.ts";
import type { ReadonlySignal } from "@preact/signals";
import type { Fetch } from "../people/api-client.ts";
import type { DeviceStore, SetAside } from "./device-store.ts";
import { PageInTab, type PageInTabParts, type WayToServer } from "./page-in-tab.ts";
import type { SyncSocket } from "./sync-socket.ts";
import type { TabEnvironment } from "./tab-environment.ts";

const UNUSED_MS = 60_000; // going back to somebody's page within this shows it at once
const UNSAVED_MS = 60_000; // how often a page that nobody looks at any more is asked whether all of it is saved

export type PagesParts = {
  store: Promise<DeviceStore | null>;
  fetch: Fetch;
  socket: SyncSocket;
  seatOf: (pairId: string) => ReadonlySignal<MemberId | null>;
  registered: (pairId: string) => Promise<boolean>;
  wayOf: (pairId: string) => ReadonlySignal<WayToServer>;
  editedHere: PageInTabParts["editedHere"];
};

/** What an artifact knows otherwise than a page does: who I am in it, and that its edits are no page's news. */
export type OpenedAs = Pick<PageInTabParts, "seat" | "editedHere">;

type Open = { page: PageInTab; as: OpenedAs | undefined; users: number; stopClosing: (() => void) | null };

/** The pages that are open in this tab, each once however many places show it. */
export class Pages {
  private readonly environment: TabEnvironment;
  private readonly parts: PagesParts;
  private readonly pages = new Map<string, Open>();

  constructor(environment: TabEnvironment, parts: PagesParts) {
    this.environment = environment;
    this.parts = parts;
  }

  /** Opens a page or, if it is open, gives the same once more. Each `open` wants its `release`. */
  open(pairId: string, as?: OpenedAs): PageInTab {
    let open = this.pages.get(pairId);
    if (!open) {
      open = { page: this.create(pairId, [], as), as, users: 0, stopClosing: null };
      this.pages.set(pairId, open);
    }
    open.users += 1;
    open.stopClosing?.();
    open.stopClosing = null;
    return open.page;
  }

  release(pairId: string): void {
    const open = this.pages.get(pairId);
    if (!open) return;
    open.users = Math.max(0, open.users - 1);
    if (open.users === 0) this.closeLater(pairId, open, UNUSED_MS);
  }

  /** Closes a page at once, for example before it is taken off this device. */
  async close(pairId: string): Promise<void> {
    const open = this.pages.get(pairId);
    if (!open) return;
    this.pages.delete(pairId);
    open.stopClosing?.();
    await open.page.close();
  }

  /**
   * Sets aside what of a page the server refused for good and opens the page anew, as the server has it.
   *
   * @returns false where nothing was set aside.
   */
  async setAside(pairId: string): Promise<boolean> {
    const open = this.pages.get(pairId);
    const asides = (await open?.page.setAside()) ?? null;
    if (!open || asides === null || this.pages.get(pairId) !== open) return false;
    this.replace(pairId, open, asides);
    return true;
  }

  async throwAway(aside: SetAside): Promise<void> {
    await this.pages.get(aside.page)?.page.throwAway(aside);
  }

  async keepAside(aside: SetAside): Promise<void> {
    await this.pages.get(aside.page)?.page.keepAside(aside);
  }

  private async startOver(pairId: string): Promise<void> {
    const open = this.pages.get(pairId);
    const { page } = open ?? {};
    if (open && page && (await page.abandon()) && open.page === page) this.replace(pairId, open, []);
  }

  private replace(pairId: string, open: Open, asides: readonly SetAside[]): void {
    const before = open.page;
    open.page = this.create(pairId, asides, open.as);
    before.successor.value = open.page;
    // Not before whoever shows it has let go of its document.
    this.environment.later(0, () => void before.close());
  }

  private create(pairId: string, asides: readonly SetAside[], as?: OpenedAs): PageInTab {
    const { store, fetch, socket, seatOf, registered, wayOf, editedHere } = this.parts;
    return new PageInTab(this.environment, {
      pairId,
      store,
      fetch,
      socket,
      seat: seatOf(pairId),
      way: wayOf(pairId),
      registered: registered(pairId),
      asides,
      editedHere,
      startOver: () => void this.startOver(pairId),
      ...as,
    });
  }

  private closeLater(pairId: string, open: Open, milliseconds: number): void {
    open.stopClosing?.();
    open.stopClosing = this.environment.later(milliseconds, () => {
      if (open.page.isSettled) void this.close(pairId);
      else this.closeLater(pairId, open, UNSAVED_MS);
    });
  }
}
