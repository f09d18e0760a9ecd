import { type DeliveryOutcome, type DeliveryVerdict, judgeDelivery } from "@candor/core/announcement/judge-delivery.ts";
import { renderAnnouncement } from "@candor/core/announcement/render-announcement.ts";
import type { AskLimits } from "@candor/integrations/egress/ask-safely.ts";
import { POST_LIMITS, postSafely } from "@candor/integrations/egress/post-safely.ts";
import type { MailSender } from "@candor/integrations/mail/mail.ts";
import type { Kysely, Selectable } from "kysely";
import type { AddressSeal } from "../calendar/address-seal.ts";
import type { Schema } from "../database/schema.ts";
import type { AnnouncementDeliveryTable } from "../database/tables/announcement-tables.ts";

export type DeliveryParts = {
  db: Kysely<Schema>;
  seal: AddressSeal;
  allowed: readonly string[];
  /** null: this server sends no mail; `domain` is the right half of message ids */
  mail: { sender: () => Promise<MailSender>; domain: string } | null;
  newId: () => string;
  now: () => Date;
  report: (fault: unknown, doing: string) => void;
  limits?: AskLimits;
};

type Row = Selectable<AnnouncementDeliveryTable>;

const AT_ONCE = 200; // of one round
const LEASE_MILLISECONDS = 90_000; // longer than any try takes, a mail server's silences among it
const MARGIN_MILLISECONDS = 60_000; // what of it must be left when something is sent

/**
 * Sends what is due, the channels beside each other and each one's in a row. Whoever sends something has its row to
 * themselves first: another node finds it taken, and of a node that ended meanwhile it is found when the lease is over.
 *
 * @returns whether something was due, so that more may be.
 */
export async function deliverDue(parts: DeliveryParts): Promise<boolean> {
  const { db, now } = parts;
  await settleCutOff(parts);
  const due = await db
    .selectFrom("announcement_delivery")
    .selectAll()
    .where("state", "=", "waiting")
    .where("next_try_at", "<=", now().toISOString())
    .orderBy("next_try_at")
    // Of a list one address may be full or slow to trust us: the others do not wait behind it.
    .orderBy("tries")
    .orderBy("id")
    .limit(AT_ONCE)
    .execute();
  const channels = Map.groupBy(due, ({ channel_id, id }) => channel_id ?? id);
  await Promise.all([...channels.values()].map((rows) => deliverInRow(parts, rows)));
  return due.length > 0;
}

async function deliverInRow(parts: DeliveryParts, rows: readonly Row[]): Promise<void> {
  for (const row of rows) {
    try {
      const taken = await take(parts, row);
      if (taken === null) continue; // another node has it, or somebody gave it up
      const outcome = await attempt(parts, taken);
      if (outcome === null) continue; // this process slept too long: the lease says the rest
      const verdict = judgeDelivery(taken.kind, outcome, taken.tries);
      await settle(parts, taken, verdict);
      if (verdict.type === "again") return; // and with it the rest of its channel
    } catch (fault) {
      parts.report(fault, "sending an announcement");
      return;
    }
  }
}

async function take({ db, newId, now }: DeliveryParts, row: Row): Promise<(Row & { lease: string }) | null> {
  const lease = newId();
  const until = new Date(now().getTime() + LEASE_MILLISECONDS).toISOString();
  const taken = await db
    .updateTable("announcement_delivery")
    .set({ state: "sending", lease, lease_until: until, tries: row.tries + 1 })
    .where("id", "=", row.id)
    .where("state", "=", "waiting")
    .where("tries", "=", row.tries)
    .where("next_try_at", "=", row.next_try_at)
    .returningAll()
    .executeTakeFirst();
  return taken ? { ...taken, lease } : null;
}

/** @returns null: nothing was tried, for it could be somebody else's by now. */
async function attempt(parts: DeliveryParts, row: Row): Promise<DeliveryOutcome | null> {
  const { db, seal, allowed, mail, now, limits } = parts;
  const said = await db
    .selectFrom("announcement")
    .innerJoin("artifact", "artifact.id", "announcement.artifact_id")
    .innerJoin("workspace", "workspace.id", "announcement.workspace_id")
    .select(["announcement.title", "text", "link", "from_name as from", "workspace.name as workspace", "audience"])
    .where("announcement.id", "=", row.announcement_id)
    .executeTakeFirst();
  // What is for everybody no longer is told to nobody any more.
  if (said?.audience !== "workspace") return { type: "no_way" };
  const { body, shown } = renderAnnouncement(row.kind, said);
  const isLate = () => Date.parse(row.lease_until ?? "") - now().getTime() < MARGIN_MILLISECONDS / 2;
  if (row.kind === "mail") {
    if (row.to_address === null || mail === null || row.channel_id === null) return { type: "no_way" };
    const sender = await mail.sender();
    if (isLate()) return null;
    const messageId = `${row.id}@${mail.domain}`;
    try {
      const result = await sender.send({ to: row.to_address, subject: shown.title, text: body, messageId });
      return { type: "answered", status: result.type === "sent" ? 200 : 400, retryAfterMilliseconds: null };
    } catch (fault) {
      parts.report(fault, "sending an announcement by mail, which is tried again");
      return { type: "unanswered", mayHaveArrived: true };
    }
  }
  const address = await readChannelAddress(db, seal, row.channel_id);
  if (address === null) return { type: "no_way" };
  if (isLate()) return null;
  const headers = { "content-type": "application/json", "idempotency-key": row.id };
  const posted = await postSafely({ address, allowed, body, headers }, now, limits ?? POST_LIMITS);
  if (posted.type === "answered") return posted;
  if (posted.fault === "not_allowed") return { type: "not_allowed" };
  if (posted.fault === "too_many_redirects") return { type: "redirected" };
  return { type: "unanswered", mayHaveArrived: posted.mayHaveArrived };
}

async function readChannelAddress(
  db: Kysely<Schema>,
  seal: AddressSeal,
  channel: string | null,
): Promise<string | null> {
  if (channel === null) return null;
  const row = await db.selectFrom("announce_channel").select("sealed").where("id", "=", channel).executeTakeFirst();
  return row?.sealed ? seal.open(channel, row.sealed) : null;
}

async function settle(
  { db, now }: DeliveryParts,
  row: Row & { lease: string },
  verdict: DeliveryVerdict,
): Promise<void> {
  const at = now();
  const next = verdict.type === "again" ? new Date(at.getTime() + verdict.waitMilliseconds).toISOString() : null;
  await db
    .updateTable("announcement_delivery")
    .set({
      ...{ state: verdict.type === "again" ? "waiting" : verdict.type, lease: null, lease_until: null },
      why: verdict.type === "sent" ? null : verdict.why,
      ...(next === null ? { settled_at: at.toISOString() } : { next_try_at: next }),
    })
    .where("id", "=", row.id)
    .where("lease", "=", row.lease)
    .where("state", "=", "sending")
    .execute();
  // Whoever does not answer, or asks for quiet, is left alone with the rest as well.
  if (next !== null && row.channel_id !== null)
    await db
      .updateTable("announcement_delivery")
      .set({ next_try_at: next })
      .where("channel_id", "=", row.channel_id)
      .where("state", "=", "waiting")
      .where("next_try_at", "<", next)
      .execute();
}

/** Of those whose server ended while it sent them nobody knows whether they arrived. */
async function settleCutOff(parts: DeliveryParts): Promise<void> {
  const { db, now } = parts;
  const over = await db
    .selectFrom("announcement_delivery")
    .selectAll()
    .where("state", "=", "sending")
    .where("lease_until", "<=", now().toISOString())
    .limit(AT_ONCE)
    .execute();
  for (const row of over)
    if (row.lease !== null)
      await settle(parts, { ...row, lease: row.lease }, judgeDelivery(row.kind, { type: "cut_off" }, row.tries));
}
