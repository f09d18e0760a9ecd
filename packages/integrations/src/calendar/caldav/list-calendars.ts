import type { AccountAnswer, AccountCalendar } from "../account/calendar-account.ts";
import type { DavClient } from "./dav-client.ts";
import { CALDAV, DAV, type DavResponse, hrefIn, prop } from "./multistatus.ts";
import { childOf } from "./read-xml.ts";

const MAX_CALENDARS = 200;

/**
 * Finds somebody's calendars from whatever address they gave: of a calendar, of their account, or of the server alone
 * (RFC 6764, RFC 4791). Asks there, at the well-known place, and at the root.
 */
export async function listCalendars(client: DavClient, address: string): Promise<AccountAnswer<AccountCalendar[]>> {
  const found = await findHome(client, address);
  if (found.type === "failed") return found;
  const listed = await client.askMany({ method: "PROPFIND", url: found.value, depth: "1", body: LIST });
  if (listed.type === "failed") return listed;
  const calendars = listed.value.responses.filter(isCalendar).slice(0, MAX_CALENDARS).map(present);
  const [own] = calendars.filter(({ canWrite }) => canWrite);
  // Services that say which is the main one say it elsewhere, and rarely; where there is one only, it is that.
  return { type: "ok", value: calendars.map((each) => ({ ...each, isMain: calendars.length === 1 && each === own })) };
}

const NAMESPACES = `xmlns:d="${DAV}" xmlns:c="${CALDAV}"`;
const WHO = `<d:propfind ${NAMESPACES}><d:prop><d:current-user-principal/><c:calendar-home-set/><d:resourcetype/></d:prop></d:propfind>`;
const LIST = `<d:propfind ${NAMESPACES}><d:prop><d:resourcetype/><d:displayname/><d:current-user-privilege-set/><c:supported-calendar-component-set/></d:prop></d:propfind>`;

async function findHome(client: DavClient, address: string): Promise<AccountAnswer<string>> {
  let first: AccountAnswer<never> | null = null;
  for (const url of new Set([address, new URL("/.well-known/caldav", address).href, new URL("/", address).href])) {
    const who = await client.askMany({ method: "PROPFIND", url, depth: "0", body: WHO });
    if (who.type === "failed") {
      first ??= who;
      // Of what is no calendar's place one tries the next; a password that is refused is refused there as well.
      if (who.fault.type === "not_found" || who.fault.type === "odd_answer" || who.fault.type === "forbidden") continue;
      return who;
    }
    const home = await homeOf(client, who.value.responses[0]);
    if (home !== null) return home;
  }
  return first ?? { type: "failed", fault: { type: "odd_answer" } };
}

/** @returns null: nothing here tells where the calendars are. */
async function homeOf(client: DavClient, response: DavResponse | undefined): Promise<AccountAnswer<string> | null> {
  if (response === undefined) return null;
  const here = hrefIn(prop(response, CALDAV, "calendar-home-set"), response.url);
  if (here !== null) return { type: "ok", value: here };
  const principal = hrefIn(prop(response, DAV, "current-user-principal"), response.url);
  if (principal !== null) {
    const asked = await client.askMany({ method: "PROPFIND", url: principal, depth: "0", body: WHO });
    if (asked.type === "failed") return asked;
    const [told] = asked.value.responses;
    const home = told ? hrefIn(prop(told, CALDAV, "calendar-home-set"), told.url) : null;
    if (home !== null) return { type: "ok", value: home };
  }
  // A server that knows of no accounts, and has a calendar at this very place.
  return isCalendar(response) ? { type: "ok", value: response.url } : null;
}

function isCalendar(response: DavResponse): boolean {
  if (!childOf(prop(response, DAV, "resourcetype"), CALDAV, "calendar")) return false;
  const kinds = prop(response, CALDAV, "supported-calendar-component-set")?.children;
  return (
    kinds === undefined || kinds.length === 0 || kinds.some(({ attributes }) => attributes.get("name") === "VEVENT")
  );
}

const WRITING = new Set(["all", "write", "write-content", "bind"]);

function present(response: DavResponse): Omit<AccountCalendar, "isMain"> {
  const name = prop(response, DAV, "displayname")?.text.trim().slice(0, 200);
  const last = new URL(response.url).pathname.split("/").findLast((part) => part !== "") ?? response.url;
  const rights = prop(response, DAV, "current-user-privilege-set")?.children;
  const may = rights?.flatMap(({ children }) => children.map(({ name, namespace }) => (namespace === DAV ? name : "")));
  return {
    id: response.url,
    name: name || decoded(last),
    canWrite: may === undefined || may.some((right) => WRITING.has(right)),
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
