import type { AccessToken } from "@candor/integrations/calendar/account/ask-json.ts";
import type { CalendarProvider } from "@candor/integrations/calendar/oauth/calendar-provider.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { HINT_PATHS } from "./hint-paths.ts";
import { hashHintSecret } from "./take-hint.ts";

const HOUR = 3_600_000;
const LASTS_MILLISECONDS = 6 * 24 * HOUR; // both services allow a week
const RENEW_BEFORE_MILLISECONDS = 24 * HOUR;
const RETRY_MILLISECONDS = 6 * HOUR; // meanwhile it is read now and then, as ever
const LEASE_MILLISECONDS = 5 * 60_000; // whoever opens one may die at it
const SECRET_BYTES = 32;

export type HintKeeping = {
  db: Kysely<Schema>;
  providers: readonly CalendarProvider[];
  allowed: readonly string[];
  tokenOf: (accountId: string) => AccessToken;
  /** where people, and services, reach this server */
  origin: () => string;
  isMyTurn: () => boolean;
  now: () => Date;
  newId: () => string;
  random: (size: number) => Uint8Array;
};

type Due = {
  source_id: string;
  account_id: string;
  remote_id: string;
  kind: "google" | "microsoft";
  channel: string | null;
  resource: string | null;
};

/**
 * Has a service tell us of changes to the calendar that has waited longest for it, or goes on having it do so.
 *
 * @returns whether there was one.
 */
export async function keepHintsDue(parts: HintKeeping): Promise<boolean> {
  const { db, now, isMyTurn, providers } = parts;
  if (!isMyTurn() || providers.length === 0) return false;
  const at = now();
  const due = await takeDue(db, providers, at);
  if (due === null) return false;
  const provider = providers.find(({ kind }) => kind === due.kind);
  if (provider === undefined || !isReachable(parts.origin(), provider)) {
    await settle(db, due.source_id, { next_at: later(at, RETRY_MILLISECONDS) });
    return true;
  }
  const { openHints, closeHints } = await import("@candor/integrations/calendar/oauth/calendar-hints.ts");
  const ports = {
    ...{ kind: due.kind, base: provider.api, allowed: parts.allowed, now, token: parts.tokenOf(due.account_id) },
  };
  const secret = Buffer.from(parts.random(SECRET_BYTES)).toString("base64url");
  const id = parts.newId();
  // Before it is opened: the first hint may be here sooner than the answer.
  await settle(db, due.source_id, { channel: id, resource: null, secret_hash: hashHintSecret(secret) });
  const opened = await openHints(ports, {
    ...{ calendarId: due.remote_id, address: `${parts.origin()}${HINT_PATHS[due.kind]}`, secret, id },
    until: new Date(at.getTime() + LASTS_MILLISECONDS),
  });
  if (opened.type === "failed") {
    const { fault } = opened;
    const wait = fault.type === "rate_limited" ? fault.retryAfterMilliseconds : null;
    await settle(db, due.source_id, { channel: null, next_at: later(at, Math.max(wait ?? 0, RETRY_MILLISECONDS)) });
  } else {
    const { id: channel, resource, expiresAt } = opened.value;
    const renewAt = Math.max(at.getTime() + HOUR, expiresAt - RENEW_BEFORE_MILLISECONDS);
    await settle(db, due.source_id, {
      ...{ channel, resource, expires_at: new Date(expiresAt).toISOString(), next_at: new Date(renewAt).toISOString() },
    });
  }
  if (due.channel !== null) await closeHints(ports, { id: due.channel, resource: due.resource });
  return true;
}

/** A service in the internet comes to us by https alone; one that is asked by http is on this machine. */
function isReachable(origin: string, { api }: CalendarProvider): boolean {
  return origin.startsWith("https:") || api.startsWith("http:");
}

async function takeDue(db: Kysely<Schema>, providers: readonly CalendarProvider[], at: Date): Promise<Due | null> {
  const kinds = providers.map(({ kind }) => kind);
  const found = await db
    .selectFrom("calendar_source")
    .innerJoin("calendar_account", "calendar_account.id", "calendar_source.account_id")
    .leftJoin("calendar_channel", "calendar_channel.source_id", "calendar_source.id")
    .select(["calendar_source.id as source_id", "account_id", "remote_id", "calendar_account.kind"])
    .select(["channel", "resource", "calendar_channel.next_at as channel_next_at"])
    .where("calendar_account.kind", "in", kinds)
    .where("revoked_at", "is", null)
    .where("calendar_source.state", "=", "read")
    .where((where) =>
      where.or([
        where("calendar_channel.next_at", "is", null),
        where("calendar_channel.next_at", "<=", at.toISOString()),
      ]),
    )
    .limit(1)
    .executeTakeFirst();
  if (found === undefined || found.account_id === null || found.remote_id === null) return null;
  const next_at = later(at, LEASE_MILLISECONDS);
  const taken = await db
    .insertInto("calendar_channel")
    .values({
      ...{ source_id: found.source_id, channel: null, resource: null, secret_hash: "" },
      ...{ expires_at: null, hinted_at: null, next_at },
    })
    .onConflict((conflict) =>
      conflict.column("source_id").doUpdateSet({ next_at }).where("calendar_channel.next_at", "<=", at.toISOString()),
    )
    .returning("source_id")
    .executeTakeFirst();
  if (taken === undefined) return null;
  const { source_id, account_id, remote_id, kind, channel, resource } = found;
  return { source_id, account_id, remote_id, kind: kind as Due["kind"], channel, resource };
}

async function settle(
  db: Kysely<Schema>,
  sourceId: string,
  change: Partial<Record<"channel" | "resource" | "expires_at", string | null>> & {
    secret_hash?: string;
    next_at?: string;
  },
): Promise<void> {
  await db.updateTable("calendar_channel").set(change).where("source_id", "=", sourceId).execute();
}

function later(at: Date, milliseconds: number): string {
  return new Date(at.getTime() + milliseconds).toISOString();
}
