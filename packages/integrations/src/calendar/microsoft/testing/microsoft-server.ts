import { randomUUID } from "node:crypto";
import { type Asked, ProviderServer, type Said } from "../../testing/provider-server.ts";
import { type GraphEvent, instant, read, said, startsOf, type When } from "./graph-events.ts";

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
    { id: "AAMk-main=", name: "Calendar", canEdit: true, isDefaultCalendar: true },
    { id: "AAMk-holidays=", name: "Holidays", canEdit: false, isDefaultCalendar: false },
  ];
  readonly subscriptions: Subscription[] = [];
  pageSize = 50;
  owner = "ana@example.com";
  /** as to a client that may see times alone */
  hidesProperties = false;
  /** what it answers in, whatever it is asked for: some mailboxes do so */
  zone: string | null = null;
  readonly #events = new Map<string, GraphEvent[]>();
  #revision = 1;
  #forgotten = 0;

  static async start(): Promise<MicrosoftServer> {
    const server = new MicrosoftServer();
    server.rotates = true;
    await server.listen();
    return server;
  }

  eventsOf(calendar = "AAMk-main="): GraphEvent[] {
    return this.#events.get(calendar) ?? this.#events.set(calendar, []).get(calendar) ?? [];
  }

  /** Somebody writes an event into their calendar by hand. */
  plant(event: Partial<GraphEvent> & Pick<GraphEvent, "start" | "end">, calendar = "AAMk-main="): GraphEvent {
    const planted: GraphEvent = {
      ...{ id: `AAMk-${randomUUID()}=`, subject: "Canary", isAllDay: false, isCancelled: false, showAs: "busy" },
      ...{ response: "organizer", recurrence: null, masterId: null, original: null, gone: new Map(), properties: [] },
      ...{ isDeleted: false, ...event, ...this.#stamp() },
    };
    this.eventsOf(calendar).push(planted);
    this.#tell(calendar);
    return planted;
  }

  change(id: string, change: Partial<GraphEvent>, calendar = "AAMk-main="): void {
    const event = this.eventsOf(calendar).find((each) => each.id === id);
    if (!event) throw new Error(`there is no event ${id}`);
    Object.assign(event, change, this.#stamp());
    // Exchange forgets what differs when a series as a whole is changed.
    if (change.recurrence !== undefined || change.start !== undefined) {
      event.gone.clear();
      for (const each of this.eventsOf(calendar))
        if (each.masterId === id) Object.assign(each, { isDeleted: true, changed: this.#revision });
    }
    this.#tell(calendar);
  }

  remove(id: string, calendar = "AAMk-main="): void {
    this.change(id, { isDeleted: true }, calendar);
    for (const each of this.eventsOf(calendar))
      if (each.masterId === id) Object.assign(each, { isDeleted: true, changed: this.#revision });
  }

  forgetDeltaLinks(): void {
    this.#forgotten = this.#revision;
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

  #stamp() {
    this.#revision += 1;
    return { etag: `W/"${this.#revision}"`, changed: this.#revision };
  }

  #tell(calendar: string): void {
    for (const each of this.subscriptions) if (each.resource.includes(calendar)) void this.notify(each);
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
      return { status: 200, body: { id: "AAMk-main=", owner: { name: "Ana", address: this.owner } } };
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
      scheduleItems: this.#instances("AAMk-main=", from, until)
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
    return { status: 201, body: this.#present(event, zone) };
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
    const value = found.slice(skip, skip + this.pageSize).map((each) => this.#selected(each, url, zone));
    const next = found.length > skip + this.pageSize ? { "@odata.nextLink": more.href } : {};
    return { status: 200, body: { value, ...next } };
  }

  #selected(event: GraphEvent, url: URL, zone: string): Record<string, unknown> {
    const names = url.searchParams.get("$select")?.split(",");
    const whole = this.#present(event, zone);
    const expand = /singleValueExtendedProperties\(\$filter=id eq '([^']*)'/.exec(
      url.searchParams.get("$expand") ?? "",
    );
    return {
      "@odata.etag": event.etag,
      ...(names
        ? Object.fromEntries(Object.entries(whole).filter(([name]) => names.includes(name) || name === "id"))
        : whole),
      ...(expand ? { singleValueExtendedProperties: event.properties.filter(({ id }) => id === expand[1]) } : {}),
    };
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
        const all = this.#instances(calendar.id, from, until).filter((each) => each.masterId === id);
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
        if (method === "GET") return { status: 200, body: this.#selected(own, url, zone) };
        if (method === "DELETE") {
          this.remove(id, calendar.id);
          if (own.masterId !== null) {
            const its = events.find((each) => each.id === own.masterId);
            its?.gone.set(own.original ?? 0, this.#revision);
          }
          return { status: 204 };
        }
        this.change(id, read(given), calendar.id);
        return { status: 200, body: this.#present(own, zone) };
      }
      if (!master || stamp === undefined) continue;
      const first = Number(stamp);
      const occurrence = this.#instances(calendar.id, first, first + 1).find((each) => each.id === id);
      if (!occurrence) continue;
      if (method === "DELETE") {
        master.gone.set(first, this.#stamp().changed);
        this.#tell(calendar.id);
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
      return { status: 200, body: this.#present(made, zone) };
    }
    return failed(404, "ErrorItemNotFound", "The specified object was not found in the store.");
  }

  /** What a view shows, in pages; a delta says of the occurrences of a series only when they are, and of the series the rest. */
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
    if (token !== null && since > 0 && since <= this.#forgotten)
      return failed(410, "SyncStateNotFound", "The sync state generation is not found.");
    const events = this.eventsOf(calendar.id);
    const rows: Record<string, unknown>[] = [];
    const visible = this.#instances(calendar.id, from, until);
    if (!isDelta) rows.push(...visible.map((each) => this.#present(each, zone, each)));
    else {
      const masters = new Set(visible.map(({ masterId }) => masterId));
      for (const event of events) {
        if (event.changed <= since || event.masterId !== null) continue;
        if (event.isDeleted) {
          if (since > 0) rows.push({ id: event.id, "@removed": { reason: "deleted" } });
        } else if (event.recurrence && masters.has(event.id)) rows.push(this.#present(event, zone));
      }
      for (const each of visible) {
        const master = events.find(({ id }) => id === each.masterId);
        if (each.changed <= since && (master?.changed ?? 0) <= since) continue;
        rows.push(
          each.masterId !== null && each.original === null
            ? {
                ...{ id: each.id, type: "occurrence", seriesMasterId: each.masterId },
                ...{ start: said(each.from, zone), end: said(each.until, zone) },
              }
            : this.#present(each, zone, each),
        );
      }
      if (since > 0) {
        const shown = new Set(visible.map(({ id }) => id));
        for (const master of events.filter(({ recurrence }) => recurrence))
          for (const first of startsOf(master, from, until)) {
            const id = `${master.id}~${first}`;
            if (!shown.has(id) && (master.changed > since || (master.gone.get(first) ?? 0) > since))
              rows.push({ id, "@removed": { reason: "deleted" } });
          }
        for (const event of events)
          if (event.masterId !== null && event.isDeleted && event.changed > since && !shown.has(event.id))
            rows.push({ id: event.id, "@removed": { reason: "deleted" } });
      }
    }
    const base = `${this.url}/v1.0/me/calendars/${encodeURIComponent(calendar.id)}/calendarView${isDelta ? "/delta" : ""}`;
    const link =
      skip + this.pageSize < rows.length
        ? { "@odata.nextLink": `${base}?$skiptoken=${since}~${from}~${until}~${skip + this.pageSize}` }
        : isDelta
          ? { "@odata.deltaLink": `${base}?$deltatoken=${this.#revision}~${from}~${until}~0` }
          : {};
    return { status: 200, body: { value: rows.slice(skip, skip + this.pageSize), ...link } };
  }

  #present(event: GraphEvent, zone: string, at?: { from: number; until: number }): Record<string, unknown> {
    const { id, etag, subject, isAllDay, isCancelled, showAs, response, recurrence, masterId, original } = event;
    const times = at && !isAllDay ? at : { from: instant(event.start), until: instant(event.end) };
    return {
      ...{ "@odata.etag": etag, id, subject, isAllDay, isCancelled, showAs, recurrence },
      ...{
        type: recurrence
          ? "seriesMaster"
          : original !== null
            ? "exception"
            : masterId
              ? "occurrence"
              : "singleInstance",
      },
      ...(masterId ? { seriesMasterId: masterId } : {}),
      ...{ responseStatus: { response }, location: { displayName: "Canary street" }, body: event.body },
      ...(isAllDay
        ? { start: { ...event.start, timeZone: zone }, end: { ...event.end, timeZone: zone } }
        : { start: said(times.from, zone), end: said(times.until, zone) }),
    };
  }

  #instances(calendar: string, from: number, until: number) {
    const events = this.eventsOf(calendar).filter(({ isDeleted }) => !isDeleted);
    const exceptions = new Set(events.filter(({ original }) => original !== null).map(({ id }) => id));
    return events.flatMap((event) => {
      const lasting = instant(event.end) - instant(event.start);
      if (event.recurrence)
        return startsOf(event, from - lasting, until)
          .filter((first) => first + lasting > from && first < until && !event.gone.has(first))
          .map((first) => ({
            ...event,
            id: `${event.id}~${first}`,
            masterId: event.id,
            from: first,
            until: first + lasting,
            first,
            recurrence: null,
          }))
          .filter(({ id }) => !exceptions.has(id));
      const own = {
        ...event,
        from: instant(event.start),
        until: instant(event.end),
        first: event.original ?? instant(event.start),
      };
      return own.from < until && own.until > from ? [own] : [];
    });
  }
}
