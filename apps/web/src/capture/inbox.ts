import { type ReadonlySignal, signal } from "@preact/signals";
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { failOnce } from "../offline/fail-once.ts";
import type { Captured } from "./captured.ts";

interface InboxSchema extends DBSchema {
  captured: { key: string; value: Captured };
}

const STRICT = { durability: "strict" } as const; // a thought is there once the person was told so
const all = signal<readonly Captured[]>([]);

/** What is captured and on no page yet, oldest first: for nobody named so far, or on its way. */
export const inbox: ReadonlySignal<readonly Captured[]> = all;

/** Whether this browser keeps the inbox when it is closed. */
export const inboxIsKept = signal(true);

let opened: Promise<IDBPDatabase<InboxSchema>> | null = null;

/** Reads what earlier visits and other tabs left. */
export async function readInbox(): Promise<void> {
  const stored = await tryStore((database) => database.getAll("captured"));
  const known = new Map([...(stored ?? []), ...all.peek()].map((each) => [each.topicId, each]));
  all.value = [...known.values()].sort((left, right) => (left.at < right.at ? -1 : 1));
}

/** @returns whether it will still be there when the browser has been closed. */
export async function keepCaptured(captured: Captured): Promise<boolean> {
  all.value = [...all.peek().filter((each) => each.topicId !== captured.topicId), captured];
  const written = await tryStore(async (database) => {
    const transaction = database.transaction("captured", "readwrite", STRICT);
    const put = transaction.store.put(captured);
    transaction.commit(); // so that a tab that ends now has kept it
    await Promise.all([put, transaction.done]);
    return true;
  });
  inboxIsKept.value = written === true;
  return written === true;
}

/** Takes it out: it stands on a page and that page is safe, or the person threw it away. */
export async function forgetCaptured(captured: Captured): Promise<void> {
  all.value = all.peek().filter((each) => each.topicId !== captured.topicId);
  await tryStore((database) => database.delete("captured", captured.topicId));
}

async function tryStore<T>(run: (database: IDBPDatabase<InboxSchema>) => Promise<T>): Promise<T | null> {
  try {
    opened ??= openInbox();
    const database = await opened;
    return await run(database);
  } catch {
    opened = null; // the next attempt opens it anew
    return null;
  }
}

async function openInbox(): Promise<IDBPDatabase<InboxSchema>> {
  const database = await openDB<InboxSchema>("candor-inbox", 1, {
    upgrade: (database) => {
      database.createObjectStore("captured", { keyPath: "topicId" });
    },
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });
  return failOnce(database);
}
