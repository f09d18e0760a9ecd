import type { Page } from "@candor/core/page/page.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import type { Editor } from "@candor/document/edit.ts";
import type { ReadonlySignal } from "@preact/signals";
import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import type { SetAside } from "./device-store.ts";

/** A page that is open in this tab: read it by `page`, change it by the functions of @candor/document on `doc`. */
export type PageHandle = {
  pairId: string;
  doc: Y.Doc;
  awareness: Awareness;
  undo: Y.UndoManager;
  /** follows the document at once, whoever changed it */
  page: ReadonlySignal<Page>;
  /** my seat */
  member: MemberId;
  /** who edits, with the time and new ids of this moment; hand it to the document's functions */
  editor: () => Editor;
  sync: ReadonlySignal<SyncState>;
  /** whether the document holds all that the server has; "saved" does not say so before the server was reached */
  isCurrent: ReadonlySignal<boolean>;
  /** of the server's log: the document holds all of it up to there; null while this device is being read */
  readonly point: LogPoint | null;
  /** false where the page can only be read, with the reason */
  access: ReadonlySignal<PageAccessState>;
  /** who else is here, myself left out */
  presence: ReadonlySignal<Presence[]>;
  /** "loading" until this device's copy, or where it has none the server's, has been read */
  state: ReadonlySignal<"loading" | "ready" | "missing">;
  /** resolves once what an ended tab left in the outbox is in the kept visit: it is mine, and no news */
  ownKept: Promise<void>;
  /** what the server would not take and was set aside on this device, oldest first */
  asides: ReadonlySignal<readonly SetAside[]>;
  /** whether something was refused for good, so that nothing after it is sent until it is set aside */
  isStuck: ReadonlySignal<boolean>;
  /** the page opened anew, once something was set aside: from then on this one is no good; null: it is */
  successor: ReadonlySignal<PageHandle | null>;
};

/** `epoch` and `seq` as the server gives them: numbers of another epoch stand for something else. */
export type LogPoint = { readonly epoch: number; readonly seq: number };

/** Never says more than is true: "saved" only when the server has it on disk (UX.md L6). */
export type SyncState =
  | { type: "saved" }
  | { type: "saving"; waiting: number }
  | { type: "offline"; waiting: number /** false where this browser keeps nothing */; onDevice: boolean }
  | { type: "storage_full"; waiting: number; onDevice: boolean }
  | { type: "refused"; code: number; waiting: number; onDevice: boolean };

export type PageAccessState = { type: "write" } | { type: "read"; why: "newer_version" | "frozen" | "access_ended" };

/** In an artifact `member` is who somebody is there; nobody but its own screens reads that. */
export type Presence = { member: MemberId; name: string; idle: boolean };
