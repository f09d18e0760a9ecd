import { randomBytes } from "node:crypto";
import { isMemberId } from "@candor/core/person/member.ts";
import type { ActOutcome, PageAct } from "@candor/document/act/page-act.ts";
import type { ApiAction, ApiContents, ApiTopic } from "@candor/protocol/http/api.ts";
import type { Statement } from "../database/raw-sql.ts";
import type { SyncHub } from "../sync/hub/create-hub.ts";
import type { StoredPageLog } from "../sync/log/open-page-log.ts";
import type { PageAccess } from "../sync/page-access.ts";
import { StorageUnavailable } from "../sync/page-log.ts";
import { packPage } from "../sync/snapshot/pack-page.ts";
import { SnapshotWorker } from "../sync/snapshot/snapshot-worker.ts";
import { Turns } from "../sync/snapshot/turns.ts";

export type ActAsk = {
  page: string;
  /** whose act it is */
  userId: string;
  /** by what they do it, such as the id of a token: all that comes by it is one peer of the page */
  by: string;
  act: PageAct;
  /** the validators of which the thing must have one; null: whatever it is */
  ifMatch: readonly string[] | null;
  /** asked last, right before it is stored: false means that it may not be done any more */
  isWanted: () => Promise<boolean>;
  /** what is noted of it, in the transaction that stores it; none of these may ever fail */
  note: (thing: ApiTopic | ApiAction) => readonly Statement[];
};

export type ActResult =
  /** on disk; `outcome` "there": it was so before */
  | { type: "acted"; outcome: "done" | "there"; thing: ApiTopic | ApiAction }
  /** no such page, or thing, or not theirs: the caller cannot tell which */
  | { type: "not_found" }
  /** it is not any more as it was when it was read */
  | { type: "not_as_read" }
  | { type: Exclude<ActOutcome, "done" | "there" | "not_found"> }
  | { type: "page_frozen" | "page_busy" | "too_large" | "unavailable" }
  | { type: "not_wanted" };

/** Pages as programs read and write them: read from the log as it is on disk, written by the hub as one more peer. */
export type PageActs = {
  /** @returns null: what the log holds is no sound page. Whoever asks has asked before whether the page may be read. */
  read(page: string): Promise<ApiContents | null>;
  /** @returns null: there is no such artifact, or it is not sound. Whoever asks has asked before whether it may be read. */
  readText(artifact: string): Promise<{ title: string; text: string } | null>;
  act(ask: ActAsk): Promise<ActResult>;
  close(): Promise<void>;
};

export type PageActPorts = {
  log: Pick<StoredPageLog, "headOf" | "readSnapshot" | "readTail">;
  access: Pick<PageAccess, "accessTo">;
  write: SyncHub["write"];
  now: () => Date;
};

const TRIES = 5;
const CACHED_PAGES = 100;
const REMEMBERED_PEERS = 500;

type Peer = { session: string; clientId: number; cseq: number };

export function openPageActs(ports: PageActPorts): PageActs {
  const thread = new SnapshotWorker(); // begun at the first question, ended when nobody asks
  const read = new Map<string, { seq: number; contents: ApiContents }>();
  const peers = new Map<string, Peer>();
  const turns = new Map<string, Turns>();

  const load = async (page: string) => {
    const base = await ports.log.readSnapshot(page);
    const tail = await ports.log.readTail(page, base?.seq ?? 0);
    return { packed: packPage(base?.state ?? null, tail), seq: tail.at(-1)?.seq ?? base?.seq ?? 0 };
  };

  const attempt = async (ask: ActAsk): Promise<ActResult | "again"> => {
    const { page, userId, act, ifMatch } = ask;
    const access = await ports.access.accessTo(page, userId);
    if (!access || !isMemberId(access.member)) return { type: "not_found" };
    if (!access.write) return { type: "page_frozen" };
    const key = `${ask.by} ${page}`;
    const peer = peers.get(key) ?? newPeer();
    peers.delete(key); // nobody else is this one meanwhile
    const { packed, seq } = await load(page);
    const { member } = access;
    const made = await thread.act(packed, { act, member, now: ports.now().toISOString(), ifMatch }, peer.clientId);
    if (made.type === "unsound") return { type: "page_busy" };
    if (made.update === null) peers.set(key, peer);
    const { outcome, thing, update } = made;
    if (outcome !== "done" && outcome !== "there") return { type: outcome };
    if (thing === null) return { type: "not_found" };
    if (update === null)
      return (await ask.isWanted()) ? { type: "acted", outcome: "there", thing } : { type: "not_wanted" };
    const written = await ports.write({
      ...{ page, userId, session: peer.session, clientId: peer.clientId, cseq: peer.cseq + 1 },
      ...{ update, seq, isWanted: ask.isWanted, also: ask.note(thing) },
    });
    if (written.type === "not_wanted") return written;
    if (written.type === "refused") return whatCameOfIt(written.name);
    // Only one that is known to be stored goes on; what becomes of another's number nobody knows.
    peers.set(key, { ...peer, cseq: peer.cseq + 1 });
    forgetOldest(peers, REMEMBERED_PEERS);
    return { type: "acted", outcome: "done", thing };
  };

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
    async readText(artifact) {
      const base = await ports.log.readSnapshot(artifact);
      const tail = await ports.log.readTail(artifact, base?.seq ?? 0);
      const made = await thread.presentText(packPage(base?.state ?? null, tail, "artifact"));
      return made.type === "unsound" ? null : { title: made.title, text: made.text };
    },
    async act(ask) {
      const turn = turns.get(ask.page) ?? new Turns();
      turns.set(ask.page, turn);
      const result = await turn.take(async () => {
        try {
          for (let tries = 0; tries < TRIES; tries += 1) {
            const outcome = await attempt(ask);
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
    },
    close: () => thread.close(),
  };
}

function whatCameOfIt(
  name: Extract<Awaited<ReturnType<SyncHub["write"]>>, { type: "refused" }>["name"],
): ActResult | "again" {
  if (name === "unknown_page") return { type: "not_found" };
  if (name === "read_only") return { type: "page_frozen" };
  if (name === "page_too_large" || name === "update_too_large") return { type: "too_large" };
  if (name === "storage_unavailable" || name === "server_stopping") return { type: "unavailable" };
  return "again"; // the page was cut off or written meanwhile; what access there is, is asked for anew
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
