import type { RawSql } from "../../database/raw-sql.ts";
import type { ClientBinding, LogEntry } from "../page-log.ts";
import type { KnownSession } from "./plan-rows.ts";

type SessionRow = { id: number; session: string; user_id: string; client_id: number; stored_cseq: number };

/** @returns an error where a new session's clientID belongs to another one. */
export async function findOrAddSession(sql: RawSql, entry: LogEntry): Promise<KnownSession | Error> {
  const [found] = await sql<SessionRow>(
    "select id, session, user_id, client_id, stored_cseq from page_session where page = $1 and session = $2",
    entry.page,
    entry.session,
  );
  const row = found ?? (await addSession(sql, entry));
  if (row === null) return new Error("The session or its clientID belongs to somebody else.");
  return {
    id: row.id,
    page: entry.page,
    userId: row.user_id,
    clientId: row.client_id,
    storedCseq: row.stored_cseq,
  };
}

export async function bindClient(sql: RawSql, binding: ClientBinding): Promise<"bound" | "taken"> {
  return (await addSession(sql, binding)) === null ? "taken" : "bound";
}

/** @returns the binding's row, new or as it was; null if the session or the clientID is bound in another way. */
async function addSession(sql: RawSql, binding: ClientBinding): Promise<SessionRow | null> {
  const { page, session, userId, clientId } = binding;
  await sql(
    "insert into page_session (page, session, user_id, client_id) values ($1, $2, $3, $4) on conflict do nothing",
    page,
    session,
    userId,
    clientId,
  );
  const rows = await sql<SessionRow>(
    `select id, session, user_id, client_id, stored_cseq from page_session
     where page = $1 and (session = $2 or client_id = $3)`,
    page,
    session,
    clientId,
  );
  const [row, other] = rows;
  if (row === undefined || other !== undefined) return null;
  return row.session === session && row.client_id === clientId && row.user_id === userId ? row : null;
}

export async function readBinding(sql: RawSql, page: string, clientId: number): Promise<ClientBinding | null> {
  const [row] = await sql<SessionRow>(
    "select session, user_id from page_session where page = $1 and client_id = $2",
    page,
    clientId,
  );
  return row === undefined ? null : { page, clientId, session: row.session, userId: row.user_id };
}
