import type { WebhookSubject } from "@candor/core/webhook/webhook-event.ts";
import type { CreateWebhook, NewWebhook, Webhook, WebhookDelivery } from "@candor/protocol/http/webhook.ts";
import type { Kysely, Selectable } from "kysely";
import type { AddressSeal } from "../calendar/address-seal.ts";
import type { Schema } from "../database/schema.ts";
import type { WebhookTable } from "../database/tables/webhook-tables.ts";
import { webhookSecret } from "./sign-message.ts";

export type WebhookParts = {
  db: Kysely<Schema>;
  seal: AddressSeal;
  random: (size: number) => Uint8Array;
  newId: () => string;
  now: () => Date;
};

export const MAX_WEBHOOKS = 20; // of one person
const LISTED_DELIVERIES = 50;
const OLD_SECRET_HOURS = 24; // for so long both secrets sign
const HOUR = 3_600_000; // milliseconds
const TEST = "webhook.test";

export type CreateWebhookResult =
  | { type: "created"; webhook: NewWebhook }
  /** a page is chosen that they have no seat on */
  | { type: "not_found" }
  | { type: "too_many_webhooks" };

export async function createWebhook(
  { db, seal, random, newId, now }: WebhookParts,
  userId: string,
  wanted: CreateWebhook & { host: string },
): Promise<CreateWebhookResult> {
  const { name, host, address, subjects, pages, withContent } = wanted;
  const id = newId();
  const secret = webhookSecret(random);
  const row: Selectable<WebhookTable> = {
    ...{ id, user_id: userId, name, host },
    address_sealed: seal.seal(id, address),
    secret_sealed: seal.seal(id, secret),
    ...{ old_secret_sealed: null, old_until: null },
    subjects: JSON.stringify([...new Set(subjects)]),
    pages: pages && JSON.stringify([...new Set(pages)]),
    with_content: withContent ? 1 : 0,
    created_at: now().toISOString(),
    ...{ off: null, tried_at: null, status: null, fault: null, failing_since: null },
  };
  return db.transaction().execute(async (tx) => {
    // Two that come at once are counted one after the other.
    await tx.updateTable("user").set({ id: userId }).where("id", "=", userId).execute();
    const own = await tx.selectFrom("webhook").select("id").where("user_id", "=", userId).execute();
    if (own.length >= MAX_WEBHOOKS) return { type: "too_many_webhooks" };
    const seats = await tx.selectFrom("pair_member").select("pair_id").where("user_id", "=", userId).execute();
    const held = new Set(seats.map(({ pair_id }) => pair_id));
    if (pages?.some((page) => !held.has(page))) return { type: "not_found" };
    await tx.insertInto("webhook").values(row).execute();
    return { type: "created", webhook: { ...describe(row), secret } };
  });
}

/** The newest first. */
export async function listWebhooks(db: Kysely<Schema>, userId: string): Promise<Webhook[]> {
  const rows = await db
    .selectFrom("webhook")
    .selectAll()
    .where("user_id", "=", userId)
    .orderBy("created_at", "desc")
    .orderBy("id")
    .execute();
  return rows.map(describe);
}

/** Turned on again, it is told what happens from now on, and what still waits. */
export async function turnWebhook(
  { db, now }: Pick<WebhookParts, "db" | "now">,
  { userId, id }: OwnWebhook,
  on: boolean,
): Promise<Webhook | null> {
  const own = db.updateTable("webhook").where("id", "=", id).where("user_id", "=", userId);
  if (on) {
    await own.set({ off: null }).execute();
    const waiting = db.updateTable("webhook_delivery").where("webhook_id", "=", id).where("user_id", "=", userId);
    await waiting.where("state", "=", "waiting").set({ next_try_at: now().toISOString() }).execute();
  } else await own.where("off", "is", null).set({ off: "person" }).execute();
  const row = await readOwn(db, { userId, id });
  return row && describe(row);
}

/**
 * Turns a webhook on, has what waits sent now, and a message that says that it is a test; one that still waits is not
 * added to.
 */
export async function tryWebhook(
  parts: Pick<WebhookParts, "db" | "now" | "random">,
  own: OwnWebhook,
): Promise<Webhook | null> {
  const { db, now, random } = parts;
  const turned = await turnWebhook(parts, own, true);
  if (turned === null) return null;
  const waiting = await db
    .selectFrom("webhook_delivery")
    .select("id")
    .where("webhook_id", "=", own.id)
    .where("type", "=", TEST)
    .where("state", "in", ["waiting", "sending"])
    .executeTakeFirst();
  if (waiting) return turned;
  const at = now().toISOString();
  await db
    .insertInto("webhook_delivery")
    .values({
      ...{ id: `msg_${Buffer.from(random(16)).toString("hex")}`, webhook_id: own.id, user_id: own.userId, page: "" },
      ...{ type: TEST, body: JSON.stringify({ type: TEST, timestamp: at, data: {} }), at, state: "waiting", tries: 0 },
      ...{ next_try_at: at, lease_until: null, status: null, fault: null },
    })
    .execute();
  return turned;
}

/** A new secret; the old one signs beside it for a day, so that a receiver can be changed over without a gap. */
export async function changeSecret(
  { db, seal, random, now }: WebhookParts,
  { userId, id }: OwnWebhook,
): Promise<NewWebhook | null> {
  const row = await readOwn(db, { userId, id });
  if (!row) return null;
  const secret = webhookSecret(random);
  const old_until = new Date(now().getTime() + OLD_SECRET_HOURS * HOUR).toISOString();
  await db
    .updateTable("webhook")
    .set({ secret_sealed: seal.seal(id, secret), old_secret_sealed: row.secret_sealed, old_until })
    .where("id", "=", id)
    .where("user_id", "=", userId)
    .execute();
  return { ...describe(row), secret };
}

/** With everything that was told by it, and what still was to be. */
export async function removeWebhook(db: Kysely<Schema>, { userId, id }: OwnWebhook): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const { numDeletedRows } = await tx
      .deleteFrom("webhook")
      .where("id", "=", id)
      .where("user_id", "=", userId)
      .executeTakeFirst();
    await tx.deleteFrom("webhook_delivery").where("webhook_id", "=", id).where("user_id", "=", userId).execute();
    return numDeletedRows > 0n;
  });
}

/** @returns the newest first; null: there is no such webhook of theirs. */
export async function listDeliveries(db: Kysely<Schema>, own: OwnWebhook): Promise<WebhookDelivery[] | null> {
  if (!(await readOwn(db, own))) return null;
  const rows = await db
    .selectFrom("webhook_delivery")
    .select(["id", "type", "at", "state", "tries", "status", "fault", "next_try_at"])
    .where("webhook_id", "=", own.id)
    .orderBy("at", "desc")
    .orderBy("id")
    .limit(LISTED_DELIVERIES)
    .execute();
  return rows.map(({ next_try_at, ...row }) => ({
    ...row,
    nextTryAt: row.state === "waiting" ? next_try_at : null,
  }));
}

/** Sends something once more, the same under the same id, so that a receiver that has it knows. */
export async function replayDelivery(
  { db, now }: Pick<WebhookParts, "db" | "now">,
  own: OwnWebhook,
  delivery: string,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("webhook_delivery")
    .set({ state: "waiting", tries: 0, next_try_at: now().toISOString(), lease_until: null })
    .where("id", "=", delivery)
    .where("webhook_id", "=", own.id)
    .where("user_id", "=", own.userId)
    .where("state", "!=", "sending")
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

type OwnWebhook = { userId: string; id: string };

async function readOwn(db: Kysely<Schema>, { userId, id }: OwnWebhook): Promise<Selectable<WebhookTable> | null> {
  const row = await db
    .selectFrom("webhook")
    .selectAll()
    .where("id", "=", id)
    .where("user_id", "=", userId)
    .executeTakeFirst();
  return row ?? null;
}

function describe(row: Selectable<WebhookTable>): Webhook {
  return {
    ...{ id: row.id, name: row.name, host: row.host },
    subjects: JSON.parse(row.subjects) as WebhookSubject[],
    pages: row.pages === null ? null : (JSON.parse(row.pages) as string[]),
    withContent: row.with_content === 1,
    createdAt: row.created_at,
    off: row.off,
    last: row.tried_at === null ? null : { at: row.tried_at, status: row.status, fault: row.fault },
    failingSince: row.failing_since,
  };
}
