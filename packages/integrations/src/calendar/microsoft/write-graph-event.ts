import { field, textOf } from "../account/ask-json.ts";
import type { AccountAnswer, AccountEvent, EventPlace, WriteOutcome } from "../account/calendar-account.ts";
import { endOf } from "../account/wall-time.ts";
import { calendarAddress, eventAddress, type Graph, graphFault, ok, STEADY_IDS } from "./graph-answer.ts";
import { graphRecurrence } from "./graph-recurrence.ts";
import { ownEvents, ownProperties } from "./own-events.ts";
import { settleOccurrences } from "./settle-occurrences.ts";

type Written = AccountAnswer<WriteOutcome>;

export async function findGraphEvent(
  graph: Graph,
  calendarId: string,
  uid: string,
): Promise<AccountAnswer<EventPlace | null>> {
  const found = await ownEvents(graph, calendarId, uid);
  if (found.type === "failed") return found;
  const [first] = found.value;
  return ok(first ? { id: first.id, etag: first.etag } : null);
}

export async function putGraphEvent(
  graph: Graph,
  calendarId: string,
  event: AccountEvent,
  known: EventPlace | null,
): Promise<Written> {
  if (known === null) {
    const found = await findGraphEvent(graph, calendarId, event.uid);
    if (found.type === "failed") return found;
    return found.value === null ? create(graph, calendarId, event) : conflict(found.value);
  }
  const standing = await readStanding(graph, known.id, event.timeZone);
  if (standing.type === "failed") return standing;
  if (standing.value === null) return conflict(null);
  const { place, body } = standing.value;
  if (known.etag !== null && known.etag !== place.etag) return conflict(place);
  const answer = await graph.ask({
    method: "PATCH",
    address: eventAddress(graph, known.id).href,
    headers: { prefer: STEADY_IDS, ...ifMatch(place) },
    // What stands as it should is not sent: a series whose times are written anew forgets which occurrences differ.
    body: isAt(body, event) ? wordsOf(event) : { ...wordsOf(event), ...timesOf(event) },
  });
  if (answer.type === "failed") return answer;
  if (answer.status === 404) return conflict(null);
  if (answer.status === 412) return conflictAt(graph, known.id, event.timeZone);
  if (answer.status !== 200) return graphFault(answer);
  if (event.rule === null) return done(placeOf(answer.body));
  const settled = await settleOccurrences(graph, known.id, event);
  if (settled.type === "failed") return settled;
  if (settled.value === "settled") return placeNow(graph, known.id, event.timeZone);
  // An occurrence that was taken out cannot be put back in; the series is begun anew, and then the old one goes.
  const anew = await create(graph, calendarId, event, `${event.changedAt.getTime()}~anew`);
  if (anew.type === "failed" || anew.value.type === "conflict") return anew;
  const gone = await graph.ask({ method: "DELETE", address: eventAddress(graph, known.id).href });
  return gone.type === "failed" ? gone : anew;
}

export async function deleteGraphEvent(graph: Graph, known: EventPlace): Promise<Written> {
  const standing = await readStanding(graph, known.id, "UTC");
  if (standing.type === "failed") return standing;
  if (standing.value === null) return done(null);
  const { place } = standing.value;
  if (known.etag !== null && known.etag !== place.etag) return conflict(place);
  const answer = await graph.ask({
    ...{ method: "DELETE" as const, address: eventAddress(graph, known.id).href },
    headers: { prefer: STEADY_IDS, ...ifMatch(place) },
  });
  if (answer.type === "failed") return answer;
  if (answer.status === 204 || answer.status === 404) return done(null);
  return answer.status === 412 ? conflictAt(graph, known.id, "UTC") : graphFault(answer);
}

/** @param mark the same for the same event, so that a try that was cut off, and is made again, makes no second one. */
async function create(
  graph: Graph,
  calendarId: string,
  event: AccountEvent,
  mark = `${event.sequence}~${event.changedAt.getTime()}`,
): Promise<Written> {
  const times = timesOf(event);
  if (times === null) return { type: "failed", fault: { type: "odd_answer" } };
  const post = (transactionId: string | null) =>
    graph.ask({
      method: "POST",
      address: calendarAddress(graph, calendarId, "/events").href,
      headers: { prefer: STEADY_IDS },
      body: {
        ...{ ...wordsOf(event), ...times, singleValueExtendedProperties: ownProperties(event.uid) },
        ...(transactionId === null ? {} : { transactionId }),
      },
    });
  let answer = await post(`${mark}~${event.uid}`);
  if (answer.type === "answered" && answer.status === 409) {
    const found = await findGraphEvent(graph, calendarId, event.uid);
    if (found.type === "failed") return found;
    if (found.value !== null) return conflict(found.value);
    answer = await post(null); // that one was taken away since
  }
  if (answer.type === "failed") return answer;
  const place = placeOf(answer.body);
  if (answer.status !== 201 || place === null) return graphFault(answer);
  if (event.rule === null || event.excluded.length + event.overrides.length === 0) return done(place);
  const settled = await settleOccurrences(graph, place.id, event);
  return settled.type === "failed" ? settled : placeNow(graph, place.id, event.timeZone);
}

async function placeNow(graph: Graph, id: string, timeZone: string): Promise<Written> {
  const now = await readStanding(graph, id, timeZone);
  if (now.type === "failed") return now;
  return now.value === null ? conflict(null) : done(now.value.place);
}

async function conflictAt(graph: Graph, id: string, timeZone: string): Promise<Written> {
  const now = await readStanding(graph, id, timeZone);
  return now.type === "failed" ? now : conflict(now.value?.place ?? null);
}

async function readStanding(
  graph: Graph,
  id: string,
  timeZone: string,
): Promise<AccountAnswer<{ place: EventPlace; body: unknown } | null>> {
  const address = eventAddress(graph, id);
  address.searchParams.set("$select", "id,start,end,recurrence");
  const prefer = `outlook.timezone="${timeZone}", ${STEADY_IDS}`;
  const answer = await graph.ask({ method: "GET", address: address.href, headers: { prefer } });
  if (answer.type === "failed") return answer;
  const place = placeOf(answer.body);
  if (answer.status === 200 && place !== null) return ok({ place, body: answer.body });
  const fault = graphFault(answer);
  return fault.fault.type === "not_found" ? ok(null) : fault;
}

/** Nobody takes part in it by Graph's lights, so that nobody is invited. */
function wordsOf(event: AccountEvent): object {
  return {
    ...{ subject: event.summary, body: { contentType: "text", content: event.description } },
    ...{ showAs: "busy", sensitivity: "private", isReminderOn: true },
  };
}

/** @returns null: Graph has no words for its rule. */
function timesOf(event: AccountEvent): object | null {
  const { start, minutes, timeZone, rule } = event;
  const recurrence = rule === null ? null : graphRecurrence(rule, start, timeZone);
  if (rule !== null && recurrence === null) return null;
  return {
    start: { dateTime: `${start.slice(0, 16)}:00`, timeZone },
    end: { dateTime: `${endOf(start, minutes, timeZone)}:00`, timeZone },
    recurrence,
  };
}

/** Whether an event stands at its times already; more than what we would write may stand beside. */
function isAt(standing: unknown, event: AccountEvent): boolean {
  const wall = (name: string) => textOf(field(standing, name), "dateTime")?.slice(0, 16);
  const { start, minutes, timeZone, rule } = event;
  if (wall("start") !== start.slice(0, 16) || wall("end") !== endOf(start, minutes, timeZone)) return false;
  const there = field(standing, "recurrence") ?? null;
  return rule === null ? there === null : holds(there, graphRecurrence(rule, start, timeZone));
}

function holds(there: unknown, wanted: unknown): boolean {
  if (typeof wanted !== "object" || wanted === null) return there === wanted;
  if (Array.isArray(wanted)) return JSON.stringify(there) === JSON.stringify(wanted);
  return Object.entries(wanted).every(
    ([name, value]) => name === "recurrenceTimeZone" || holds(field(there, name), value),
  );
}

function placeOf(event: unknown): EventPlace | null {
  const id = textOf(event, "id");
  return id === null ? null : { id, etag: textOf(event, "@odata.etag") };
}

function ifMatch({ etag }: EventPlace): Record<string, string> {
  return etag === null ? {} : { "if-match": etag };
}

function conflict(current: EventPlace | null): Written {
  return ok({ type: "conflict", current });
}

function done(place: EventPlace | null): Written {
  return ok({ type: "done", place });
}
