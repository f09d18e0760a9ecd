import { createHash } from "node:crypto";
import { type EntryStep, judgeEntries } from "@candor/core/calendar/judge-entries.ts";
import type {
  AccountEvent,
  AccountFault,
  CalendarAccount,
  EventPlace,
} from "@candor/integrations/calendar/account/calendar-account.ts";
import type { CalendarFault } from "@candor/protocol/http/calendar.ts";
import type { Kysely, Selectable } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { CalendarEntryTable, CalendarTargetTable } from "../database/tables/calendar-tables.ts";
import { pairsByMail } from "../invitation/who-is-mailed.ts";
import { noteRevoked } from "./calendar-accounts.ts";
import { entriesOf, isSeries, type OwnEntry } from "./entries-of.ts";
import { toldEvents } from "./feed-events.ts";
import { type AccountPorts, openStoredAccount, sayFault } from "./open-stored-account.ts";

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const LOOK_MILLISECONDS = 10 * MINUTE; // where nobody has noticed a change; nobody outside is asked for that
const LEASE_MILLISECONDS = 10 * MINUTE;
const FIRST_RETRY_MILLISECONDS = MINUTE;
const LAST_RETRY_MILLISECONDS = 360 * MINUTE;
const MAX_STEPS = 50; // at a time; then it is somebody else's turn

export type CalendarWriting = AccountPorts & { db: Kysely<Schema>; isMyTurn: () => boolean; now: () => Date };

type Target = Selectable<CalendarTargetTable>;
type Entry = Selectable<CalendarEntryTable>;

/**
 * Makes the calendar that is due first hold its owner's meetings as they stand in the pages now.
 *
 * @returns whether there was one.
 */
export async function writeDue(ports: CalendarWriting): Promise<boolean> {
  const { db, now } = ports;
  if (!ports.isMyTurn()) return false;
  const target = await takeDue(db, now());
  if (target === null) return false;
  const result = await writeTarget(ports, target);
  if (result.type === "revoked") return true;
  const at = now();
  if (result.type === "left") {
    await db.deleteFrom("calendar_target").where("user_id", "=", target.user_id).where("is_leaving", "=", 1).execute();
    return true;
  }
  const change =
    result.type === "failed"
      ? failing(target, result, at)
      : {
          ...{ state: "written" as const, fault: null, failures: 0 },
          // What else is to be done is done in the next turn.
          ...(result.isWhole ? { written_at: at.toISOString() } : {}),
          next_at: later(at, result.isWhole ? LOOK_MILLISECONDS : 0),
        };
  // Whoever chose anew meanwhile is looked at anew.
  await db
    .updateTable("calendar_target")
    .set(change)
    .where("user_id", "=", target.user_id)
    .where("next_at", "=", target.next_at)
    .execute();
  return true;
}

/** @returns the one that is due, its `next_at` the moment until which it is ours. */
async function takeDue(db: Kysely<Schema>, now: Date): Promise<Target | null> {
  const due = await db
    .selectFrom("calendar_target")
    .selectAll()
    .where("next_at", "<=", now.toISOString())
    .orderBy("next_at")
    .limit(1)
    .executeTakeFirst();
  if (due === undefined) return null;
  const taken = await db
    .updateTable("calendar_target")
    .set({ next_at: later(now, LEASE_MILLISECONDS) })
    .where("user_id", "=", due.user_id)
    .where("next_at", "=", due.next_at)
    .returningAll()
    .executeTakeFirst();
  return taken ?? takeDue(db, now); // another node was quicker
}

type Written =
  | { type: "written"; isWhole: boolean }
  /** nothing of what was put there is looked after any more */
  | { type: "left" }
  | { type: "revoked" }
  | { type: "failed"; fault: CalendarFault; waitMilliseconds: number };

async function writeTarget(ports: CalendarWriting, target: Target): Promise<Written> {
  const { db, now } = ports;
  const isOn = target.is_leaving === 0;
  const byMail = await pairsByMail(db, target.user_id);
  // Of what somebody was invited to by mail there is an entry in their calendar already.
  const told = { showsNames: target.shows_names === 1, now: now(), without: byMail };
  const all = entriesOf(await toldEvents(db, target.user_id, told));
  const meetings = new Map(all.map((meeting) => [meeting.uid, meeting]));
  const entries = await db.selectFrom("calendar_entry").selectAll().where("user_id", "=", target.user_id).execute();
  const yesterday = new Date(now().getTime() - DAY).toISOString().slice(0, 16);
  const isHere = (entry: Entry) => entry.account_id === target.account_id && entry.remote_id === target.remote_id;
  const steps = judgeEntries(
    all.map((meeting) => ({ uid: meeting.uid, content: contentOf(meeting), isHeld: meeting.isHeld })),
    entries.map((entry) => ({
      ...{
        uid: entry.uid,
        isHere: isHere(entry),
        content: entry.content_hash,
        isOver: entry.start < yesterday && !isSeries(entry.uid),
      },
    })),
    isOn,
  );
  const accounts = new Map<string, CalendarAccount | null>();
  for (const step of steps.slice(0, MAX_STEPS)) {
    const isOfHere = step.type === "put" || step.isHere;
    const entry = entries.find((each) => each.uid === step.uid && isHere(each) === isOfHere) ?? null;
    const accountId = step.type === "put" ? target.account_id : (entry?.account_id ?? target.account_id);
    let account = accounts.get(accountId);
    if (account === undefined) {
      account = await openById(ports, accountId);
      accounts.set(accountId, account);
    }
    if (account === null) return { type: "failed", fault: "key_lost", waitMilliseconds: 0 };
    const fault = await take(ports, { step, entry, target, meeting: meetings.get(step.uid) }, account);
    if (fault === null) continue;
    if (fault.type === "unauthorised") {
      await noteRevoked(db, accountId, now());
      return { type: "revoked" };
    }
    const waitMilliseconds = fault.type === "rate_limited" ? (fault.retryAfterMilliseconds ?? 0) : 0;
    return { type: "failed", fault: sayFault(fault), waitMilliseconds };
  }
  const isWhole = steps.length <= MAX_STEPS;
  return isWhole && !isOn ? { type: "left" } : { type: "written", isWhole };
}

async function openById(ports: CalendarWriting, id: string): Promise<CalendarAccount | null> {
  const account = await ports.db.selectFrom("calendar_account").selectAll().where("id", "=", id).executeTakeFirst();
  return account === undefined ? null : openStoredAccount(ports, account);
}

type Doing = { step: EntryStep; entry: Entry | null; target: Target; meeting: OwnEntry | undefined };

/** @returns null: it is done, or will be tried again with the next look. */
async function take(ports: CalendarWriting, doing: Doing, account: CalendarAccount): Promise<AccountFault | null> {
  const { step, entry, meeting } = doing;
  if (step.type === "put") return meeting ? put(ports, { ...doing, meeting }, account) : null;
  if (entry === null) return null;
  const fault = step.type === "forget" ? null : await takeAway(entry, account);
  // A calendar that is not there any more holds nothing of ours.
  if (fault !== null && fault.type !== "not_found") return fault;
  await whereEntry(ports.db.deleteFrom("calendar_entry"), entry).execute();
  return null;
}

async function put(
  { db, now }: CalendarWriting,
  { entry: before, target, meeting }: Doing & { meeting: OwnEntry },
  account: CalendarAccount,
): Promise<AccountFault | null> {
  const { user_id, account_id, remote_id } = target;
  const { uid, start } = meeting;
  // Noted first: whoever is stopped after the putting finds by the UID what stands there, and takes it away or goes on.
  const intended = {
    user_id,
    account_id,
    remote_id,
    uid,
    place: null,
    etag: null,
    content_hash: null,
    sequence: 0,
    start,
  };
  const entry: Entry = before ?? intended;
  if (before === null) {
    await db
      .insertInto("calendar_entry")
      .values(intended)
      .onConflict((conflict) => conflict.columns(["user_id", "account_id", "remote_id", "uid"]).doNothing())
      .execute();
  }
  const sequence = entry.content_hash === null ? entry.sequence : entry.sequence + 1;
  const event = eventOf(meeting, sequence, now());
  let known: EventPlace | null = entry.place === null ? null : { id: entry.place, etag: entry.etag };
  for (let tries = 0; tries < 3; tries++) {
    const answer = await account.putEvent(remote_id, event, known);
    if (answer.type === "failed") return answer.fault;
    if (answer.value.type === "done") {
      const place = answer.value.place;
      const change = { place: place?.id ?? null, etag: place?.etag ?? null, sequence, start };
      await whereEntry(db.updateTable("calendar_entry"), entry)
        .set({ ...change, content_hash: contentOf(meeting) })
        .execute();
      return null;
    }
    // It was put and not noted, changed there, or taken away there: the page says when one meets, and that has changed.
    known = answer.value.current;
  }
  return { type: "odd_answer" };
}

async function takeAway(entry: Entry, account: CalendarAccount): Promise<AccountFault | null> {
  let known: EventPlace | null = entry.place === null ? null : { id: entry.place, etag: entry.etag };
  if (known === null) {
    const found = await account.findEvent(entry.remote_id, entry.uid);
    if (found.type === "failed") return found.fault;
    known = found.value;
  }
  for (let tries = 0; tries < 3 && known !== null; tries++) {
    const answer = await account.deleteEvent(entry.remote_id, entry.uid, known);
    if (answer.type === "failed") return answer.fault;
    if (answer.value.type === "done") return null;
    known = answer.value.current;
  }
  return known === null ? null : { type: "odd_answer" };
}

function whereEntry<Query extends { where(column: never, is: "=", value: string): Query }>(
  query: Query,
  { user_id, account_id, remote_id, uid }: Entry,
): Query {
  return Object.entries({ user_id, account_id, remote_id, uid }).reduce(
    (narrowed, [column, value]) => narrowed.where(column as never, "=", value),
    query,
  );
}

function contentOf({ isHeld: _held, ...meeting }: OwnEntry): string {
  return createHash("sha256").update(JSON.stringify(meeting)).digest("base64url");
}

function eventOf({ isHeld: _held, ...meeting }: OwnEntry, sequence: number, changedAt: Date): AccountEvent {
  return { ...meeting, sequence, changedAt, description: "", people: null };
}

function failing(target: Target, { fault, waitMilliseconds }: Extract<Written, { type: "failed" }>, now: Date) {
  const failures = target.failures + 1;
  const wait = Math.min(LAST_RETRY_MILLISECONDS, FIRST_RETRY_MILLISECONDS * 2 ** Math.min(failures - 1, 10));
  return { state: "failing" as const, fault, failures, next_at: later(now, Math.max(wait, waitMilliseconds)) };
}

function later(now: Date, milliseconds: number): string {
  return new Date(now.getTime() + milliseconds).toISOString();
}
