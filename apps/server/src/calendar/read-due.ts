import { isMeetingUid } from "@candor/core/calendar/meeting-uid.ts";
import type { AccountAnswer, BusyUpdate } from "@candor/integrations/calendar/account/calendar-account.ts";
import { READER_VERSION } from "@candor/integrations/calendar/ics/reader-version.ts";
import type { CalendarFault, CalendarProblem } from "@candor/protocol/http/calendar.ts";
import type { Kysely, Selectable } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { CalendarSourceTable } from "../database/tables/calendar-tables.ts";
import type { OpenAccount } from "./account-beside.ts";
import type { AddressSeal } from "./address-seal.ts";
import { noteRevoked } from "./calendar-accounts.ts";
import type { CalendarOutcome } from "./calendar-messages.ts";
import type { CalendarReaders } from "./calendar-readers.ts";
import { columnsOf } from "./calendar-sources.ts";
import type { ServicePorts } from "./open-service-account.ts";
import { openStoredAccount, sayFault } from "./open-stored-account.ts";
import type { ReadBeside } from "./read-beside.ts";
import { clearHint } from "./take-hint.ts";

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
export const AHEAD_MILLISECONDS = 120 * DAY;
const NEED_AHEAD_MILLISECONDS = 60 * DAY; // then what did not change is read all the same, to look further
const EVERY_MILLISECONDS = 30 * MINUTE;
const LEASE_MILLISECONDS = 5 * MINUTE; // whoever reads it may die at it
const FIRST_RETRY_MILLISECONDS = 5 * MINUTE;
const LAST_RETRY_MILLISECONDS = 360 * MINUTE;

export type CalendarReading = {
  db: Kysely<Schema>;
  seal: AddressSeal;
  read: ReadBeside;
  openAccount: OpenAccount;
  /** of accounts that are opened by a permission; left out: there are none */
  services?: ServicePorts;
  /** origins that whoever runs the server vouches for */
  allowed: readonly string[];
  /** what is done now and then is one node's alone */
  isMyTurn: () => boolean;
  now: () => Date;
  readers: CalendarReaders;
};

/** `answering`: those alone that did not fail when they were read last. However many never answer, these go on. */
export type WhichDue = "all" | "answering";

type Source = Selectable<CalendarSourceTable>;

/**
 * Reads the calendar that is due first, if one is whose owner has no other one just being read.
 *
 * @returns whether there was one.
 */
export async function readDue(ports: CalendarReading, which: WhichDue = "all"): Promise<boolean> {
  if (!ports.isMyTurn()) return false;
  const source = await takeDue(ports, which);
  if (source === null) return false;
  try {
    await readSourceOrAccount(ports, source);
  } finally {
    ports.readers.owners.delete(source.user_id);
  }
  return true;
}

async function readSourceOrAccount(ports: CalendarReading, source: Source): Promise<void> {
  const { db, now } = ports;
  if (source.account_id !== null) {
    await readFromAccount(ports, source, source.account_id);
    return;
  }
  const address = source.sealed_address === null ? null : ports.seal.open(source.id, source.sealed_address);
  const outcome = address === null ? null : await readSource(ports, source, address);
  const at = now();
  const change = outcome === null ? failing(source, "key_lost", at) : changeOf(source, outcome, at);
  // Where it was taken away meanwhile there is nothing to change.
  await db.updateTable("calendar_source").set(change).where("id", "=", source.id).execute();
}

/** Reads a calendar of an account; what the account wants to know the next time is kept with it. */
async function readFromAccount(ports: CalendarReading, source: Source, accountId: string): Promise<void> {
  const { db, now } = ports;
  const account = await db.selectFrom("calendar_account").selectAll().where("id", "=", accountId).executeTakeFirst();
  if (account === undefined) return; // and with it the calendar
  if (account.revoked_at !== null) return noteRevoked(db, accountId, now());
  const opened = openStoredAccount(ports, account);
  await clearHint(db, source.id);
  const from = now().getTime();
  const until = from + AHEAD_MILLISECONDS;
  const answer = await opened?.readBusy(
    source.remote_id ?? "",
    {
      ...{ from: from - DAY, until, ownerZone: source.time_zone, allDayCounts: true, isOwn: isMeetingUid },
      ownAddresses: await ownAddresses(db, source.user_id),
    },
    isOfThisReader(source) ? source.memory : null,
  );
  if (answer?.type === "failed" && answer.fault.type === "unauthorised") return noteRevoked(db, accountId, now());
  const at = now();
  await db
    .updateTable("calendar_source")
    .set(changeOfAnswer(source, answer, { at, until }))
    .where("id", "=", source.id)
    .execute();
}

function changeOfAnswer(
  source: Source,
  answer: AccountAnswer<BusyUpdate> | undefined,
  { at, until }: { at: Date; until: number },
) {
  if (answer === undefined) return failing(source, "key_lost", at);
  if (answer.type === "failed") {
    const asked = answer.fault.type === "rate_limited" ? (answer.fault.retryAfterMilliseconds ?? 0) : 0;
    return failing(source, sayFault(answer.fault), at, asked);
  }
  const { spans, events, memory } = answer.value;
  const reading = { spans, events, until: new Date(until), etag: null, lastModified: null };
  return {
    ...columnsOf({ ...reading, problems: told(answer.value) }, at),
    ...{ memory, next_at: later(at, EVERY_MILLISECONDS) },
  };
}

/** Whoever takes one has its owner among the `owners`, and takes them out in the end. */
async function takeDue(ports: CalendarReading, which: WhichDue): Promise<Source | null> {
  const { db } = ports;
  const { owners } = ports.readers;
  const now = ports.now();
  const due = await db
    .selectFrom("calendar_source")
    .selectAll()
    .where("next_at", "<=", now.toISOString())
    .$if(owners.size > 0, (query) => query.where("user_id", "not in", [...owners]))
    .$if(which === "answering", (query) => query.where("failures", "=", 0))
    .orderBy("failures") // what failed once comes before what never answers
    .orderBy("next_at")
    .limit(1)
    .executeTakeFirst();
  if (due === undefined) return null;
  if (owners.has(due.user_id)) return takeDue(ports, which); // another reader was quicker
  owners.add(due.user_id);
  try {
    const taken = await db
      .updateTable("calendar_source")
      .set({ next_at: new Date(now.getTime() + LEASE_MILLISECONDS).toISOString() })
      .where("id", "=", due.id)
      .where("next_at", "=", due.next_at)
      .returning("id")
      .executeTakeFirst();
    if (taken) return due;
  } catch (fault) {
    owners.delete(due.user_id);
    throw fault;
  }
  owners.delete(due.user_id);
  return takeDue(ports, which); // another node was quicker
}

async function readSource(
  { db, read, allowed, now }: CalendarReading,
  source: Source,
  address: string,
): Promise<CalendarOutcome> {
  const from = now().getTime();
  const seesFarEnough =
    source.reads_until !== null &&
    Date.parse(source.reads_until) >= from + NEED_AHEAD_MILLISECONDS &&
    isOfThisReader(source);
  return read({
    source: {
      ...{ type: "address", address, allowed },
      etag: seesFarEnough ? source.etag : null,
      lastModified: seesFarEnough ? source.last_modified : null,
    },
    options: {
      from: from - DAY,
      until: from + AHEAD_MILLISECONDS,
      ownerZone: source.time_zone,
      ownAddresses: await ownAddresses(db, source.user_id),
      allDayCounts: true, // whether they do is asked when the times are wanted, and may change meanwhile
    },
  });
}

/** What an earlier version read is asked for as a whole, and not for what changed since. */
function isOfThisReader({ reader }: Pick<Source, "reader">): boolean {
  return reader === READER_VERSION;
}

/** In lower case; the made-up one of whoever has none is nobody's. */
export async function ownAddresses(db: Kysely<Schema>, userId: string): Promise<string[]> {
  const user = await db.selectFrom("user").select(["email", "isAnonymous"]).where("id", "=", userId).executeTakeFirst();
  return user && !user.isAnonymous ? [user.email.toLowerCase()] : [];
}

function changeOf(source: Source, outcome: CalendarOutcome, now: Date) {
  if (outcome.type === "failed") return failing(source, outcome.fault, now);
  const next_at = later(now, EVERY_MILLISECONDS);
  if (outcome.type === "unchanged")
    return { state: "read" as const, fault: null, failures: 0, read_at: now.toISOString(), next_at };
  const { reading, etag, lastModified } = outcome;
  const until = new Date(now.getTime() + AHEAD_MILLISECONDS);
  const { spans, events } = reading;
  return { ...columnsOf({ spans, events, until, etag, lastModified, problems: told(reading) }, now), next_at };
}

/** What was read before stays, and its age tells how much it is worth. */
function failing(source: Source, fault: CalendarFault, now: Date, askedToWait = 0) {
  const failures = source.failures + 1;
  const wait = Math.min(LAST_RETRY_MILLISECONDS, FIRST_RETRY_MILLISECONDS * 2 ** Math.min(failures - 1, 10));
  return { state: "failing" as const, fault, failures, next_at: later(now, Math.max(wait, askedToWait)) };
}

function later(now: Date, milliseconds: number): string {
  return new Date(now.getTime() + milliseconds).toISOString();
}

export function told({ problems }: { problems: readonly { type: string }[] }): CalendarProblem[] {
  return problems.filter(({ type }) => type !== "no_calendar" && type !== "cut_off") as CalendarProblem[];
}
