import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { decodeKept } from "@candor/protocol/sync/kept-parts.ts";
import { createSyncHub, type SyncHub } from "../hub/create-hub.ts";
import type { SyncPorts } from "../hub/sync-ports.ts";
import type { PageLog } from "../page-log.ts";
import { makeSnapshot } from "../snapshot/make-snapshot.ts";
import { mergeKept } from "../snapshot/merge-kept.ts";
import { packPage } from "../snapshot/pack-page.ts";
import { serverEntry } from "../snapshot/server-entry.ts";
import { createVouch } from "../vouch/create-vouch.ts";
import { MemoryLog } from "./memory-log.ts";

const VOUCH = createVouch("a secret that outlives every server of these tests");

export const ORIGIN = "https://candor.test";

export type Member = { member: "a" | "b"; name: string; write: boolean; until?: string };

/** Counts its changes, as the database does. */
class Seats extends Map<string, Member> {
  mark = 0;

  override set(key: string, member: Member): this {
    this.mark += 1;
    return super.set(key, member);
  }

  /** Time alone has passed: nothing is counted. */
  freeze(key: string): void {
    const { member = "a", name = "" } = this.get(key) ?? {};
    super.set(key, { member, name, write: false });
  }

  override delete(key: string): boolean {
    this.mark += 1;
    return super.delete(key);
  }
}

/** A hub over real sockets on loopback, with a clock that the test moves and everybody's access in a map. */
export class SyncServer {
  readonly log: MemoryLog;
  readonly members = new Seats();
  readonly faults: unknown[] = [];
  now = 0;
  wallClock = "2026-01-05T09:00:00Z";
  accessFails = false;
  /** how often somebody was asked for, by page */
  readonly asked = new Map<string, number>();
  private readonly hub: SyncHub;
  private readonly http: Server;
  private readonly timers = new Set<{ at: number; run: () => void }>();
  private accessListener: (page: string) => void = () => {};

  constructor(log: MemoryLog | PageLog = new MemoryLog(), nodes: SyncPorts["nodes"] = ALONE, schemaVersion = 1) {
    this.log = log as MemoryLog;
    this.hub = createSyncHub({ ...this.ports(log), nodes, schemaVersion });
    this.http = createServer((_request, response) => response.end("alive"));
    this.http.on("upgrade", (request, socket, head) => this.hub.upgrade(request, socket, head));
  }

  static async start(log?: PageLog, nodes?: SyncPorts["nodes"], schemaVersion?: number): Promise<SyncServer> {
    const server = new SyncServer(log, nodes, schemaVersion);
    await new Promise<void>((resolve) => server.http.listen(0, "127.0.0.1", resolve));
    return server;
  }

  get port(): number {
    return (this.http.address() as AddressInfo).port;
  }

  get figures() {
    return this.hub.figures();
  }

  /** Everybody who may open a page: `${page} ${userId}`. */
  invite(page: string, userId: string, member: Member): void {
    this.members.set(`${page} ${userId}`, member);
  }

  changeAccess(page: string, userId: string, member: Member | null): void {
    if (member) this.members.set(`${page} ${userId}`, member);
    else this.members.delete(`${page} ${userId}`);
    this.accessListener(page);
  }

  /** Makes a snapshot of a page, as the server's keeper does when nobody writes. */
  writeDown(page: string): void {
    const rows = this.log.rows.filter((row) => row.page === page);
    const made = makeSnapshot(packPage(null, rows), {});
    if (made.type !== "made") throw new Error(`a page is not sound: ${JSON.stringify(made)}`);
    this.log.snapshots.set(page, { ...made.made, seq: rows.at(-1)?.seq ?? 0 });
  }

  /** The answer to a device that gives back what this server has forgotten. */
  bringBack(page: string, body: Uint8Array): Response {
    const parts = decodeKept(body).filter((part) => VOUCH.isVouched(page, part));
    const rows = this.log.rows.filter((row) => row.page === page);
    const merged = mergeKept(
      packPage(null, rows),
      parts.flatMap(({ updates }) => updates),
    );
    if (merged.type === "unsound") throw new Error(merged.reason);
    if (merged.update === null) return Response.json({ brought: false });
    const entry = serverEntry({ page, clientId: 0, at: "2026-01-05T09:00:00Z", update: merged.update });
    this.log.rows.push({ ...entry, seq: this.log.rows.length + 1 });
    this.accessListener(page);
    return Response.json({ brought: true });
  }

  signOut(userId: string): void {
    this.hub.signOut(userId);
  }

  /** Lets time pass: what was due by then runs. */
  pass(ms: number): void {
    const until = this.now + ms;
    for (;;) {
      const next = [...this.timers].filter(({ at }) => at <= until).sort((left, right) => left.at - right.at)[0];
      if (!next) break;
      this.timers.delete(next);
      this.now = next.at;
      next.run();
    }
    this.now = until;
  }

  async isAlive(): Promise<boolean> {
    return (await (await fetch(`http://127.0.0.1:${this.port}/`)).text()) === "alive";
  }

  async stop(): Promise<void> {
    let stopped = false;
    const stopping = this.hub.stop().then(() => {
      stopped = true;
    });
    this.http.closeAllConnections();
    await new Promise((resolve) => this.http.close(resolve));
    while (!stopped) {
      this.pass(100);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await stopping;
  }

  private ports(log: PageLog): Omit<SyncPorts, "nodes"> {
    return {
      log,
      access: {
        accessTo: async (page, userId) => this.members.get(`${page} ${userId}`) ?? null,
        accessToAll: async (asked) => {
          if (this.accessFails) throw new Error("the seats are gone");
          for (const { page } of asked) this.asked.set(page, (this.asked.get(page) ?? 0) + 1);
          return asked.map(({ page, userId }) => this.members.get(`${page} ${userId}`) ?? null);
        },
        changeMark: async () => {
          if (this.accessFails) throw new Error("the seats are gone");
          return this.members.mark;
        },
        onChange: (changed) => {
          this.accessListener = changed;
          return () => {
            this.accessListener = () => {};
          };
        },
      },
      identify: async ({ headers }) => {
        const userId = headers.get("x-user");
        if (userId === "trap") throw new Error("the sessions are gone");
        return userId ? { userId } : null;
      },
      opened: () => undefined,
      vouch: VOUCH.vouch,
      allowsOrigin: (origin) => origin === ORIGIN,
      schemaVersion: 1,
      clock: () => this.now,
      instant: () => this.wallClock,
      later: (ms, run) => {
        const timer = { at: this.now + ms, run };
        this.timers.add(timer);
        return () => this.timers.delete(timer);
      },
      report: (fault) => this.faults.push(fault),
    };
  }
}

const ALONE: SyncPorts["nodes"] = { whisper: () => {}, onWhisper: () => () => {} };
