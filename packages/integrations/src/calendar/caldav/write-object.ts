import { createHash } from "node:crypto";
import type { AccountAnswer, AccountEvent, EventPlace, WriteOutcome } from "../account/calendar-account.ts";
import { writeAccountEvent } from "../account/write-account-event.ts";
import { readContentLines } from "../ics/content-lines.ts";
import type { DavAnswer, DavClient } from "./dav-client.ts";
import { CALDAV, DAV, prop } from "./multistatus.ts";
import { escapeXml } from "./read-xml.ts";

/** Puts an event; see the port for what the outcomes mean. */
export async function putObject(
  client: DavClient,
  calendarUrl: string,
  event: AccountEvent,
  known: EventPlace | null,
): Promise<AccountAnswer<WriteOutcome>> {
  const url = known?.id ?? urlOfUid(calendarUrl, event.uid);
  if (!isWithin(url, calendarUrl)) return { type: "failed", fault: { type: "not_found" } };
  let condition: Record<string, string> = { "if-none-match": "*" };
  if (known !== null) {
    const place = known.etag === null ? await placeAt(client, url) : ok(known);
    if (place.type === "failed") return place;
    if (place.value?.etag == null) return conflict(client, calendarUrl, event.uid);
    condition = { "if-match": place.value.etag };
  }
  const put = await client.ask({
    ...{ method: "PUT", url, body: writeAccountEvent(event) },
    headers: { "content-type": "text/calendar; charset=utf-8", ...condition },
  });
  if (put.type === "failed")
    return put.fault.type === "not_found" && known ? conflict(client, calendarUrl, event.uid) : put;
  const { status } = put.value;
  if (status === 412) return conflict(client, calendarUrl, event.uid);
  if (status === 403 || status === 409) return refused(client, calendarUrl, event.uid, put.value);
  if (status < 200 || status > 299) return { type: "failed", fault: { type: "odd_answer" } };
  const etag = put.value.headers.etag;
  // No etag: what stands there is not word for word what was put, so it is asked for what it is called now.
  const place = etag === undefined || etag.startsWith("W/") ? await placeAt(client, url) : ok({ id: url, etag });
  return place.type === "failed" ? place : ok({ type: "done", place: place.value ?? { id: url, etag: null } });
}

export async function deleteObject(
  client: DavClient,
  calendarUrl: string,
  uid: string,
  known: EventPlace,
): Promise<AccountAnswer<WriteOutcome>> {
  const url = known.id;
  if (!URL.canParse(url) || !isWithin(url, calendarUrl)) {
    const found = await findObject(client, calendarUrl, uid);
    return found.type === "failed" || found.value !== null
      ? found.type === "failed"
        ? found
        : ok({ type: "conflict", current: found.value })
      : ok({ type: "done", place: null });
  }
  const headers: Record<string, string> = known.etag === null ? {} : { "if-match": known.etag };
  const deleted = await client.ask({ method: "DELETE", url, headers });
  if (deleted.type === "failed")
    return deleted.fault.type === "not_found" ? ok({ type: "done", place: null }) : deleted;
  const { status } = deleted.value;
  if (status === 412) {
    const place = await placeAt(client, url);
    if (place.type === "failed") return place;
    return place.value === null ? ok({ type: "done", place: null }) : ok({ type: "conflict", current: place.value });
  }
  if (status === 403) return { type: "failed", fault: { type: "forbidden" } };
  return status >= 200 && status < 300
    ? ok({ type: "done", place: null })
    : { type: "failed", fault: { type: "odd_answer" } };
}

/** Where an event stands: at the address it has by its UID, or wherever somebody's client moved it to. */
export async function findObject(
  client: DavClient,
  calendarUrl: string,
  uid: string,
): Promise<AccountAnswer<EventPlace | null>> {
  const place = await placeAt(client, urlOfUid(calendarUrl, uid));
  if (place.type === "failed" || place.value !== null) return place;
  const body = `<c:calendar-query xmlns:d="${DAV}" xmlns:c="${CALDAV}"><d:prop><d:getetag/><c:calendar-data/></d:prop><c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT"><c:prop-filter name="UID"><c:text-match collation="i;octet">${escapeXml(uid)}</c:text-match></c:prop-filter></c:comp-filter></c:comp-filter></c:filter></c:calendar-query>`;
  const found = await client.askMany({ method: "REPORT", url: calendarUrl, depth: "1", body });
  if (found.type === "failed") return found;
  for (const response of found.value.responses) {
    // Some servers answer with whatever they have: what is meant is looked for here.
    const text = prop(response, CALDAV, "calendar-data")?.text ?? "";
    if (!isWithin(response.url, calendarUrl) || !hasUid(text, uid)) continue;
    return ok({ id: response.url, etag: prop(response, DAV, "getetag")?.text.trim() || null });
  }
  return ok(null);
}

const ETAG = `<d:propfind xmlns:d="${DAV}"><d:prop><d:getetag/></d:prop></d:propfind>`;

async function placeAt(client: DavClient, url: string): Promise<AccountAnswer<EventPlace | null>> {
  const answer = await client.askMany({ method: "PROPFIND", url, depth: "0", body: ETAG });
  if (answer.type === "failed") return answer.fault.type === "not_found" ? ok(null) : answer;
  const [response] = answer.value.responses;
  if (response === undefined || response.status === 404) return ok(null);
  return ok({ id: url, etag: prop(response, DAV, "getetag")?.text.trim() || null });
}

async function conflict(client: DavClient, calendarUrl: string, uid: string): Promise<AccountAnswer<WriteOutcome>> {
  const found = await findObject(client, calendarUrl, uid);
  return found.type === "failed" ? found : ok({ type: "conflict", current: found.value });
}

/** Not allowed, or not there a second time: servers that hold a UID once in a calendar say that with 403 or 409. */
async function refused(
  client: DavClient,
  calendarUrl: string,
  uid: string,
  { status, text }: DavAnswer,
): Promise<AccountAnswer<WriteOutcome>> {
  if (/no-uid-conflict/.test(text)) return conflict(client, calendarUrl, uid);
  const found = await findObject(client, calendarUrl, uid);
  if (found.type === "ok" && found.value !== null) return ok({ type: "conflict", current: found.value });
  if (found.type === "failed") return found;
  return { type: "failed", fault: { type: status === 403 ? "forbidden" : "not_found" } };
}

/** A UID holds what stands in a page, and need not be a name that every server takes. */
function urlOfUid(calendarUrl: string, uid: string): string {
  const name = /^[\w.@-]{1,180}$/.test(uid) ? uid : createHash("sha256").update(uid).digest("hex");
  return new URL(`${encodeURIComponent(name)}.ics`, calendarUrl.endsWith("/") ? calendarUrl : `${calendarUrl}/`).href;
}

function isWithin(url: string, calendarUrl: string): boolean {
  return url.startsWith(calendarUrl.endsWith("/") ? calendarUrl : `${calendarUrl}/`);
}

function hasUid(text: string, uid: string): boolean {
  let has = false;
  readContentLines(text, UID_LINE, ({ value }) => {
    has ||= value === uid;
    return has ? "stop" : undefined;
  });
  return has;
}

const UID_LINE: ReadonlySet<string> = new Set(["UID"]);

function ok<Value>(value: Value): { type: "ok"; value: Value } {
  return { type: "ok", value };
}
