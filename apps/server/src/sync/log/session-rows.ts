import type { RawSql, Statement } from "../../database/raw-sql.ts";
import type { ClientBinding } from "../page-log.ts";
import type { SessionRow } from "./known-sessions.ts";

/** Runs a statement that returns nothing and may share its commit with others. */
export type RunShared = (statement: Statement) => Promise<void>;

export type SessionTable = { sql: RawSql; runShared: RunShared };

type Row = { id: number; session: string; user_id: string; client_id: number; stored_cseq: number };

/** Gives the clientID to the session for good; an error where either belongs to somebody else. */
export async function findOrAddSession(table: SessionTable, binding: ClientBinding): Promise<SessionRow | Error> {
  const row = (await findSession(table.sql, binding)) ?? (await addSession(table, binding));
  if (row === null || row === "taken") return new Error("A session or its clientID belongs to somebody else.");
  return { id: row.id, userId: row.user_id, clientId: row.client_id, storedCseq: row.stored_cseq };
}

export async function bindClient(table: SessionTable, binding: ClientBinding): Promise<"bound" | "taken"> {
  const row = (await findSession(table.sql, binding)) ?? (await addSession(table, binding));
  return row === null || row === "taken" ? "taken" : "bound";
}

export async function readBinding(sql: RawSql, page: string, clientId: number): Promise<ClientBinding | null> {
  const [row] = await sql<Row>(
    "select session, user_id from page_session where page = $1 and client_id = $2",
    page,
    clientId,
  );
  return row === undefined ? null : { page, clientId, session: row.session, userId: row.user_id };
}

async function addSession(table: SessionTable, binding: ClientBinding): Promise<Row | "taken" | null> {
  const { page, session, userId, clientId } = binding;
  await table.runShared({
    sql: "insert into page_session (page, session, user_id, client_id) values ($1, $2, $3, $4) on conflict do nothing",
    parameters: [page, session, userId, clientId],
  });
  return findSession(table.sql, binding);
}

/** @returns "taken" if the session or the clientID is bound in another way; null if neither is bound. */
async function findSession(sql: RawSql, binding: ClientBinding): Promise<Row | "taken" | null> {
  const { page, session, userId, clientId } = binding;
  const [row, other] = await sql<Row>(
    `select id, session, user_id, client_id, stored_cseq from page_session
     where page = $1 and (session = $2 or client_id = $3)`,
    page,
    session,
    clientId,
  );
  if (row === undefined) return null;
  const isSame = row.session === session && row.client_id === clientId && row.user_id === userId;
  return other === undefined && isSame ? row : "taken";
}
