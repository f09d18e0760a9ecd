import type { Pair } from "@candor/protocol/http/people.ts";
import type { Database } from "../../database/open-database.ts";
import type { StoredPage } from "./write-beside.ts";

/** Everything that is stored of a page, which may be nothing yet. */
export async function readStoredPage(
  { db, log }: Pick<Database, "db" | "log">,
  { id, members }: Pick<Pair, "id" | "members">,
): Promise<StoredPage> {
  const snapshot = await log.readSnapshot(id);
  const tail = await log.readTail(id, snapshot?.seq ?? 0);
  const volumes = await db.selectFrom("page_volume").select("state").where("page", "=", id).orderBy("year").execute();
  return {
    id,
    state: snapshot?.state ?? null,
    updates: tail.map(({ update }) => update),
    volumes: volumes.map(({ state }) => state),
    members: members.map(({ member, name }) => ({ id: member, name })),
  };
}
