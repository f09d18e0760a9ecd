import { type Kysely, sql } from "kysely";
import type { Engine } from "../engine.ts";
import type { Schema } from "../schema.ts";

/**
 * The number of an erased session is never given to another: rows of the log that are not cleared yet would count as its, and
 * what it pushes as stored. PostgreSQL's sequences keep to that by themselves.
 */
export async function neverReuseSessionNumbers(db: Kysely<Schema>, engine: Engine): Promise<void> {
  if (engine !== "sqlite") return;
  await sql`create table numbered_session (
    id integer primary key autoincrement,
    page text not null,
    session text not null,
    user_id text not null,
    client_id integer not null,
    stored_cseq integer not null default 0,
    constraint page_session_session unique (page, session),
    constraint page_session_client unique (page, client_id)
  )`.execute(db);
  const columns = sql.raw("id, page, session, user_id, client_id, stored_cseq");
  // A row for the greatest number that was ever given, taken out again, leaves the count there.
  await sql`insert into numbered_session (${columns})
    select max(session_id), '', '', '', 0, 0 from page_log having max(session_id) is not null`.execute(db);
  await sql`delete from numbered_session`.execute(db);
  await sql`insert into numbered_session (${columns}) select ${columns} from page_session`.execute(db);
  await sql`drop table page_session`.execute(db);
  await sql`alter table numbered_session rename to page_session`.execute(db);
}
