import { field, textOf } from "../account/ask-json.ts";
import type { AccountAnswer, AccountEvent } from "../account/calendar-account.ts";
import { endOf, instantOf, wallOf } from "../account/wall-time.ts";
import { parseRule } from "../ics/parse-rule.ts";
import { recur } from "../ics/recur.ts";
import { allPages, eventAddress, type Graph, graphFault, ok, STEADY_IDS } from "./graph-answer.ts";

const DAY = 86_400_000;
const AHEAD = 400 * DAY; // of the first; of a series without an end nobody looks further
const MOVED = 40 * DAY; // so far from where it was an occurrence may stand
const MAX_INSTANCES = 2000;

type Instance = { id: string; original: number; isException: boolean };

/**
 * Takes out the occurrences of a series that are left out, and brings those that differ where they should be.
 *
 * @returns `missing`: one that should be there was taken out before.
 */
export async function settleOccurrences(
  graph: Graph,
  id: string,
  event: AccountEvent,
): Promise<AccountAnswer<"settled" | "missing">> {
  const { timeZone } = event;
  const at = (wall: string) => instantOf(wall, timeZone);
  const excluded = new Set(event.excluded.map(at));
  const overrides = new Map(event.overrides.map((each) => [at(each.recurrenceStart), each]));
  const begins = at(event.start);
  const until = Math.max(begins + AHEAD, ...excluded, ...overrides.keys()) + MOVED;
  const found = await instancesOf(graph, id, begins - MOVED, until);
  if (found.type === "failed") return found;
  const there = new Set(found.value.map(({ original }) => original));
  const wanted = startsOf(event, until - MOVED).filter((each) => !excluded.has(each));
  if (wanted.some((each) => !there.has(each))) return ok("missing");
  const lasting = event.minutes;
  for (const { id: instance, original, isException } of found.value) {
    const override = overrides.get(original);
    if (excluded.has(original)) {
      const answer = await graph.ask({
        method: "DELETE",
        address: eventAddress(graph, instance).href,
        headers: STEADY,
      });
      if (answer.type === "failed") return answer;
      if (answer.status !== 204 && answer.status !== 404) return graphFault(answer);
    } else if (override !== undefined || isException) {
      const start = override?.start ?? wallOf(original, timeZone);
      const answer = await graph.ask({
        ...{ method: "PATCH" as const, address: eventAddress(graph, instance).href, headers: STEADY },
        body: {
          subject: override?.summary ?? event.summary,
          start: { dateTime: `${start.slice(0, 16)}:00`, timeZone },
          end: { dateTime: `${endOf(start, override?.minutes ?? lasting, timeZone)}:00`, timeZone },
        },
      });
      if (answer.type === "failed") return answer;
      if (answer.status !== 200) return graphFault(answer);
    }
  }
  return ok("settled");
}

const STEADY = { prefer: STEADY_IDS };

async function instancesOf(graph: Graph, id: string, from: number, until: number): Promise<AccountAnswer<Instance[]>> {
  const address = eventAddress(graph, id, "/instances");
  address.search = new URLSearchParams({
    ...{ startDateTime: new Date(from).toISOString(), endDateTime: new Date(until).toISOString() },
    ...{ $select: "id,type,start,originalStart", $top: "100" },
  }).toString();
  const pages = await allPages(graph, address.href, `outlook.timezone="UTC", ${STEADY_IDS}`, MAX_INSTANCES);
  if (pages.type === "none") return graphFault(pages.answer);
  return ok(
    pages.items.flatMap((each) => {
      const instance = textOf(each, "id");
      const start = textOf(each, "originalStart") ?? `${textOf(field(each, "start"), "dateTime")?.slice(0, 19)}Z`;
      const original = Date.parse(start);
      const isException = textOf(each, "type") === "exception";
      return instance === null || Number.isNaN(original) ? [] : [{ id: instance, original, isException }];
    }),
  );
}

/** When the occurrences of a series begin by its rule. */
function startsOf({ rule, start, timeZone }: AccountEvent, until: number): number[] {
  const parsed = rule === null ? null : parseRule(rule);
  if (parsed === null) return [];
  const wall = Date.parse(`${start.slice(0, 16)}:00Z`);
  const { walls } = recur(parsed, wall, null, { from: wall, until, most: MAX_INSTANCES });
  const last = parsed.until === null ? Number.POSITIVE_INFINITY : endOfRule(parsed.until, timeZone);
  return walls
    .map((each) => instantOf(new Date(each).toISOString().slice(0, 16), timeZone))
    .filter((each) => each <= last);
}

function endOfRule(until: string, timeZone: string): number {
  const [, year, month, day, hour = "23", minute = "59", utc] =
    /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\d(Z)?)?$/.exec(until.trim()) ?? [];
  return instantOf(`${year}-${month}-${day}T${hour}:${minute}`, utc ? "UTC" : timeZone);
}
