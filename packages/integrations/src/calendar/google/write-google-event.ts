import { textOf } from "../account/ask-json.ts";
import type { AccountAnswer, AccountEvent, EventPlace, WriteOutcome } from "../account/calendar-account.ts";
import { endOf, instantOf } from "../account/wall-time.ts";
import { allPages, eventsAddress, type Google, googleFault } from "./google-answer.ts";

type Written = AccountAnswer<WriteOutcome>;
type Standing = { place: EventPlace; isGone: boolean };

export async function findGoogleEvent(
  google: Google,
  calendarId: string,
  uid: string,
): Promise<AccountAnswer<EventPlace | null>> {
  const found = await sameUid(google, calendarId, uid, false);
  if (found.type === "failed") return found;
  const master = found.value.find((each) => textOf(each, "recurringEventId") === null);
  return { type: "ok", value: master === undefined ? null : placeOf(master) };
}

/** An event is imported rather than inserted, since that is how one brings its own UID. */
export async function putGoogleEvent(
  google: Google,
  calendarId: string,
  event: AccountEvent,
  known: EventPlace | null,
): Promise<Written> {
  const put = known === null ? await begin(google, calendarId, event) : await change(google, calendarId, event, known);
  if (put.type === "failed" || put.value.type === "conflict" || put.value.place === null) return put;
  const { place } = put.value;
  if (event.rule === null) return put;
  const settled = await settle(google, calendarId, event, place.id);
  if (settled.type === "failed") return settled;
  const now = await standing(google, calendarId, place.id);
  if (now.type === "failed") return now;
  return done(now.value?.place ?? place);
}

export async function deleteGoogleEvent(google: Google, calendarId: string, known: EventPlace): Promise<Written> {
  const address = eventsAddress(google, calendarId, `/${encodeURIComponent(known.id)}`);
  address.searchParams.set("sendUpdates", "none");
  const answer = await google.ask({ method: "DELETE", address: address.href, headers: ifMatch(known) });
  if (answer.type === "failed") return answer;
  if (answer.status === 204 || answer.status === 200 || answer.status === 404 || answer.status === 410)
    return done(null);
  if (answer.status !== 412) return googleFault(answer);
  const now = await standing(google, calendarId, known.id);
  if (now.type === "failed") return now;
  return now.value === null || now.value.isGone
    ? done(null)
    : { type: "ok", value: { type: "conflict", current: now.value.place } };
}

async function begin(google: Google, calendarId: string, event: AccountEvent): Promise<Written> {
  const found = await findGoogleEvent(google, calendarId, event.uid);
  if (found.type === "failed") return found;
  if (found.value !== null) return { type: "ok", value: { type: "conflict", current: found.value } };
  const answer = await google.ask({
    method: "POST",
    address: eventsAddress(google, calendarId, "/import").href,
    body: { ...bodyOf(event), iCalUID: event.uid },
  });
  if (answer.type === "failed") return answer;
  const place = placeOf(answer.body);
  return answer.status === 200 && place !== null ? done(place) : googleFault(answer);
}

async function change(google: Google, calendarId: string, event: AccountEvent, known: EventPlace): Promise<Written> {
  const now = await standing(google, calendarId, known.id);
  if (now.type === "failed") return now;
  if (now.value === null || now.value.isGone) return { type: "ok", value: { type: "conflict", current: null } };
  const { place } = now.value;
  if (known.etag !== null && known.etag !== place.etag)
    return { type: "ok", value: { type: "conflict", current: place } };
  const address = eventsAddress(google, calendarId, `/${encodeURIComponent(known.id)}`);
  address.searchParams.set("sendUpdates", "none");
  const answer = await google.ask({
    ...{ method: "PATCH" as const, address: address.href, headers: ifMatch(place), body: bodyOf(event) },
  });
  if (answer.type === "failed") return answer;
  const changed = placeOf(answer.body);
  if (answer.status === 200 && changed !== null) return done(changed);
  if (answer.status !== 412) return googleFault(answer);
  const later = await standing(google, calendarId, known.id);
  if (later.type === "failed") return later;
  const current = later.value === null || later.value.isGone ? null : later.value.place;
  return { type: "ok", value: { type: "conflict", current } };
}

/** Brings the occurrences that differ to where they should be, and back what no longer does. */
async function settle(
  google: Google,
  calendarId: string,
  event: AccountEvent,
  id: string,
): Promise<AccountAnswer<null>> {
  const found = await sameUid(google, calendarId, event.uid, true);
  if (found.type === "failed") return found;
  const wanted = new Map(event.overrides.map((each) => [instantOf(each.recurrenceStart, event.timeZone), each]));
  const lasting =
    instantOf(endOf(event.start, event.minutes, event.timeZone), event.timeZone) -
    instantOf(event.start, event.timeZone);
  for (const instance of found.value) {
    if (textOf(instance, "recurringEventId") !== id || textOf(instance, "status") === "cancelled") continue;
    const original = originalStart(instance);
    if (original === null || wanted.has(original)) continue;
    const times = { start: { dateTime: utc(original) }, end: { dateTime: utc(original + lasting) } };
    const answer = await patchInstance(google, calendarId, textOf(instance, "id") ?? "", {
      ...{ ...times, summary: event.summary },
    });
    if (answer.type === "failed") return answer;
  }
  for (const [original, override] of wanted) {
    const address = eventsAddress(google, calendarId, `/${encodeURIComponent(id)}/instances`);
    address.search = new URLSearchParams({ originalStart: utc(original), showDeleted: "true" }).toString();
    const instances = await allPages(google, address);
    if (instances.type === "none") return googleFault(instances.answer);
    const instance = instances.items.find((each) => originalStart(each) === original);
    if (instance === undefined) continue; // the rule has no such occurrence
    const answer = await patchInstance(google, calendarId, textOf(instance, "id") ?? "", {
      status: "confirmed",
      summary: override.summary,
      start: { dateTime: `${override.start}:00`, timeZone: event.timeZone },
      end: { dateTime: `${endOf(override.start, override.minutes, event.timeZone)}:00`, timeZone: event.timeZone },
    });
    if (answer.type === "failed") return answer;
  }
  return { type: "ok", value: null };
}

async function patchInstance(
  google: Google,
  calendarId: string,
  id: string,
  body: object,
): Promise<AccountAnswer<null>> {
  const address = eventsAddress(google, calendarId, `/${encodeURIComponent(id)}`);
  address.searchParams.set("sendUpdates", "none");
  const answer = await google.ask({ method: "PATCH", address: address.href, body });
  if (answer.type === "failed") return answer;
  return answer.status === 200 ? { type: "ok", value: null } : googleFault(answer);
}

async function sameUid(
  google: Google,
  calendarId: string,
  uid: string,
  showDeleted: boolean,
): Promise<AccountAnswer<unknown[]>> {
  const address = eventsAddress(google, calendarId);
  address.search = new URLSearchParams({
    ...{ iCalUID: uid, maxResults: "2500", showDeleted: String(showDeleted) },
    fields: "nextPageToken,items(id,etag,status,recurringEventId,originalStartTime)",
  }).toString();
  const pages = await allPages(google, address);
  return pages.type === "none" ? googleFault(pages.answer) : { type: "ok", value: pages.items };
}

/** @returns null: there is none. */
async function standing(google: Google, calendarId: string, id: string): Promise<AccountAnswer<Standing | null>> {
  const address = eventsAddress(google, calendarId, `/${encodeURIComponent(id)}`);
  address.searchParams.set("fields", "id,etag,status");
  const answer = await google.ask({ method: "GET", address: address.href });
  if (answer.type === "failed") return answer;
  if (answer.status === 404 || answer.status === 410) return { type: "ok", value: null };
  const place = placeOf(answer.body);
  if (answer.status !== 200 || place === null) return googleFault(answer);
  return { type: "ok", value: { place, isGone: textOf(answer.body, "status") === "cancelled" } };
}

/** Nobody takes part in it by Google's lights, so that Google invites nobody. */
function bodyOf(event: AccountEvent): object {
  const { start, timeZone, minutes, rule } = event;
  const excluded = event.excluded.map((each) => `${each.slice(0, 16).replace(/[-:]/g, "")}00`);
  const lines = rule === null ? [] : [`RRULE:${rule}`];
  if (rule !== null && excluded.length > 0)
    lines.push(
      timeZone === "UTC"
        ? `EXDATE:${excluded.map((each) => `${each}Z`).join(",")}`
        : `EXDATE;TZID=${timeZone}:${excluded.join(",")}`,
    );
  return {
    ...{ summary: event.summary, description: event.description, sequence: event.sequence, recurrence: lines },
    ...{ status: "confirmed", transparency: "opaque", visibility: "private" },
    start: { dateTime: `${start.slice(0, 16)}:00`, timeZone },
    end: { dateTime: `${endOf(start, minutes, timeZone)}:00`, timeZone },
  };
}

function placeOf(event: unknown): EventPlace | null {
  const id = textOf(event, "id");
  return id === null ? null : { id, etag: textOf(event, "etag") };
}

function originalStart(event: unknown): number | null {
  const time = textOf((event as { originalStartTime?: unknown } | null)?.originalStartTime, "dateTime");
  try {
    return time === null ? null : Temporal.Instant.from(time).epochMilliseconds;
  } catch {
    return null;
  }
}

function ifMatch({ etag }: EventPlace): Record<string, string> {
  return etag === null ? {} : { "if-match": etag };
}

function done(place: EventPlace | null): Written {
  return { type: "ok", value: { type: "done", place } };
}

function utc(at: number): string {
  return new Date(at).toISOString();
}
