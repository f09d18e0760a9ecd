import { randomUUID } from "node:crypto";
import { type Asked, ProviderServer, type Said } from "../../testing/provider-server.ts";
import { changesInView } from "./changes-in-view.ts";
import { type GraphEvent, instant, read, said, type When } from "./graph-events.ts";
import { GraphMailbox, MAIN_CALENDAR } from "./graph-mailbox.ts";
import { presentEvent, selectOf } from "./present-event.ts";

type Calendar = { id: string; name: string; canEdit: boolean; isDefaultCalendar: boolean };
type Subscription = {
  id: string;
  resource: string;
  changeType: string;
  notificationUrl: string;
  clientState: string;
  expirationDateTime: string;
};

const LONGEST_SUBSCRIPTION = 10_070 * 60_000;

const failed = (status: number, code: string, message: string): Said => ({
  status,
  body: { error: { code, message, innerError: { "request-id": randomUUID() } } },
});

export const THROTTLED: Said = {
  ...failed(429, "TooManyRequests", "Too many requests"),
  headers: { "retry-after": "7" },
};

/** A server that speaks the shapes of Microsoft Graph's calendars, as its public reference describes them. */
export class MicrosoftServer extends ProviderServer {
  protected override readonly paths = {
    authorize: "/common/oauth2/v2.0/authorize",
    token: "/common/oauth2/v2.0/token",
    revoke: null,
  };
  readonly calendars: Calendar[] = [
    { id: MAIN_CALENDAR, name: "Calendar", canEdit: true, isDefaultCalendar: true },
    { id: "AAMk-holidays=", name: "Holidays", canEdit: false, isDefaultCalendar: false },
  ];
  readonly subscriptions: Subscription[] = [];
  pageSize = 50;
  owner = "ana@example.com";
  /** as to a client that may see times alone */
  hidesProperties = false;
  /** what it answers in, whatever it is asked for: some mailboxes do so */
  zone: string | null = null;
  readonly #mailbox = new GraphMailbox((calendar) => {
    for (const each of this.subscriptions) if (each.resource.includes(calendar)) void this.notify(each);
  });

  static async start(): Promise<MicrosoftServer> {
    const server = new MicrosoftServer();
    server.rotates = true;
    await server.listen();
    return server;
  }

  eventsOf(calendar?: string): GraphEvent[] {
    return this.#mailbox.eventsOf(calendar);
  }

  /** Somebody writes an event into their calendar by hand. */
  plant(...planted: Parameters<GraphMailbox["plant"]>): GraphEvent {
    return this.#mailbox.plant(...planted);
  }

  change(...changed: Parameters<GraphMailbox["change"]>): void {
    this.#mailbox.change(...changed);
  }

  remove(...removed: Parameters<GraphMailbox["remove"]>): void {
    this.#mailbox.remove(...removed);
  }

  forgetDeltaLinks(): void {
    this.#mailbox.forgetDeltaLinks();
  }

  async notify(subscription: Subscription, clientState = subscription.clientState): Promise<number> {
    const value = [
      {
        ...{ subscriptionId: subscription.id, clientState, changeType: "updated", tenantId: randomUUID() },
        ...{ subscriptionExpirationDateTime: subscription.expirationDateTime, resource: subscription.resource },
        resourceData: { "@odata.type": "#Microsoft.Graph.Event", id: "AAMk-any=" },
      },
    ];
    const answer = await fetch(subscription.notificationUrl, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ value }),
    }).catch(() => null);
    return answer?.status ?? 0;
  }

  protected override unauthorized(): Said {
    return failed(401, "InvalidAuthenticationToken", "Access token has expired or is not yet valid.");
  }

  protected override api({ method, url, path, headers, body }: Asked): Said | Promise<Said> {
    if (!path.startsWith("/v1.0/")) return failed(404, "ResourceNotFound", "Resource not found.");
    const parts = path.slice("/v1.0/".length).split("/").map(decodeURIComponent);
    const given = body === "" ? {} : (JSON.parse(body) as Record<string, unknown>);
    if (parts[0] === "subscriptions") return this.#subscribe(method, parts[1], given);
    if (parts[0] !== "me") return failed(404, "ResourceNotFound", "Resource not found.");
    if (parts[1] === "calendars" && parts.length === 2) return this.#list(url);
    if (parts[1] === "calendar" && parts[2] === "getSchedule") return this.#schedule(given);
    if (parts[1] === "calendar" && parts.length === 2)
      return { status: 200, body: { id: MAIN_CALENDAR, owner: { name: "Ana", address: this.owner } } };
    const zone = this.zone ?? /outlook\.timezone="([^"]+)"/.exec(String(headers.prefer ?? ""))?.[1] ?? "UTC";
    if (parts[1] === "events") return this.#event(method, parts.slice(2), url, given, headers["if-match"], zone);
    const calendar = this.calendars.find(({ id }) => id === parts[2]);
    if (!calendar) return failed(404, "ErrorItemNotFound", "The specified object was not found in the store.");
    if (parts[3] === "calendarView") return this.#view(calendar, parts[4] === "delta", url, zone);
    if (parts[3] !== "events") return failed(404, "ResourceNotFound", "Resource not found.");
    if (method === "GET") return this.#search(calendar, url, zone);
    if (!calendar.canEdit) return failed(403, "ErrorAccessDenied", "Access is denied.");
    return this.#create(calendar, given, zone);
  }

  #list(url: URL): Said {
    const skip = Number(url.searchParams.get("$skip") ?? 0);
    const more = this.calendars.length > skip + this.pageSize;
    const next = `${this.url}/v1.0/me/calendars?$skip=${skip + this.pageSize}`;
    const value = this.calendars.slice(skip, skip + this.pageSize);
    return { status: 200, body: { value, ...(more ? { "@odata.nextLink": next } : {}) } };
  }

  #schedule(given: Record<string, unknown>): Said {
    const [start, end] = [given.startTime as When, given.endTime as When];
    const [from, until] = [instant(start), instant(end)];
    const value = (given.schedules as string[]).map((scheduleId) => ({
      scheduleId,
      scheduleItems: this.#mailbox
        .instances(MAIN_CALENDAR, from, until)
        .filter(({ showAs }) => showAs !== "free")
        .map((each) => ({ status: each.showAs, start: said(each.from, "UTC"), end: said(each.until, "UTC") })),
    }));
    return { status: 200, body: { value } };
  }

  async #subscribe(method: string, id: string | undefined, given: Record<string, unknown>): Promise<Said> {
    const at = this.subscriptions.findIndex((each) => each.id === id);
    const until = Date.parse(String(given.expirationDateTime));
    if (method !== "DELETE" && !(until - this.now() <= LONGEST_SUBSCRIPTION))
      return failed(400, "InvalidRequest", "Subscription expiration can only be 10070 minutes in the future.");
    if (method === "POST") {
      const address = new URL(String(given.notificationUrl));
      const token = `Validation: ${randomUUID()}`;
      address.searchParams.set("validationToken", token);
      const answer = await fetch(address, { method: "POST", headers: { "content-type": "text/plain" } }).catch(
        () => null,
      );
      const isRight = answer?.status === 200 && /^text\/plain/.test(answer.headers.get("content-type") ?? "");
      if (!answer || !isRight || (await answer.text()) !== token)
        return failed(400, "InvalidRequest", "Subscription validation request failed.");
      const made = { ...given, id: randomUUID() } as Subscription;
      this.subscriptions.push(made);
      return { status: 201, body: made };
    }
    const subscription = this.subscriptions[at];
    if (!subscription) return failed(404, "ResourceNotFound", "The object was not found.");
    if (method === "DELETE") {
      this.subscriptions.splice(at, 1);
      return { status: 204 };
    }
    subscription.expirationDateTime = String(given.expirationDateTime);
    return { status: 200, body: subscription };
  }

  #create(calendar: Calendar, given: Record<string, unknown>, zone: string): Said {
    const transactionId = given.transactionId as string | undefined;
    const same = this.eventsOf(calendar.id).find((each) => transactionId && each.transactionId === transactionId);
    if (same) return failed(409, "ErrorDuplicateTransactionId", "Your request can't be completed.");
    const event = this.plant(
      { ...read(given), ...(transactionId ? { transactionId } : {}) } as GraphEvent,
      calendar.id,
    );
    return { status: 201, body: presentEvent(event, zone) };
  }

  #search(calendar: Calendar, url: URL, zone: string): Said {
    const filter = url.searchParams.get("$filter") ?? "";
    if (this.hidesProperties && filter !== "") return failed(403, "ErrorAccessDenied", "Access is denied.");
    const wanted = /ep\/id eq '([^']*)' and ep\/value eq '([^']*)'/.exec(filter);
    const found = this.eventsOf(calendar.id).filter(
      ({ isDeleted, masterId, properties }) =>
        !isDeleted &&
        masterId === null &&
        (!wanted || properties.some(({ id, value }) => id === wanted[1] && value === wanted[2])),
    );
    const skip = Number(url.searchParams.get("$skip") ?? 0);
    const more = new URL(url);
    more.searchParams.set("$skip", String(skip + this.pageSize));
    const value = found.slice(skip, skip + this.pageSize).map((each) => selectOf(each, url, zone));
    const next = found.length > skip + this.pageSize ? { "@odata.nextLink": more.href } : {};
    return { status: 200, body: { value, ...next } };
  }

  #event(
    method: string,
    [id = "", kind]: string[],
    url: URL,
    given: Record<string, unknown>,
    match: string | undefined,
    zone: string,
  ): Said {
    for (const calendar of this.calendars) {
      const events = this.eventsOf(calendar.id);
      const own = events.find((each) => each.id === id && !each.isDeleted);
      const [masterId = "", stamp] = id.split("~");
      const master = events.find((each) => each.id === masterId && !each.isDeleted);
      if (own && kind === "instances") {
        const from = Date.parse(`${url.searchParams.get("startDateTime")}`);
        const until = Date.parse(`${url.searchParams.get("endDateTime")}`);
        const all = this.#mailbox.instances(calendar.id, from, until).filter((each) => each.masterId === id);
        const skip = Number(url.searchParams.get("$skip") ?? 0);
        const more = new URL(url);
        more.searchParams.set("$skip", String(skip + this.pageSize));
        const value = all.slice(skip, skip + this.pageSize).map((each) => ({
          ...{ id: each.id, type: each.original === null ? "occurrence" : "exception", subject: each.subject },
          ...{ start: said(each.from, zone), end: said(each.until, zone), seriesMasterId: id },
          originalStart: new Date(each.first).toISOString(),
        }));
        return {
          status: 200,
          body: { value, ...(all.length > skip + this.pageSize ? { "@odata.nextLink": more.href } : {}) },
        };
      }
      if (own) {
        if (match !== undefined && match !== own.etag) return failed(412, "ErrorIrresolvableConflict", "Conflict.");
        if (method === "GET") return { status: 200, body: selectOf(own, url, zone) };
        if (method === "DELETE") {
          this.remove(id, calendar.id);
          if (own.masterId !== null) {
            const its = events.find((each) => each.id === own.masterId);
            its?.gone.set(own.original ?? 0, this.#mailbox.revision);
          }
          return { status: 204 };
        }
        this.change(id, read(given), calendar.id);
        return { status: 200, body: presentEvent(own, zone) };
      }
      if (!master || stamp === undefined) continue;
      const first = Number(stamp);
      const occurrence = this.#mailbox.instances(calendar.id, first, first + 1).find((each) => each.id === id);
      if (!occurrence) continue;
      if (method === "DELETE") {
        this.#mailbox.removeOccurrence(master, first, calendar.id);
        return { status: 204 };
      }
      const { recurrence: _, ...rest } = master;
      const made = this.plant(
        {
          ...rest,
          ...{ id, masterId, original: first, gone: new Map(), properties: [], recurrence: null },
          ...{ start: said(occurrence.from, "UTC"), end: said(occurrence.until, "UTC"), ...read(given) },
        },
        calendar.id,
      );
      return { status: 200, body: presentEvent(made, zone) };
    }
    return failed(404, "ErrorItemNotFound", "The specified object was not found in the store.");
  }

  /** What a view shows, in pages. */
  #view(calendar: Calendar, isDelta: boolean, url: URL, zone: string): Said {
    const token = url.searchParams.get("$deltatoken") ?? url.searchParams.get("$skiptoken");
    let [since, from, until, skip] = [0, NaN, NaN, 0];
    if (token !== null) [since = 0, from = NaN, until = NaN, skip = 0] = token.split("~").map(Number);
    else {
      from = Date.parse(url.searchParams.get("startDateTime") ?? "");
      until = Date.parse(url.searchParams.get("endDateTime") ?? "");
    }
    if (Number.isNaN(from) || Number.isNaN(until))
      return failed(400, "ErrorInvalidParameter", "startDateTime, endDateTime");
    const { revision, forgotten } = this.#mailbox;
    if (token !== null && since > 0 && since <= forgotten)
      return failed(410, "SyncStateNotFound", "The sync state generation is not found.");
    const span = { from, until, zone };
    const rows = isDelta
      ? changesInView(this.#mailbox, calendar.id, { ...span, since })
      : this.#mailbox.instances(calendar.id, from, until).map((each) => presentEvent(each, zone, each));
    const base = `${this.url}/v1.0/me/calendars/${encodeURIComponent(calendar.id)}/calendarView${isDelta ? "/delta" : ""}`;
    const link =
      skip + this.pageSize < rows.length
        ? { "@odata.nextLink": `${base}?$skiptoken=${since}~${from}~${until}~${skip + this.pageSize}` }
        : isDelta
          ? { "@odata.deltaLink": `${base}?$deltatoken=${revision}~${from}~${until}~0` }
          : {};
    return { status: 200, body: { value: rows.slice(skip, skip + this.pageSize), ...link } };
  }
}
