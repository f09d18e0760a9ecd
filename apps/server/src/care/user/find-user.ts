import type { Kysely, Selectable } from "kysely";
import type { Schema } from "../../database/schema.ts";
import type { UserTable } from "../../database/tables/auth-tables.ts";

export type FoundUser = Pick<Selectable<UserTable>, "id" | "name" | "email">;

/**
 * @param who an id or an e-mail address.
 * @throws {Error} with a sentence, where nobody is called so, or more than one.
 */
export async function findUser(db: Kysely<Schema>, who: string): Promise<FoundUser> {
  const found = await db
    .selectFrom("user")
    .select(["id", "name", "email"])
    .where((eb) => eb.or([eb("id", "=", who), eb("email", "=", who.toLowerCase())]))
    .limit(2)
    .execute();
  const [user, other] = found;
  if (user === undefined) throw new Error(`There is nobody with the id or the e-mail address "${who}".`);
  if (other !== undefined) throw new Error(`"${who}" is more than one person; say the id.`);
  return user;
}
