import { judgeWebhook, type WebhookOutcome } from "@candor/core/webhook/judge-webhook.ts";
import type { AskLimits } from "@candor/integrations/egress/ask-safely.ts";
import { POST_LIMITS, postSafely } from "@candor/integrations/egress/post-safely.ts";
import type { Kysely, Selectable } from "kysely";
import type { AddressSeal } from "../calendar/address-seal.ts";
import type { Schema } from "../database/schema.ts";
import type { WebhookDeliveryTable, WebhookTable } from "../database/tables/webhook-tables.ts";
import { readMembership } from "../people/pairs.ts";
import { signMessage } from "./sign-message.ts";

export type DeliverParts = {
  db: Kysely<Schema>;
  seal: AddressSeal;
  /** origins that whoever runs the server vouches for */
  allowed: readonly string[];
  now: () => Date;
  report: (fault: unknown, doing: string) => void;
  limits?: AskLimits;
};

type Row = Selectable<WebhookDeliveryTable>;

const AT_ONCE = 100; // of one round
const LEASE_MILLISECONDS = 60_000; // longer than any try takes
const KEPT_DAYS = 30; // how long it can be seen, and sent once more
const DAY = 86_400_000; // milliseconds

/**
 * Sends what is due, the receivers beside each other and each one's in a row. Whoever sends something has its row to
 * themselves first; of a node that ended meanwhile it is sent again, under the same id, which receivers know it by.
 *
 * @returns whether something was due, so that more may be.
 */
export async function deliverMessages(parts: DeliverParts): Promise<boolean> {
  const { db, now } = parts;
  const at = now().toISOString();
  await db
    .deleteFrom("webhook_delivery")
    .where("at", "<", new Date(now().getTime() - KEPT_DAYS * DAY).toISOString())
    .execute();
  await db
    .updateTable("webhook_delivery")
    .set({ state: "waiting", lease_until: null })
    .where("state", "=", "sending")
    .where("lease_until", "<=", at)
    .execute();
  const due = await db
    .selectFrom("webhook_delivery")
    .innerJoin("webhook", "webhook.id", "webhook_delivery.webhook_id")
    .selectAll("webhook_delivery")
    .where("webhook.off", "is", null)
    .where("state", "=", "waiting")
    .where("next_try_at", "<=", at)
    .orderBy("webhook_delivery.at")
    .orderBy("webhook_delivery.id")
    .limit(AT_ONCE)
    .execute();
  const receivers = Map.groupBy(due, ({ webhook_id }) => webhook_id);
  const sent = await Promise.all([...receivers.values()].map((rows) => deliverInRow(parts, rows)));
  return sent.some((some) => some);
}

/** @returns whether any was settled. */
async function deliverInRow(parts: DeliverParts, rows: readonly Row[]): Promise<boolean> {
  let isAny = false;
  for (const row of rows) {
    try {
      if (!(await take(parts, row))) continue; // another node has it, or somebody took it away
      isAny = true;
      if (!(await deliver(parts, row))) break; // and with it the rest of this receiver
    } catch (fault) {
      parts.report(fault, "telling a webhook");
      break;
    }
  }
  return isAny;
}

async function take({ db, now }: DeliverParts, { id, tries, next_try_at }: Row): Promise<boolean> {
  const lease_until = new Date(now().getTime() + LEASE_MILLISECONDS).toISOString();
  const { numUpdatedRows } = await db
    .updateTable("webhook_delivery")
    .set({ state: "sending", lease_until, tries: tries + 1 })
    .where("id", "=", id)
    .where("state", "=", "waiting")
    .where("tries", "=", tries)
    .where("next_try_at", "=", next_try_at)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** @returns whether the receiver may be told more. */
async function deliver(parts: DeliverParts, row: Row): Promise<boolean> {
  const { db, now } = parts;
  const webhook = await db.selectFrom("webhook").selectAll().where("id", "=", row.webhook_id).executeTakeFirst();
  // Whoever has lost the page is told nothing of it any more, what happened before among it.
  const isTheirs = row.page === "" || (await readMembership(db, row.page, row.user_id)) !== null;
  if (!webhook || !isTheirs) {
    await settle(db, row, { state: "dropped" });
    return webhook !== undefined;
  }
  const { outcome, said } = await send(parts, webhook, row);
  const verdict = judgeWebhook(outcome, row.tries + 1);
  await noteState(db, webhook, { ...said, isTaken: verdict.type === "sent" }, now());
  if (verdict.type === "sent") {
    await settle(db, row, { state: "sent", ...said });
    return true;
  }
  if (verdict.type === "again") {
    const next_try_at = new Date(now().getTime() + verdict.waitMilliseconds).toISOString();
    await settle(db, row, { state: "waiting", next_try_at, ...said });
    // One that does not answer is left alone with the rest as well.
    await db
      .updateTable("webhook_delivery")
      .set({ next_try_at })
      .where("webhook_id", "=", webhook.id)
      .where("state", "=", "waiting")
      .where("next_try_at", "<", next_try_at)
      .execute();
    return false;
  }
  await settle(db, row, { state: "failed", ...said });
  if (verdict.turnsOff === null) return true;
  await db.updateTable("webhook").set({ off: verdict.turnsOff }).where("id", "=", webhook.id).execute();
  return false;
}

async function send(
  { seal, allowed, now, limits }: DeliverParts,
  webhook: Selectable<WebhookTable>,
  { id, body }: Row,
): Promise<{ outcome: WebhookOutcome; said: { status: number | null; fault: string | null } }> {
  const address = seal.open(webhook.id, webhook.address_sealed);
  const isChanging = webhook.old_until !== null && webhook.old_until > now().toISOString();
  const sealed = [webhook.secret_sealed, ...(isChanging ? [webhook.old_secret_sealed ?? ""] : [])];
  const secrets = sealed.flatMap((each) => seal.open(webhook.id, each) ?? []);
  // Sealed with another secret of the server: it has to be made anew.
  if (address === null || secrets.length === 0)
    return { outcome: { type: "not_allowed" }, said: { status: null, fault: "unreadable" } };
  const headers = { "content-type": "application/json", ...signMessage({ id, body }, secrets, now()) };
  const posted = await postSafely({ address, allowed, body, headers }, now, limits ?? POST_LIMITS);
  if (posted.type === "answered") return { outcome: posted, said: { status: posted.status, fault: null } };
  const outcome = { type: posted.fault === "not_allowed" ? "not_allowed" : "unanswered" } as const;
  return { outcome, said: { status: null, fault: posted.fault } };
}

/** What the screen says of the receiver. */
async function noteState(
  db: Kysely<Schema>,
  { id }: Selectable<WebhookTable>,
  { status, fault, isTaken }: { status: number | null; fault: string | null; isTaken: boolean },
  now: Date,
): Promise<void> {
  const tried_at = now.toISOString();
  await db
    .updateTable("webhook")
    .set((eb) => ({
      ...{ tried_at, status, fault },
      failing_since: isTaken ? null : eb.fn.coalesce("failing_since", eb.val(tried_at)),
    }))
    .where("id", "=", id)
    .execute();
}

async function settle(
  db: Kysely<Schema>,
  { id, tries }: Row,
  change: Partial<Pick<Row, "state" | "next_try_at" | "status" | "fault">>,
): Promise<void> {
  await db
    .updateTable("webhook_delivery")
    .set({ ...change, lease_until: null })
    .where("id", "=", id)
    .where("state", "=", "sending")
    .where("tries", "=", tries + 1)
    .execute();
}
