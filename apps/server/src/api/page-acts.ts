import { randomBytes } from "node:crypto";
import { isMemberId, type MemberId } from "@candor/core/person/member.ts";
import type { ActOutcome, PageAct } from "@candor/document/act/page-act.ts";
import type {
  ApiAction,
  ApiContents,
  ApiImported,
  ApiSealed,
  ApiTopic,
  ApiUndoneImport,
} from "@candor/protocol/http/api.ts";
import { MAX_PAGE_BYTES } from "@candor/protocol/sync/limits.ts";
import type { Statement } from "../database/raw-sql.ts";
import type { SyncHub } from "../sync/hub/create-hub.ts";
import type { StoredPageLog } from "../sync/log/open-page-log.ts";
import type { PageAccess } from "../sync/page-access.ts";
import { StorageUnavailable } from "../sync/page-log.ts";
import type { LoggedPage } from "../sync/snapshot/logged-page.ts";
import { packPage } from "../sync/snapshot/pack-page.ts";
import type { Volume } from "../sync/snapshot/snapshot-messages.ts";
import { SnapshotWorker } from "../sync/snapshot/snapshot-worker.ts";
import { Turns } from "../sync/snapshot/turns.ts";
import { createImportBeside } from "./import/import-beside.ts";
import type { ImportMade, ImportWish } from "./import/import-in-thread.ts";

type Ask<Thing> = {
  page: string;
  /** whose act it is */
  userId: string;
  /** by what they do it, such as the id of a token: all that comes by it is one peer of the page */
  by: string;
  /** asked last, right before it is stored: false means that it may not be done any more */
  isWanted: () => Promise<boolean>;
  /** what is noted of it, in the transaction that stores it; none of these may ever fail */
  note: (thing: Thing) => readonly Statement[];
};

export type ActAsk = Ask<ApiTopic | ApiAction> & {
  act: PageAct;
  /** the validators of which the thing must have one; null: whatever it is */
  ifMatch: readonly string[] | null;
};

/** To bring in what was kept elsewhere, or to take that back. */
export type ImportAsk = Ask<ApiImported | ApiUndoneImport> & {
  wish: Extract<ImportWish, { type: "bring" | "take back" }>;
};

export type ActResult<Thing = ApiTopic | ApiAction> =
  /** on disk; `outcome` "there": it was so before */
  | { type: "acted"; outcome: "done" | "there"; thing: Thing }
  /** no such page, or thing, or not theirs: the caller cannot tell which */
  | { type: "not_found" }
  /** it is not any more as it was when it was read */
  | { type: "not_as_read" }
  | { type: Exclude<ActOutcome, "done" | "there" | "not_found"> }
  | { type: "page_frozen" | "page_busy" | "too_large" | "unavailable" }
  | { type: "not_wanted" };

export type ImportResult = ActResult<ApiImported | ApiUndoneImport> | { type: "invalid"; detail: string };

/** What can be said of an import before it is done. */
export type ImportLook =
  | Extract<ImportMade, { type: "listed" | "looked" | "invalid" }>
  | { type: "page_busy" | "too_large" };

/** Pages as programs read and write them: read from the log as it is on disk, written by the hub as one more peer. */
export type PageActs = {
  /** @returns null: what the log holds is no sound page. Whoever asks has asked before whether the page may be read. */
  read(page: string): Promise<ApiContents | null>;
  /** What was sealed of a year; null: of all. Whoever asks has asked before whether the page may be read. */
  readSealed(page: string, year: number | null): Promise<ApiSealed>;
  /** @returns null: there is no such artifact, or it is not sound. Whoever asks has asked before whether it may be read. */
  readText(artifact: string): Promise<{ title: string; text: string } | null>;
  act(ask: ActAsk): Promise<ActResult>;
  import(ask: ImportAsk): Promise<ImportResult>;
  /** Whoever asks has asked before whether the page may be read. */
  lookAtImport(
    page: string,
    who: { userId: string; member: MemberId },
    wish: Extract<ImportWish, { type: "list" | "look" }>,
  ): Promise<ImportLook>;
  close(): Promise<void>;
};

export type PageActPorts = {
  log: Pick<StoredPageLog, "headOf" | "readSnapshot" | "readTail">;
  /** what was sealed of a page, a volume for each year */
  volumesOf: (page: string) => Promise<readonly Volume[]>;
  access: Pick<PageAccess, "accessTo">;
  write: SyncHub["write"];
  /** where somebody is, as far as they said it anywhere */
  zoneOf: (userId: string) => Promise<string>;
  now: () => Date;
};

const TRIES = 5;
const CACHED_PAGES = 100;
const REMEMBERED_PEERS = 500;

/** `parts`: the update; null: nothing of the page changed */
type Made<Thing> = { type: "made"; thing: Thing; parts: readonly Uint8Array[] | null };
type NotMade<Why> = { type: "not made"; why: Why };
type Who = { member: MemberId; now: string };
type Peer = { session: string; clientId: number; cseq: number };

export function openPageActs(ports: PageActPorts): PageActs {
  const thread = new SnapshotWorker(); // begun at the first question, ended when nobody asks
  const read = new Map<string, { seq: number; contents: ApiContents }>();
  const peers = new Map<string, Peer>();
  const turns = new Map<string, Turns>();

  const load = async (page: string) => {
    const base = await ports.log.readSnapshot(page);
    const tail = await ports.log.readTail(page, base?.seq ?? 0);
    const packed = packPage(base?.state ?? null, tail);
    const bytes = packed.tail.length + (base?.state.length ?? 0);
    return { packed, bytes, seq: tail.at(-1)?.seq ?? base?.seq ?? 0 };
  };

  const attempt = async <Thing, Other>(
    ask: Ask<Thing>,
    make: (page: LoggedPage, who: Who, clientId: number) => Promise<Made<Thing> | NotMade<Other>>,
  ): Promise<ActResult<Thing> | Other | "again"> => {
    const { page, userId } = ask;
    const access = await ports.access.accessTo(page, userId);
    if (!access || !isMemberId(access.member)) return { type: "not_found" };
    if (!access.write) return { type: "page_frozen" };
    const key = `${ask.by} ${page}`;
    const peer = peers.get(key) ?? newPeer();
    peers.delete(key); // nobody else is this one meanwhile
    const { packed, seq, bytes } = await load(page);
    const made = await make(packed, { member: access.member, now: ports.now().toISOString() }, peer.clientId);
    if (made.type === "not made") return made.why;
    const { thing, parts } = made;
    if (parts === null) {
      peers.set(key, peer);
      return (await ask.isWanted()) ? { type: "acted", outcome: "there", thing } : { type: "not_wanted" };
    }
    // A part alone would be half of it: what is not sure to be taken whole is not begun.
    if (parts.length > 1 && bytes + parts.reduce((sum, part) => sum + part.length, 0) > MAX_PAGE_BYTES)
      return { type: "page_busy" };
    const written = await ports.write({
      ...{ page, userId, session: peer.session, clientId: peer.clientId, cseq: peer.cseq + 1 },
      ...{ parts, seq, isWanted: ask.isWanted, also: ask.note(thing) },
    });
    if (written.type === "not_wanted") return written;
    if (written.type === "refused") return whatCameOfIt(written.name);
    // Only one that is known to be stored goes on; what becomes of another's number nobody knows.
    peers.set(key, { ...peer, cseq: peer.cseq + parts.length });
    forgetOldest(peers, REMEMBERED_PEERS);
    return { type: "acted", outcome: "done", thing };
  };

  /** One after the other on each page, again where somebody was quicker. */
  const inTurn = async <Result>(page: string, attemptIt: () => Promise<Result | "again">) => {
    const turn = turns.get(page) ?? new Turns();
    turns.set(page, turn);
    const result = await turn.take(async () => {
      try {
        for (let tries = 0; tries < TRIES; tries += 1) {
          const outcome = await attemptIt();
          if (outcome !== "again") return outcome;
        }
        return { type: "page_busy" } as const;
      } catch (error) {
        if (error instanceof StorageUnavailable) return { type: "unavailable" } as const;
        throw error;
      }
    });
    forgetOldest(turns, REMEMBERED_PEERS);
    return result;
  };

  const importBeside = createImportBeside();
  const volumesOf = async (page: string) => (await ports.volumesOf(page)).map(({ state }) => state);

  return {
    async read(page) {
      const head = await ports.log.headOf(page);
      const known = read.get(page);
      if (known?.seq === head) return known.contents;
      const { packed, seq } = await load(page);
      const made = await thread.present(packed);
      if (made.type === "unsound") return null;
      read.delete(page);
      read.set(page, { seq, contents: made.contents });
      forgetOldest(read, CACHED_PAGES);
      return made.contents;
    },
    async readSealed(page, year) {
      const volumes = await ports.volumesOf(page);
      const wanted = volumes.filter((volume) => year === null || volume.year === year);
      return wanted.length === 0 ? { topics: [], actions: [], meetings: [] } : thread.presentYears(wanted);
    },
    async readText(artifact) {
      const base = await ports.log.readSnapshot(artifact);
      const tail = await ports.log.readTail(artifact, base?.seq ?? 0);
      const made = await thread.presentText(packPage(base?.state ?? null, tail, "artifact"));
      return made.type === "unsound" ? null : { title: made.title, text: made.text };
    },
    act: (ask) =>
      inTurn(ask.page, () =>
        attempt<ApiTopic | ApiAction, ActResult>(ask, async (page, who, clientId) => {
          const made = await thread.act(page, { act: ask.act, ifMatch: ask.ifMatch, ...who }, clientId);
          if (made.type === "unsound") return notMade({ type: "page_busy" });
          const { outcome, thing, update } = made;
          if (outcome !== "done" && outcome !== "there") return notMade({ type: outcome });
          if (thing === null) return notMade({ type: "not_found" });
          return { type: "made", thing, parts: update && [update] };
        }),
      ),
    import: (ask) =>
      inTurn(ask.page, () =>
        attempt<ApiImported | ApiUndoneImport, ImportResult>(ask, async (page, who, clientId) => {
          const { wish } = ask;
          const [volumes, timeZone] = await Promise.all([volumesOf(ask.page), ports.zoneOf(ask.userId)]);
          const made = await importBeside({ page, volumes, wish, clientId, timeZone, ...who });
          if (made.type === "made") return made;
          if (made.type === "invalid") return notMade(made);
          if (made.type === "not_found") return notMade({ type: "not_found" });
          return notMade({ type: isTooLarge(made) ? "too_large" : "page_busy" });
        }),
      ),
    async lookAtImport(page, { userId, member }, wish) {
      const { packed } = await load(page);
      const [volumes, timeZone] = await Promise.all([volumesOf(page), ports.zoneOf(userId)]);
      const now = ports.now().toISOString();
      const made = await importBeside({ page: packed, volumes, wish, member, now, timeZone, clientId: 1 });
      if (made.type === "listed" || made.type === "looked" || made.type === "invalid") return made;
      return { type: isTooLarge(made) ? "too_large" : "page_busy" };
    },
    close: () => thread.close(),
  };
}

function whatCameOfIt(
  name: Extract<Awaited<ReturnType<SyncHub["write"]>>, { type: "refused" }>["name"],
): { type: "not_found" | "page_frozen" | "too_large" | "unavailable" } | "again" {
  if (name === "unknown_page") return { type: "not_found" };
  if (name === "read_only") return { type: "page_frozen" };
  if (name === "page_too_large" || name === "update_too_large") return { type: "too_large" };
  if (name === "storage_unavailable" || name === "server_stopping") return { type: "unavailable" };
  return "again"; // the page was cut off or written meanwhile; what access there is, is asked for anew
}

function notMade<Why>(why: Why): NotMade<Why> {
  return { type: "not made", why };
}

function isTooLarge({ type }: { type: string }): boolean {
  return type === "too_large" || type === "too_heavy";
}

function newPeer(): Peer {
  const random = randomBytes(16);
  return { session: random.toString("base64url"), clientId: random.readUInt32BE(0), cseq: 0 };
}

function forgetOldest(map: Map<string, unknown>, most: number): void {
  for (const key of map.keys()) {
    if (map.size <= most) return;
    map.delete(key);
  }
}
