import type { MemberId } from "@candor/core/person/member.ts";
import type { ReadonlySignal } from "@preact/signals";
import type { DeviceStore } from "./device-store.ts";
import { PageInTab, type WayToServer } from "./page-in-tab.ts";
import type { SyncSocket } from "./sync-socket.ts";
import type { TabEnvironment } from "./tab-environment.ts";

const UNUSED_MS = 60_000; // going back to somebody's page within this shows it at once
const UNSAVED_MS = 60_000; // how often a page that nobody looks at any more is asked whether all of it is saved

export type PagesParts = {
  store: Promise<DeviceStore | null>;
  socket: SyncSocket;
  seatOf: (pairId: string) => ReadonlySignal<MemberId | null>;
  registered: (pairId: string) => Promise<void>;
  wayOf: (pairId: string) => ReadonlySignal<WayToServer>;
};

type Open = { page: PageInTab; users: number; stopClosing: (() => void) | null };

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
  open(pairId: string): PageInTab {
    let open = this.pages.get(pairId);
    if (!open) {
      const { store, socket, seatOf, registered, wayOf } = this.parts;
      const [seat, way] = [seatOf(pairId), wayOf(pairId)];
      open = {
        page: new PageInTab(this.environment, { pairId, store, socket, seat, way, registered: registered(pairId) }),
        users: 0,
        stopClosing: null,
      };
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

  private closeLater(pairId: string, open: Open, milliseconds: number): void {
    open.stopClosing?.();
    open.stopClosing = this.environment.later(milliseconds, () => {
      if (open.page.isSettled) void this.close(pairId);
      else this.closeLater(pairId, open, UNSAVED_MS);
    });
  }
}
