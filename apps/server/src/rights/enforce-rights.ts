import type { MemberId } from "@candor/core/person/member.ts";
import { judgeArchive } from "@candor/core/retention/judge-archive.ts";
import { BIN_DAYS } from "@candor/core/retention/judge-bin.ts";
import { ERASURE_DAYS } from "@candor/core/retention/judge-erasure.ts";
import { formerManagerUntil } from "@candor/core/retention/judge-former-manager.ts";
import { DEFAULT_RETENTION } from "@candor/core/retention/retention-settings.ts";
import type { Kysely } from "kysely";
import { noteAccess } from "../access/note-access.ts";
import { eraseArtifact } from "../artifact/erase-artifact.ts";
import type { ImageFiles } from "../artifact/image-files.ts";
import { clearOldLinks } from "../artifact/link-rows.ts";
import type { Database } from "../database/open-database.ts";
import type { Schema } from "../database/schema.ts";
import { clearOrphanRows } from "../sync/log/clear-orphan-rows.ts";
import { eraseAccount } from "./erase-account.ts";
import { ERASED_SETTING, erasePage } from "./erase-page.ts";
import { type GoingMailPorts, queueGoingMails } from "./going-mail.ts";
import { parseFormerManagerLimit, parseRetention } from "./read-archive.ts";
import { scrub } from "./scrub.ts";

export type Enforced = { accounts: number; told: number; ended: number; pages: number; logRows: number };

export type EnforceEdge = {
  /** somebody's access to a page has ended */
  accessChanged: (page: string) => void;
  /** of artifacts; left out: nothing is kept of any */
  images?: ImageFiles;
  /** takes away what was written of somebody each night; left out: nothing was */
  forgetNightly?: (userId: string) => Promise<void>;
  /** reads what an account was permitted at services; what it returns gives that back and never fails. Left out: nothing was */
  readPermissions?: (userId: string) => Promise<() => Promise<void>>;
  /** an account is no more */
  signedOut: (userId: string) => void;
  /** whoever is told of something is told by mail, too; `wake`: mails wait to go out */
  mail: GoingMailPorts & { wake: () => void };
};

const MOST_AT_ONCE = 200; // of each kind: what is left waits for the next time

/**
 * Carries out what was asked for and what is over: seats that nobody came back to within thirty days, accounts that are
 * to be erased, archived pages whose time has come, and pages that nobody is left on. Each step can be interrupted and
 * done again.
 */
export async function enforceRights(database: Database, edge: EnforceEdge, now: Date): Promise<Enforced> {
  const { db } = database;
  await giveUpSeats(db, daysBefore(now, BIN_DAYS));
  const accounts = await eraseAccounts(database, edge, now);
  await endFormerManagers(db, edge, now);
  const { told, ended } = await judgeArchives(db, edge, now);
  const pages = await eraseDeserted(database, edge, daysBefore(now, BIN_DAYS));
  await eraseDesertedArtifacts(database, edge);
  await clearOldLinks(db, now);
  await forgetOpenings(db, now);
  const logRows = await clearLeavings(database);
  return { accounts, told, ended, pages, logRows };
}

async function clearLeavings(database: Database): Promise<number> {
  const { db, log } = database;
  const setting = await db.selectFrom("setting").select("key").where("key", "=", ERASED_SETTING).executeTakeFirst();
  if (!setting) return 0;
  const { cleared, isWhole } = await clearOrphanRows(log.sql);
  await scrub(database);
  if (isWhole) await db.deleteFrom("setting").where("key", "=", ERASED_SETTING).execute();
  return cleared;
}

async function giveUpSeats(db: Kysely<Schema>, before: string): Promise<void> {
  await db
    .updateTable("pair_member")
    .set({ away_user_id: null })
    .where("away_user_id", "is not", null)
    .where("left_at", "<=", before)
    .execute();
}

async function eraseAccounts(database: Database, edge: EnforceEdge, now: Date): Promise<number> {
  const due = await database.db
    .selectFrom("erasure")
    .selectAll()
    .where("asked_at", "<=", daysBefore(now, ERASURE_DAYS))
    .orderBy("asked_at")
    .limit(MOST_AT_ONCE)
    .execute();
  const givingBack: Promise<void>[] = [];
  try {
    for (const { user_id, keep_name } of due) {
      const giveBack = await edge.readPermissions?.(user_id);
      const vacated = await eraseAccount(database, { userId: user_id, keepName: keep_name === 1 }, now);
      if (giveBack) givingBack.push(giveBack()); // no service that is slow keeps anybody from being erased
      edge.signedOut(user_id);
      await edge.forgetNightly?.(user_id);
      for (const page of vacated) edge.accessChanged(page);
    }
  } finally {
    await Promise.all(givingBack);
  }
  return due.length;
}

/** Whoever managed somebody reads their page on for as long as the workspace lets them; the other stays on it. */
async function endFormerManagers(db: Kysely<Schema>, edge: EnforceEdge, now: Date): Promise<void> {
  const instant = Temporal.Instant.fromEpochMilliseconds(now.getTime());
  for (const { id, settings } of await db.selectFrom("workspace").select(["id", "settings"]).execute()) {
    const limit = parseFormerManagerLimit(settings);
    if (limit.days === null) continue;
    const seats = await db
      .selectFrom("pair")
      .innerJoin("pair_member", "pair_member.pair_id", "pair.id")
      .select(["pair.id", "pair.frozen_at", "pair_member.member"])
      .where("workspace_id", "=", id)
      .where("frozen_why", "=", "manager_changed")
      .where("frozen_at", "<=", now.toISOString())
      .where("pair_member.role", "in", ["manager", "skip_manager"])
      .where("pair_member.user_id", "is not", null)
      .orderBy("pair.frozen_at")
      .execute();
    for (const { id: pairId, member, frozen_at } of seats) {
      const until = frozen_at === null ? null : formerManagerUntil(Temporal.Instant.from(frozen_at), limit);
      if (until === null || Temporal.Instant.compare(instant, until) < 0) continue;
      if (await endSeat(db, { pairId, member, frozenAt: frozen_at }, now)) edge.accessChanged(pairId);
    }
  }
}

/** @returns false where the page was taken into use again meanwhile. */
function endSeat(
  db: Kysely<Schema>,
  { pairId, member, frozenAt }: { pairId: string; member: MemberId; frozenAt: string | null },
  now: Date,
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const still = await tx
      .selectFrom("pair")
      .select("id")
      .where("id", "=", pairId)
      .where("frozen_at", "=", frozenAt)
      .where("frozen_why", "=", "manager_changed")
      .executeTakeFirst();
    if (!still) return false;
    await noteAccess(tx, { pairId, kind: "access_ended", member, actor: null }, now);
    await tx
      .updateTable("pair_member")
      .set((eb) => ({
        user_id: null,
        away_user_id: null,
        invitation_id: null,
        left_at: eb.fn.coalesce("left_at", eb.val(now.toISOString())),
      }))
      .where("pair_id", "=", pairId)
      .where("member", "=", member)
      .execute();
    return true;
  });
}

/** Pages of workspaces alone: what two people have by themselves stays for as long as one of them wants it. */
async function judgeArchives(
  db: Kysely<Schema>,
  edge: EnforceEdge,
  now: Date,
): Promise<{ told: number; ended: number }> {
  const instant = Temporal.Instant.fromEpochMilliseconds(now.getTime());
  const count = { told: 0, ended: 0 };
  for (const { id, settings } of await db.selectFrom("workspace").select(["id", "settings"]).execute()) {
    const retention = parseRetention(settings);
    for (let after = ""; ; ) {
      const pages = await db
        .selectFrom("pair")
        .select(["id", "frozen_at", "going_told_at"])
        .where("workspace_id", "=", id)
        .where("frozen_at", "is not", null)
        .where("id", ">", after)
        .orderBy("id")
        .limit(MOST_AT_ONCE)
        .execute();
      for (const page of pages) {
        const archivedAt = page.frozen_at === null ? null : Temporal.Instant.from(page.frozen_at);
        const toldAt = page.going_told_at === null ? null : Temporal.Instant.from(page.going_told_at);
        const verdict = judgeArchive({ archivedAt, toldAt }, retention, instant);
        if (verdict.type === "ending" && verdict.tell) {
          const goesAt = verdict.until;
          const mails = await db.transaction().execute(async (tx) => {
            await tell(tx, page.id, now.toISOString());
            return queueGoingMails(tx, { pairId: page.id, goesAt }, edge.mail, now);
          });
          if (mails > 0) edge.mail.wake();
          count.told += 1;
        } else if (verdict.type === "kept" && verdict.takeBack) await tell(db, page.id, null);
        else if (verdict.type === "due" && (await vacateAll(db, page.id, now))) {
          edge.accessChanged(page.id);
          count.ended += 1;
        }
      }
      const last = pages.at(-1);
      if (last === undefined || pages.length < MOST_AT_ONCE) break;
      after = last.id;
    }
  }
  return count;
}

async function tell(db: Kysely<Schema>, pairId: string, at: string | null): Promise<void> {
  await db.updateTable("pair").set({ going_told_at: at }).where("id", "=", pairId).execute();
}

/** @returns false where it was taken into use again meanwhile. */
async function vacateAll(db: Kysely<Schema>, pairId: string, now: Date): Promise<boolean> {
  const vacated = await db
    .updateTable("pair_member")
    .set((eb) => ({
      user_id: null,
      away_user_id: null,
      person_id: null,
      left_at: eb.fn.coalesce("left_at", eb.val(now.toISOString())),
    }))
    .where("pair_id", "=", pairId)
    .where((eb) =>
      eb.exists(
        eb.selectFrom("pair").select("pair.id").where("pair.id", "=", pairId).where("frozen_at", "is not", null),
      ),
    )
    .returning("member")
    .execute();
  return vacated.length > 0;
}

/** Pages that somebody has left for good and on which nobody is: nobody can ever read them again. */
async function eraseDeserted(database: Database, edge: EnforceEdge, returnable: string): Promise<number> {
  const deserted = await database.db
    .selectFrom("pair_member as gone")
    .select("gone.pair_id")
    .distinct()
    .where("gone.left_at", "is not", null)
    .where("gone.user_id", "is", null)
    .where("gone.away_user_id", "is", null)
    // Whoever left a workspace can be brought back, and then finds what was theirs.
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("person")
            .select("person.id")
            .innerJoin("pair_member as kept", "kept.person_id", "person.id")
            .whereRef("kept.pair_id", "=", "gone.pair_id")
            .where("person.left_at", ">", returnable),
        ),
      ),
    )
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("pair_member as here")
            .select("here.member")
            .whereRef("here.pair_id", "=", "gone.pair_id")
            .where((seat) =>
              seat.or([seat("here.user_id", "is not", null), seat("here.away_user_id", "is not", null)]),
            ),
        ),
      ),
    )
    .limit(MOST_AT_ONCE)
    .execute();
  for (const { pair_id } of deserted) {
    edge.accessChanged(pair_id);
    await erasePage(database, pair_id);
  }
  return deserted.length;
}

/** Artifacts in which nobody takes part any more, and which nobody else may read. */
async function eraseDesertedArtifacts({ db, batch }: Database, edge: EnforceEdge): Promise<void> {
  const deserted = await db
    .selectFrom("artifact")
    .select("id")
    .where("audience", "=", "people")
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("artifact_person")
            .select("artifact_person.member")
            .whereRef("artifact_person.artifact_id", "=", "artifact.id"),
        ),
      ),
    )
    .limit(MOST_AT_ONCE)
    .execute();
  const { images = NO_IMAGES } = edge;
  const changed = () => undefined; // nobody had access
  for (const { id } of deserted) await eraseArtifact({ db, batch, images, changed }, id);
}

const NO_IMAGES: Pick<ImageFiles, "remove"> = { remove: async () => {} };

/** On which days a page was opened is told for a while; how access came about and ended stays with the page. */
async function forgetOpenings(db: Kysely<Schema>, now: Date): Promise<void> {
  const forget = (days: number) =>
    db.deleteFrom("page_access_event").where("kind", "=", "opened").where("at", "<", daysBefore(now, days));
  for (const { id, settings } of await db.selectFrom("workspace").select(["id", "settings"]).execute()) {
    await forget(parseRetention(settings).accessLogDays)
      .where("pair_id", "in", (pair) => pair.selectFrom("pair").select("pair.id").where("workspace_id", "=", id))
      .execute();
  }
  await forget(DEFAULT_RETENTION.accessLogDays)
    .where("pair_id", "in", (pair) => pair.selectFrom("pair").select("pair.id").where("workspace_id", "is", null))
    .execute();
}

function daysBefore(now: Date, days: number): string {
  return new Date(now.getTime() - days * 86_400_000).toISOString();
}
