import type { Compilable, Kysely } from "kysely";
import type { Database } from "../database/open-database.ts";
import type { Schema } from "../database/schema.ts";
import { deleteRows, noteErased } from "./erase-page.ts";
import { ERASED_USER, tablesWith } from "./personal-data.ts";

/** How an erased person is called where something of theirs stays for somebody else. */
export const FORMER_MEMBER = "Former member";

/**
 * Erases an account with everything that is its person's alone. Their pages belong to the two of each: the seat is
 * vacated for good and the page archived; a page that nobody is left on goes afterwards, see `enforceRights`.
 *
 * @returns the pages on which a seat was vacated.
 */
export async function eraseAccount(
  { db, batch }: Database,
  { userId, keepName }: { userId: string; keepName: boolean },
  now: Date,
): Promise<string[]> {
  const at = now.toISOString();
  const user = await db.selectFrom("user").select(["email", "name"]).where("id", "=", userId).executeTakeFirst();
  const persons = await db
    .selectFrom("person")
    .select(["id", "workspace_id", "email", "name", "external_id"])
    .where("user_id", "=", userId)
    .execute();
  const seats = await db
    .selectFrom("pair_member")
    .select(["pair_id", "member"])
    .where((eb) =>
      eb.or([
        eb("user_id", "=", userId),
        eb("away_user_id", "=", userId),
        // where they were until they left the company
        ...(persons.length === 0
          ? []
          : [
              eb(
                "person_id",
                "in",
                persons.map(({ id }) => id),
              ),
            ]),
      ]),
    )
    .execute();
  const emails = [user?.email, ...persons.map(({ email }) => email)].filter((email) => email != null);
  await batch([
    noteErased(db),
    ...seats.flatMap((seat) => vacate(db, seat, keepName ? null : FORMER_MEMBER, at)),
    ...persons.flatMap(({ id }) => forgetPerson(db, id, keepName, at)),
    ...(await importsThatName(db, persons)).map((id) => db.deleteFrom("people_import").where("id", "=", id)),
    ...verificationsOf(db, [userId, ...emails]),
    ...emails.flatMap((email) => mailOf(db, email)),
    ...(keepName ? [] : forgetAnnouncer(db, userId, [user?.name, ...persons.map(({ name }) => name)])),
    ...tablesWith("overwritten").flatMap(({ table, columns }) =>
      columns.map((column) => overwrite(db, table, column, userId)),
    ),
    ...tablesWith("goesWith").flatMap(({ table, columns }) =>
      columns.map((column) => deleteRows(db, table, column, userId)),
    ),
  ]);
  return seats.map(({ pair_id }) => pair_id);
}

/** @param name that the seat has from now on; null: the one it has. */
function vacate(
  db: Kysely<Schema>,
  seat: { pair_id: string; member: "a" | "b" },
  name: string | null,
  at: string,
): Compilable[] {
  return [
    db
      .updateTable("pair_member")
      .set((eb) => ({
        user_id: null,
        away_user_id: null,
        person_id: null,
        invitation_id: null,
        left_at: eb.fn.coalesce("left_at", eb.val(at)),
        ...(name === null ? {} : { name }),
      }))
      .where("pair_id", "=", seat.pair_id)
      .where("member", "=", seat.member),
    db
      .updateTable("pair")
      .set({ frozen_at: at, frozen_why: "left" })
      .where("id", "=", seat.pair_id)
      .where((eb) => eb.or([eb("frozen_at", "is", null), eb("frozen_at", ">", at)])),
    ...(["meeting_worth", "cadence_stated", "cadence_declined"] as const).map((table) =>
      db.deleteFrom(table).where("pair_id", "=", seat.pair_id).where("member", "=", seat.member),
    ),
    ...(name === null ? [] : renameEvents(db, seat, name)),
    noteEnd(db, seat, at),
  ];
}

/** In the page's access log, under the name that the seat has from now on. */
function noteEnd(db: Kysely<Schema>, seat: { pair_id: string; member: "a" | "b" }, at: string): Compilable {
  const { pair_id, member } = seat;
  return db
    .insertInto("page_access_event")
    .columns(["pair_id", "at", "kind", "member", "name", "actor"])
    .expression(
      (eb) =>
        eb
          .selectFrom("pair_member")
          .select((row) => [
            "pair_id",
            row.val(at).as("at"),
            row.val("access_ended").as("kind"),
            "member",
            "name",
            "member as actor",
          ])
          .where("pair_id", "=", pair_id)
          .where("member", "=", member)
          .where("left_at", "=", at), // whoever had left before had their end noted then
    )
    .onConflict((conflict) => conflict.doNothing());
}

/** The page's access log goes on saying that somebody came and went, under another name. */
function renameEvents(db: Kysely<Schema>, seat: { pair_id: string; member: "a" | "b" }, name: string): Compilable[] {
  const columns = ["pair_id", "at", "kind", "member", "name", "actor"] as const;
  return [
    // two names of one day become one
    db
      .insertInto("page_access_event")
      .columns(columns)
      .expression((eb) =>
        eb
          .selectFrom("page_access_event")
          .select((row) => ["pair_id", "at", "kind", "member", row.val(name).as("name"), "actor"])
          .where("pair_id", "=", seat.pair_id)
          .where("member", "=", seat.member)
          .where("name", "!=", ""),
      )
      .onConflict((conflict) => conflict.doNothing()),
    db
      .deleteFrom("page_access_event")
      .where("pair_id", "=", seat.pair_id)
      .where("member", "=", seat.member)
      .where("name", "not in", ["", name]),
  ];
}

/** What the workspace still has of them is that there was somebody in this place of the chart. */
function forgetPerson(db: Kysely<Schema>, id: string, keepName: boolean, at: string): Compilable[] {
  const today = at.slice(0, "2026-11-24".length);
  return [
    db
      .updateTable("person")
      .set((eb) => ({
        user_id: null,
        email: null,
        external_id: null,
        title: "",
        department: "",
        leaving: null,
        invited_by: null,
        joined_email: null,
        left_at: eb.fn.coalesce("left_at", eb.val(at)),
        ...(keepName ? {} : { name: FORMER_MEMBER }),
      }))
      .where("id", "=", id),
    // A directory finds them no more, as if it had deleted them itself.
    db
      .updateTable("scim_profile")
      .set({ user_name_key: null, attributes: "{}", updated_at: at, deleted_at: at })
      .where("person_id", "=", id),
    db.deleteFrom("scim_group_member").where("person_id", "=", id),
    db.deleteFrom("planning_turn").where("person_id", "=", id),
    db.deleteFrom("workspace_invitation").where("person_id", "=", id),
    // Their own rounds go whole, with what others were told of them; of others' rounds goes that they were in it.
    db.deleteFrom("skip_round").where("person_id", "=", id),
    db.deleteFrom("skip_turn").where("person_id", "=", id),
    db
      .deleteFrom("skip_page_notice")
      .where((eb) => eb.or([eb("person_id", "=", id), eb("between_id", "=", id), eb("from_id", "=", id)])),
    db.deleteFrom("skip_notice").where((eb) => eb.or([eb("person_id", "=", id), eb("between_id", "=", id)])),
    db
      .deleteFrom("manager_edge")
      .where("since", ">=", today)
      .where((eb) => eb.or([eb("report_id", "=", id), eb("manager_id", "=", id)])),
    db
      .updateTable("manager_edge")
      .set({ until: today })
      .where((eb) => eb.or([eb("until", "is", null), eb("until", ">", today)]))
      .where((eb) => eb.or([eb("report_id", "=", id), eb("manager_id", "=", id)])),
  ];
}

type NamedPerson = {
  id: string;
  workspace_id: string;
  email: string | null;
  name: string;
  external_id: string | null;
};

/** Imports that would bring the person's data back when undone; by then nobody undoes them any more. */
async function importsThatName(db: Kysely<Schema>, persons: readonly NamedPerson[]): Promise<string[]> {
  const found: string[] = [];
  for (const { id, workspace_id, email, name, external_id } of persons) {
    const words = [id, email, name, external_id].filter((word) => word !== null && word !== "") as string[];
    const imports = await db
      .selectFrom("people_import")
      .select(["id", "summary", "undo"])
      .where("workspace_id", "=", workspace_id)
      .execute();
    for (const each of imports) {
      const text = (each.summary + each.undo).toLowerCase();
      // as JSON writes it, and the e-mail in the case it is kept in
      if (words.some((word) => text.includes(JSON.stringify(word.toLowerCase()).slice(1, -1)))) found.push(each.id);
    }
  }
  return found;
}

/** What is on its way to them, and what shows that a browser once signed in with the address. */
function mailOf(db: Kysely<Schema>, email: string): Compilable[] {
  return [
    db.deleteFrom("mail_outbox").where("to_address", "=", email),
    db.deleteFrom("announce_address").where("address", "=", email),
    db.deleteFrom("announcement_delivery").where("to_address", "=", email),
    db.deleteFrom("mail_proof").where("email", "=", email),
    db.deleteFrom("known_browser").where("email", "=", email),
  ];
}

/** What they announced and put before everybody belongs to those it was told; it stays, under no name. */
function forgetAnnouncer(db: Kysely<Schema>, userId: string, names: readonly (string | undefined)[]): Compilable[] {
  const own = names.filter((name) => name !== undefined && name !== "") as string[];
  return [
    db.updateTable("announcement").set({ from_name: FORMER_MEMBER }).where("created_by", "=", userId),
    db
      .updateTable("all_hands_item")
      .set({ presenter: FORMER_MEMBER })
      .where("added_by", "=", userId)
      .where("presenter", "in", [...own, ""])
      .where("presenter", "!=", ""),
  ];
}

function verificationsOf(db: Kysely<Schema>, words: readonly string[]): Compilable[] {
  return words.map((word) =>
    db
      .deleteFrom("verification")
      .where((eb) => eb.or([eb("identifier", "like", containing(word)), eb("value", "like", containing(word))])),
  );
}

function containing(word: string): string {
  return `%${word.replace(/[\\%_]/g, "_")}%`;
}

function overwrite(db: Kysely<Schema>, table: keyof Schema, column: string, userId: string): Compilable {
  return db
    .updateTable(table)
    .set({ [column]: ERASED_USER } as never)
    .where(db.dynamic.ref<never>(column), "=", userId as never);
}
