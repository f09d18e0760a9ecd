import { parentPort, workerData } from "node:worker_threads";
import type { BusySpan } from "@candor/core/calendar/busy.ts";
import { isMeetingUid } from "@candor/core/calendar/meeting-uid.ts";
import type { CalendarAccount } from "@candor/integrations/calendar/account/calendar-account.ts";
import { fetchCalendar } from "@candor/integrations/calendar/fetch/fetch-calendar.ts";
import { readBusy } from "@candor/integrations/calendar/ics/read-busy.ts";
import type {
  AccountOpening,
  AccountOutcome,
  AccountTask,
  CalendarOutcome,
  CalendarTask,
} from "./calendar-messages.ts";

// One calendar is fetched and read here, and then this thread ends: what it was about does not outlive it.

const MAX_SPANS = 4000; // more is no calendar of one person; from there on nothing is known

const task = workerData as CalendarTask | AccountTask;
parentPort?.postMessage("account" in task ? await answer(task) : await work(task));

async function answer({ account: opening, question }: AccountTask): Promise<AccountOutcome> {
  const account = await open(opening);
  switch (question.ask) {
    case "listCalendars":
      return account.listCalendars();
    case "readBusy": {
      const { calendarId, options, memory } = question;
      const read = await account.readBusy(calendarId, { ...options, isOwn: isMeetingUid }, memory);
      return read.type === "failed"
        ? read
        : { type: "ok", value: { ...read.value, spans: bounded(read.value.spans, options.until) } };
    }
    case "findEvent":
      return account.findEvent(question.calendarId, question.uid);
    case "putEvent":
      return account.putEvent(question.calendarId, question.event, question.known);
    case "deleteEvent":
      return account.deleteEvent(question.calendarId, question.uid, question.known);
  }
}

async function open(opening: AccountOpening): Promise<CalendarAccount> {
  const now = () => new Date();
  if (opening.kind === "caldav") {
    const { openCaldavAccount } = await import("@candor/integrations/calendar/caldav/open-caldav-account.ts");
    return openCaldavAccount(opening.credentials, { allowed: opening.allowed, now });
  }
  const { base, allowed, token } = opening;
  // There is no other token here: where this one is refused, whoever asked tries another.
  const ports = { base, allowed, now, token: async () => ({ type: "token" as const, token }) };
  if (opening.kind === "google")
    return (await import("@candor/integrations/calendar/google/google-account.ts")).createGoogleAccount(ports);
  return (await import("@candor/integrations/calendar/microsoft/microsoft-account.ts")).createMicrosoftAccount(ports);
}

async function work({ source, options }: CalendarTask): Promise<CalendarOutcome> {
  if (source.type === "text") return read(source.text, options, { etag: null, lastModified: null });
  const fetched = await fetchCalendar(source);
  return fetched.type === "fetched" ? read(fetched.text, options, fetched) : fetched;
}

function read(
  text: string,
  options: CalendarTask["options"],
  { etag, lastModified }: { etag: string | null; lastModified: string | null },
): CalendarOutcome {
  const reading = readBusy(text, { ...options, isOwn: isMeetingUid });
  const [problem] = reading.problems;
  if (problem?.type === "no_calendar") return { type: "failed", fault: "no_calendar" };
  // Somebody is just writing it, or the net broke: the next look sees the whole.
  if (problem?.type === "cut_off") return { type: "failed", fault: "broken_off" };
  return { type: "read", reading: { ...reading, spans: bounded(reading.spans, options.until) }, etag, lastModified };
}

function bounded(spans: readonly BusySpan[], until: number): BusySpan[] {
  const first = spans[MAX_SPANS];
  if (first === undefined) return [...spans];
  return [...spans.slice(0, MAX_SPANS), { from: first.from, until, type: "unknown", allDay: false }];
}
