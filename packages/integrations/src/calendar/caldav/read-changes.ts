import type { AccountAnswer } from "../account/calendar-account.ts";
import type { DavClient } from "./dav-client.ts";
import { CALDAV, DAV, type DavResponse, prop } from "./multistatus.ts";
import { childOf, escapeXml } from "./read-xml.ts";

/** What stands in a calendar, by the address of each object; or what of it is new, and what is gone. */
export type Changes = {
  how: "all" | "since";
  /** null: it says none, and whoever wants to know has to read it */
  present: Map<string, string | null>;
  gone: Set<string>;
  token: string | null;
  /** false: there are more than are read */
  isWhole: boolean;
};

const MAX_OBJECTS = 20_000;
const MAX_ROUNDS = 60;
const MULTIGET_SIZE = 80;
const MAX_SINGLE = 50;

/** @param token null: everything is wanted. One that the server no longer knows, or never could read, is the same. */
export async function readChanges(
  client: DavClient,
  calendarUrl: string,
  token: string | null,
): Promise<AccountAnswer<Changes>> {
  if (token !== null) {
    const since = await bySync(client, calendarUrl, token);
    if (since.type === "ok" || !isRefusal(since)) return since;
  }
  return byListing(client, calendarUrl);
}

type Failed = Extract<AccountAnswer<never>, { type: "failed" }>;

/** Whether it is the question that was not liked, rather than us, or the moment. */
function isRefusal({ fault }: Failed): boolean {
  return fault.type === "forbidden" || fault.type === "odd_answer" || fault.type === "not_found";
}

/** What changed since a token (RFC 6578); in several answers, where it is much. */
async function bySync(client: DavClient, calendarUrl: string, first: string): Promise<AccountAnswer<Changes>> {
  const changes: Changes = { how: "since", present: new Map(), gone: new Set(), token: first, isWhole: true };
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const body = `<d:sync-collection xmlns:d="${DAV}"><d:sync-token>${escapeXml(changes.token ?? "")}</d:sync-token><d:sync-level>1</d:sync-level><d:prop><d:getetag/></d:prop></d:sync-collection>`;
    const answer = await client.askMany({ method: "REPORT", url: calendarUrl, depth: "0", body });
    if (answer.type === "failed") return answer;
    const { responses, syncToken } = answer.value;
    if (syncToken === null) return { type: "failed", fault: { type: "odd_answer" } };
    let isCut = false;
    for (const response of responses) {
      if (isItself(response, calendarUrl)) {
        if (response.status === 507) isCut = true;
        else if ((response.status ?? 200) >= 400) return { type: "failed", fault: { type: "not_found" } };
      } else if (response.status === 404 || response.status === 410) {
        changes.gone.add(response.url);
        changes.present.delete(response.url);
      } else {
        changes.present.set(response.url, etagOf(response));
        changes.gone.delete(response.url);
      }
    }
    const isSame = syncToken === changes.token;
    changes.token = syncToken;
    if (!isCut) return { type: "ok", value: changes };
    if (isSame || changes.present.size > MAX_OBJECTS) break;
  }
  return { type: "failed", fault: { type: "odd_answer" } };
}

/**
 * All that is there, with the token of the moment asked first: what changes while it is being listed is then told again the
 * next time, and never missed.
 */
async function byListing(client: DavClient, calendarUrl: string): Promise<AccountAnswer<Changes>> {
  const itself = await client.askMany({ method: "PROPFIND", url: calendarUrl, depth: "0", body: TOKEN });
  if (itself.type === "failed") return itself;
  const [told] = itself.value.responses;
  // Some answer for what is not there as for an empty folder; that is no calendar in which nothing stands.
  if (!told || !childOf(prop(told, DAV, "resourcetype"), CALDAV, "calendar"))
    return { type: "failed", fault: { type: "not_found" } };
  const token = prop(told, DAV, "sync-token")?.text.trim() || null;
  const listed = await client.askMany({ method: "PROPFIND", url: calendarUrl, depth: "1", body: ETAGS });
  if (listed.type === "failed") return listed;
  const present = new Map<string, string | null>();
  for (const response of listed.value.responses) {
    const isFolder = (prop(response, DAV, "resourcetype")?.children.length ?? 0) > 0;
    if (isItself(response, calendarUrl) || isFolder || (response.status ?? 200) >= 400) continue;
    const kind = prop(response, DAV, "getcontenttype")?.text ?? "text/calendar";
    if (!/^\s*(?:text\/calendar|application\/octet-stream)/i.test(kind) || /component=VTODO/i.test(kind)) continue;
    if (present.size < MAX_OBJECTS) present.set(response.url, etagOf(response));
  }
  const isWhole = present.size < MAX_OBJECTS;
  return { type: "ok", value: { how: "all", present, gone: new Set(), token, isWhole } };
}

const TOKEN = `<d:propfind xmlns:d="${DAV}"><d:prop><d:sync-token/><d:resourcetype/></d:prop></d:propfind>`;
const ETAGS = `<d:propfind xmlns:d="${DAV}"><d:prop><d:getetag/><d:getcontenttype/><d:resourcetype/></d:prop></d:propfind>`;

function isItself({ url }: DavResponse, calendarUrl: string): boolean {
  return url.replace(/\/$/, "") === calendarUrl.replace(/\/$/, "");
}

function etagOf(response: DavResponse): string | null {
  const etag = prop(response, DAV, "getetag")?.text.trim();
  return etag && etag.length <= 300 ? etag : null;
}

export type CalendarObject = { url: string; etag: string | null; text: string };

/**
 * Fetches objects. One that is not there any more is left out; one that is there and cannot be had fails the whole, since
 * nobody knows what it says.
 */
export async function fetchObjects(
  client: DavClient,
  calendarUrl: string,
  urls: readonly string[],
): Promise<AccountAnswer<CalendarObject[]>> {
  const objects: CalendarObject[] = [];
  const missing: string[] = [];
  for (let at = 0; at < urls.length; at += MULTIGET_SIZE) {
    const wanted = urls.slice(at, at + MULTIGET_SIZE);
    const hrefs = wanted.map((url) => `<d:href>${escapeXml(new URL(url).pathname)}</d:href>`).join("");
    const body = `<c:calendar-multiget xmlns:d="${DAV}" xmlns:c="${CALDAV}"><d:prop><d:getetag/><c:calendar-data/></d:prop>${hrefs}</c:calendar-multiget>`;
    const answer = await client.askMany({ method: "REPORT", url: calendarUrl, depth: "1", body });
    if (answer.type === "failed") return answer;
    const told = new Map(answer.value.responses.map((response) => [response.url, response]));
    for (const url of wanted) {
      const response = told.get(url);
      const text = response && prop(response, CALDAV, "calendar-data")?.text;
      if (response && text) objects.push({ url, etag: etagOf(response), text });
      else if (response?.status !== 404 && response?.status !== 410) missing.push(url);
    }
  }
  if (missing.length > MAX_SINGLE) return { type: "failed", fault: { type: "odd_answer" } };
  for (const url of missing) {
    const answer = await client.ask({ method: "GET", url });
    if (answer.type === "failed") {
      if (answer.fault.type === "not_found") continue;
      return answer;
    }
    const { status, text, headers } = answer.value;
    if (status !== 200) return { type: "failed", fault: { type: "odd_answer" } };
    objects.push({ url, etag: headers.etag ?? null, text });
  }
  return { type: "ok", value: objects };
}
