import { REFUSAL_CODES } from "@candor/protocol/sync/codes.ts";
import { computed } from "@preact/signals";
import type { Fetch } from "../people/api-client.ts";
import { People } from "../people/people.ts";
import { openDeviceStore } from "./device-store.ts";
import type { WayToServer } from "./page-in-tab.ts";
import { Pages } from "./pages.ts";
import { readCopy } from "./read-copy.ts";
import { SyncSocket } from "./sync-socket.ts";
import type { TabEnvironment } from "./tab-environment.ts";

const LEAVING = "candor:leaving";

export type Tab = ReturnType<typeof startTab>;

/** Everything that one tab holds open, over what its browser gives it. */
export function startTab(environment: TabEnvironment, fetch: Fetch) {
  const store = openDeviceStore(environment.indexedDB, environment.later, environment.report);
  const socket = new SyncSocket(environment, mayConnect, (mayBeSignedOut) => void checkSignedIn(mayBeSignedOut));
  let isAsked = false;
  let ownEdits: Promise<typeof import("../history/keep-own-edits.ts")> | null = null;
  const people: People = new People(environment, {
    store,
    fetch,
    signedIn: () => socket.wake(),
    editsWait: () => void import("../people/personal.ts").then(({ personalOf }) => personalOf(tab)),
  });
  const pages = new Pages(environment, {
    store,
    fetch,
    socket,
    seatOf: (pairId) => people.seatOf(pairId),
    registered: (pairId) => people.registered(pairId),
    wayOf: (pairId) => computed(() => wayOf(pairId)),
    editedHere(page, transaction) {
      // Imported anew for each, even what is loaded comes late: a tab that ends has not heard of its last letters then.
      ownEdits ??= import("../history/keep-own-edits.ts");
      return ownEdits.then(
        ({ keepOwnEdit }) => keepOwnEdit(page, transaction),
        () => {
          ownEdits = null;
        },
      );
    },
  });

  /** Where nobody is known here yet, the answer comes later, and with it the connection. */
  function mayConnect(): boolean {
    if (people.me.peek() !== null || isAsked) return !people.isSignedOut.peek();
    void people.mayBeSignedIn().then((mayBe) => {
      isAsked = true;
      if (mayBe) socket.connect();
    });
    return false;
  }

  /** How a page stands with the server: one that is only here goes there by another way than its changes do. */
  function wayOf(pairId: string): WayToServer {
    if (people.standingOf(pairId) === "only_here") {
      const { value: hindrance } = people.hindrance;
      const link = hindrance === "out_of_reach" ? "down" : "connecting";
      return { link, refusal: null, storage: hindrance === "cannot_store" ? "unavailable" : "ok" };
    }
    const signedOut = people.isSignedOut.value ? REFUSAL_CODES.signed_out.code : null;
    const refusal = socket.refusal.value ?? signedOut ?? socket.rebuff.value;
    return { link: socket.link.value, refusal, storage: socket.storage.value };
  }

  async function checkSignedIn(mayBeSignedOut: boolean): Promise<void> {
    const wasCut = socket.refusal.peek() === REFUSAL_CODES.signed_out.code;
    if (mayBeSignedOut) await people.readMe();
    if (people.isSignedOut.peek()) socket.refusal.value = REFUSAL_CODES.signed_out.code;
    else if (wasCut) socket.resume(); // one session ended, and another has begun
  }

  const leaving = environment.openBroadcast?.(LEAVING);
  leaving?.onMessage(() => environment.startOver?.());

  const tab = {
    environment,
    fetch,
    store,
    socket,
    people,
    pages,
    /** What this device keeps of a page: updates to apply in order; null: nothing. */
    async readStoredPage(pairId: string): Promise<Uint8Array[] | null> {
      const { copy, rows } = await readCopy(environment, await store, pairId);
      const updates = [...(copy ? [copy.state] : []), ...rows.map((row) => row.update)];
      return updates.length === 0 ? null : updates;
    },
    /** Takes everything off this device, unsent changes too; the tab must not go on after it. */
    async forgetEverything(): Promise<void> {
      leaving?.post("left");
      await (await store)?.forgetAtStart();
    },
    /** Takes a page and its pair off this device, with whatever of it was never sent. */
    async forgetPair(pairId: string): Promise<void> {
      await pages.close(pairId);
      await people.forget(pairId);
      await (await store)?.forgetPage(pairId).catch((fault) => environment.report(fault, "forgetting a page"));
    },
  };
  return tab;
}
