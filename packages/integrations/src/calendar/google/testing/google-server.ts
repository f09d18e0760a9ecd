import { randomUUID } from "node:crypto";
import { type Asked, ProviderServer, type Said } from "../../testing/provider-server.ts";
import { expandSeries, type GoogleEvent, instant, only, withOffset } from "./google-events.ts";

type Calendar = { id: string; summary: string; primary?: boolean; accessRole: string; timeZone: string };
type Channel = { id: string; resourceId: string; address: string; token: string; expiration: number; calendar: string };

const failed = (code: number, reason: string, message: string): Said => ({
  status: code,
  body: { error: { code, message, errors: [{ domain: "global", reason, message }] } },
});

/** What an answer of Google says that has had enough. */
export const RATE_LIMITED = failed(403, "rateLimitExceeded", "Rate Limit Exceeded");
export const TOO_MANY: Said = {
  ...failed(429, "rateLimitExceeded", "Too many requests"),
  headers: { "retry-after": "7" },
};

/** A server that speaks the shapes of Google Calendar v3, as its public reference describes them. */
export class GoogleServer extends ProviderServer {
  protected override readonly paths = { authorize: "/o/oauth2/v2/auth", token: "/token", revoke: "/revoke" };
  readonly calendars: Calendar[] = [
    { id: "ana@example.com", summary: "Ana", primary: true, accessRole: "owner", timeZone: "Europe/Berlin" },
    { id: "team@group.calendar.example.com", summary: "Team", accessRole: "reader", timeZone: "America/New_York" },
  ];
  readonly channels: Channel[] = [];
  pageSize = 250;
  readonly #events = new Map<string, GoogleEvent[]>();
  #revision = 1;
  /** sync tokens of before are worth nothing any more */
  #forgotten = 0;

  static async start(): Promise<GoogleServer> {
    const server = new GoogleServer();
    await server.listen();
    return server;
  }

  eventsOf(calendar = "ana@example.com"): GoogleEvent[] {
    return this.#events.get(calendar) ?? this.#events.set(calendar, []).get(calendar) ?? [];
  }

  /** Somebody writes an event into their calendar by hand. */
  plant(event: Partial<GoogleEvent> & Pick<GoogleEvent, "start" | "end">, calendar = "ana@example.com"): GoogleEvent {
    const id = event.id ?? randomUUID().replaceAll("-", "");
    const planted: GoogleEvent = {
      status: "confirmed",
      iCalUID: `${id}@google.com`,
      summary: "Canary",
      location: "Canary street",
      ...event,
      ...{ start: withOffset(event.start), end: withOffset(event.end) },
      id,
      ...this.#stamp(),
    };
    this.eventsOf(calendar).push(planted);
    this.#tell(calendar);
    return planted;
  }

  change(id: string, change: Partial<GoogleEvent>, calendar = "ana@example.com"): void {
    const event = this.eventsOf(calendar).find((each) => each.id === id);
    if (!event) throw new Error(`there is no event ${id}`);
    Object.assign(event, change, this.#stamp());
    Object.assign(event, { start: withOffset(event.start), end: withOffset(event.end) });
    this.#tell(calendar);
  }

  forgetSyncTokens(): void {
    this.#forgotten = this.#revision;
  }

  #stamp() {
    this.#revision += 1;
    return { etag: `"${this.#revision}"`, changed: this.#revision };
  }

  #tell(calendar: string): void {
    for (const channel of this.channels) if (channel.calendar === calendar) void this.notify(channel, "exists");
  }

  async notify(channel: Channel, state: string, token = channel.token): Promise<number> {
    const answer = await fetch(channel.address, {
      method: "POST",
      headers: {
        "x-goog-channel-id": channel.id,
        "x-goog-channel-token": token,
        "x-goog-resource-id": channel.resourceId,
        "x-goog-resource-state": state,
        "x-goog-message-number": "1",
      },
    }).catch(() => null);
    return answer?.status ?? 0;
  }

  protected override unauthorized(): Said {
    return failed(401, "authError", "Invalid Credentials");
  }

  protected override api({ method, url, path, headers, body }: Asked): Said {
    if (!path.startsWith("/calendar/v3/")) return failed(404, "notFound", "Not Found");
    const parts = path.slice("/calendar/v3/".length).split("/").map(decodeURIComponent);
    const given = body === "" ? {} : (JSON.parse(body) as Record<string, unknown>);
    const query = url.searchParams;
    if (parts.join("/") === "users/me/calendarList") return this.#list(query);
    if (parts.join("/") === "users/me/calendarList/primary")
      return { status: 200, body: this.calendars.find(({ primary }) => primary) };
    if (parts[0] === "freeBusy" && method === "POST") return this.#freeBusy(given);
    if (parts[0] === "channels" && parts[1] === "stop") {
      const at = this.channels.findIndex(({ id, resourceId }) => id === given.id && resourceId === given.resourceId);
      if (at < 0) return failed(404, "notFound", "Channel not found");
      this.channels.splice(at, 1);
      return { status: 204 };
    }
    const [, name = "", , id] = parts;
    const calendar = this.calendars.find((each) => each.id === name || (name === "primary" && each.primary));
    if (parts[0] !== "calendars" || !calendar) return failed(404, "notFound", "Not Found");
    if (id === "watch") return this.#watch(calendar.id, given);
    if (method === "GET" && id === undefined) return this.#events_(calendar, query);
    const mayWrite = calendar.accessRole === "owner" || calendar.accessRole === "writer";
    if (method !== "GET" && !mayWrite) return failed(403, "requiredAccessLevel", "You need to have writer access");
    if (method === "POST") return id === "import" ? this.#import(calendar, given) : this.#insert(calendar, given);
    const event = this.#find(calendar.id, id ?? "");
    if (!event) return failed(404, "notFound", "Not Found");
    if (parts[4] === "instances") return this.#instancesOf(calendar, event, query);
    if (method === "GET") return { status: 200, body: event };
    if (event.status === "cancelled" && method === "DELETE") return failed(410, "deleted", "Resource has been deleted");
    const match = headers["if-match"];
    if (match !== undefined && match !== event.etag) return failed(412, "conditionNotMet", "Precondition Failed");
    const change = method === "DELETE" ? { status: "cancelled" as const } : given;
    const own = this.eventsOf(calendar.id).find((each) => each.id === event.id);
    if (own) this.change(event.id, change, calendar.id);
    else {
      const changed = { ...event, ...change, id: event.id, ...this.#stamp() };
      this.eventsOf(calendar.id).push({ ...changed, start: withOffset(changed.start), end: withOffset(changed.end) });
      this.#tell(calendar.id);
    }
    return method === "DELETE"
      ? { status: 204 }
      : { status: 200, body: this.eventsOf(calendar.id).find((each) => each.id === event.id) };
  }

  #list(query: URLSearchParams): Said {
    const from = Number(query.get("pageToken") ?? 0);
    const items = this.calendars.slice(from, from + this.pageSize);
    const next = from + this.pageSize < this.calendars.length ? { nextPageToken: String(from + this.pageSize) } : {};
    return { status: 200, body: { kind: "calendar#calendarList", etag: '"1"', items, ...next } };
  }

  #freeBusy(given: Record<string, unknown>): Said {
    const [from, until] = [Date.parse(String(given.timeMin)), Date.parse(String(given.timeMax))];
    const calendars = (given.items as { id: string }[]).map(({ id }) => {
      const calendar = this.calendars.find((each) => each.id === id);
      if (!calendar) return [id, { errors: [{ domain: "global", reason: "notFound" }], busy: [] }];
      const busy = this.#instances(calendar, from, until)
        .filter(({ status, transparency }) => status !== "cancelled" && transparency !== "transparent")
        .map(({ start, end }) => ({ start: start.dateTime ?? start.date, end: end.dateTime ?? end.date }));
      return [id, { busy }];
    });
    return { status: 200, body: { kind: "calendar#freeBusy", calendars: Object.fromEntries(calendars) } };
  }

  #watch(calendar: string, given: Record<string, unknown>): Said {
    if (given.type !== "web_hook" || !/^https?:/.test(String(given.address)))
      return failed(400, "push.webhookUrlNotHttps", "WebHook callback must be HTTPS");
    if (this.channels.some(({ id }) => id === given.id))
      return failed(400, "channelIdNotUnique", "Channel id not unique");
    const channel: Channel = {
      ...{ id: String(given.id), resourceId: randomUUID(), address: String(given.address), calendar },
      ...{ token: String(given.token ?? ""), expiration: Number(given.expiration ?? this.now() + 604_800_000) },
    };
    this.channels.push(channel);
    void this.notify(channel, "sync");
    const { id, resourceId, token, expiration } = channel;
    return {
      status: 200,
      body: { kind: "api#channel", id, resourceId, resourceUri: this.url, token, expiration: String(expiration) },
    };
  }

  #insert(calendar: Calendar, given: Record<string, unknown>): Said {
    const id = String(given.id ?? randomUUID().replaceAll("-", ""));
    if (!/^[0-9a-v]{5,1024}$/.test(id)) return failed(400, "invalid", "Invalid resource id value.");
    const uid = String(given.iCalUID ?? `${id}@google.com`);
    const same = this.eventsOf(calendar.id).find((each) => each.id === id || each.iCalUID === uid);
    if (same && (same.id === id || same.status !== "cancelled"))
      return failed(409, "duplicate", "The requested identifier already exists.");
    const event = this.plant({ ...given, id, iCalUID: uid } as GoogleEvent, calendar.id);
    return { status: 200, body: event };
  }

  #import(calendar: Calendar, given: Record<string, unknown>): Said {
    if (!given.iCalUID || !given.start || !given.end) return failed(400, "required", "Missing iCalUID, start or end.");
    const same = this.eventsOf(calendar.id).find(
      (each) => each.iCalUID === given.iCalUID && each.recurringEventId === undefined,
    );
    if (!same) return this.#insert(calendar, given);
    this.change(same.id, { ...given, status: "confirmed" }, calendar.id);
    return { status: 200, body: same };
  }

  #instancesOf(calendar: Calendar, master: GoogleEvent, query: URLSearchParams): Said {
    const original = Date.parse(query.get("originalStart") ?? "");
    const own = this.eventsOf(calendar.id).filter(({ recurringEventId }) => recurringEventId === master.id);
    const plain = expandSeries(master, original - 1, original + 1).filter(
      ({ id }) => !own.some((each) => each.id === id),
    );
    const items = [...own, ...plain].filter(
      ({ originalStartTime: at }) => at && instant(at, calendar.timeZone) === original,
    );
    return { status: 200, body: { kind: "calendar#events", items } };
  }

  /** An event, or one occurrence of a series, which has an id of its own. */
  #find(calendar: string, id: string): GoogleEvent | undefined {
    const events = this.eventsOf(calendar);
    const own = events.find((each) => each.id === id);
    if (own) return own;
    const master = events.find((each) => each.recurrence?.length && id.startsWith(`${each.id}_`));
    return master && expandSeries(master, 0, Date.parse("2100-01-01T00:00:00Z")).find((each) => each.id === id);
  }

  #events_(calendar: Calendar, query: URLSearchParams): Said {
    const token = query.get("syncToken");
    let from = Date.parse(query.get("timeMin") ?? "1970-01-01T00:00:00Z");
    let until = Date.parse(query.get("timeMax") ?? "2100-01-01T00:00:00Z");
    let since = 0;
    if (token !== null) {
      if (query.has("timeMin") || query.has("timeMax") || query.has("iCalUID"))
        return failed(400, "invalid", "Sync token cannot be used with search restrictions.");
      const [revision, min, max] = token.split("~").map(Number);
      if (revision === undefined || !Number.isFinite(revision) || revision <= this.#forgotten)
        return failed(410, "fullSyncRequired", "Sync token is no longer valid, a full sync is required.");
      [since, from, until] = [revision, min ?? from, max ?? until];
    }
    const uid = query.get("iCalUID");
    const showsGone = token !== null || query.get("showDeleted") === "true";
    const all =
      query.get("singleEvents") === "true"
        ? this.#instances(calendar, from, until)
        : this.eventsOf(calendar.id).filter((each) => uid !== null || this.#touches(calendar, each, from, until));
    const items = all
      .filter((each) => each.changed > since && (showsGone || each.status !== "cancelled"))
      .filter((each) => uid === null || each.iCalUID === uid);
    const size = Math.min(Number(query.get("maxResults") ?? this.pageSize), this.pageSize);
    const at = Number(query.get("pageToken") ?? 0);
    const next =
      at + size < items.length
        ? { nextPageToken: String(at + size) }
        : { nextSyncToken: `${this.#revision}~${from}~${until}` };
    const page = items.slice(at, at + size).map((each) => only(each, query.get("fields")));
    return { status: 200, body: { kind: "calendar#events", timeZone: calendar.timeZone, items: page, ...next } };
  }

  #touches(calendar: Calendar, event: GoogleEvent, from: number, until: number): boolean {
    if (event.recurrence?.length) return expandSeries(event, from, until).length > 0;
    return instant(event.start, calendar.timeZone) < until && instant(event.end, calendar.timeZone) > from;
  }

  #instances(calendar: Calendar, from: number, until: number): GoogleEvent[] {
    const events = this.eventsOf(calendar.id);
    const own = new Set(events.map(({ id }) => id));
    return events.flatMap((event) => {
      if (event.recurrence?.length) return expandSeries(event, from, until).filter(({ id }) => !own.has(id));
      return this.#touches(calendar, event, from, until) ? [event] : [];
    });
  }
}
