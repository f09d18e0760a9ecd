import type { RefusalName } from "@candor/protocol/sync/codes.ts";
import type { NodeBus } from "../../nodes/node-bus.ts";
import type { DocumentMember, PageAccess, SocketIdentity } from "../page-access.ts";
import type { PageLog } from "../page-log.ts";

/** What the hub needs of the world outside. */
export type SyncPorts = {
  log: PageLog;
  access: PageAccess;
  /** the other hubs on the same log, which have clients of their own on the same pages */
  nodes: Pick<NodeBus, "whisper" | "onWhisper">;
  identify: SocketIdentity;
  /** Hears of each document that was opened, and of who opened it. */
  opened: (opening: { page: string; member: DocumentMember; name: string }) => void;
  /** Whether a document of this origin may open a socket; null: the request names none, as no browser does. */
  allowsOrigin: (origin: string | null) => boolean;
  /** The server's word that updates of a page are on disk. */
  vouch: (page: string, updates: readonly Uint8Array[]) => Uint8Array;
  /** of the page documents this server serves */
  schemaVersion: number;
  /** milliseconds that only rise; from any beginning */
  clock: () => number;
  /** ISO instant by the server's clock */
  instant: () => string;
  /** Runs something later; returns how to call it off. */
  later: (ms: number, run: () => void) => () => void;
  /** Counts what is refused. */
  refused?: (name: RefusalName) => void;
  /** A fault nobody foresaw; the hub goes on. */
  report: (fault: unknown, doing: string) => void;
};
