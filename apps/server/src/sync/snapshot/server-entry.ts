import { randomUUID } from "node:crypto";
import type { LogEntry } from "../page-log.ts";
import { SERVER_USER } from "./page-history.ts";

/** What the server itself writes into a page, as one more peer: a session of its own each time, never sent again. */
export function serverEntry(entry: Pick<LogEntry, "page" | "clientId" | "at" | "update">): LogEntry {
  return { ...entry, session: `${SERVER_USER}-${randomUUID()}`, cseq: 1, userId: SERVER_USER, member: "a" };
}
