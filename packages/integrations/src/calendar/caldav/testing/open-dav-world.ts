import type { AccountWorld, PlantedEvent } from "../../account/testing/calendar-account.contract.ts";
import { DAV_LIMITS } from "../dav-client.ts";
import { readMultistatus } from "../multistatus.ts";
import { openCaldavAccount } from "../open-caldav-account.ts";
import { basic, type DavServerKind } from "./dav-servers.ts";
import { startUnrulyProxy, type UnrulyProxy } from "./unruly-proxy.ts";

const IMPATIENT = { ...DAV_LIMITS, firstByteMilliseconds: 6000 };

/** Ana's account with a real server, behind a proxy that can misbehave. */
export async function openDavWorld(kind: DavServerKind): Promise<AccountWorld & { proxy: UnrulyProxy }> {
  const server = await kind.start();
  const proxy = await startUnrulyProxy(server.origin, server.asks ? null : basic("ana"));
  const open = (password: string) =>
    openCaldavAccount(
      { address: proxy.origin, userName: "ana", password },
      { allowed: [proxy.origin], now: () => new Date(), limits: { ...IMPATIENT, allMilliseconds: 600_000 } },
    );
  const authorization = basic("ana");
  const at = (calendarId: string, uid: string) => new URL(`${encodeURIComponent(uid)}.ics`, calendarId).href;
  const headers = { authorization };
  return {
    proxy,
    account: open(server.password),
    revoked: open("taken back"),
    async plant(calendarId, event) {
      const answer = await fetch(at(calendarId, event.uid), {
        ...{ method: "PUT", body: planted(event) },
        headers: { ...headers, "content-type": "text/calendar" },
      });
      if (!answer.ok) throw new Error(`not planted: ${answer.status} ${await answer.text()}`);
    },
    async uproot(calendarId, uid) {
      const answer = await fetch(at(calendarId, uid), { method: "DELETE", headers });
      if (!answer.ok) throw new Error(`not uprooted: ${answer.status}`);
    },
    async look(calendarId) {
      const listed = await fetch(calendarId, { method: "PROPFIND", headers: { ...headers, depth: "1" } });
      const urls = (readMultistatus(await listed.text(), calendarId)?.responses ?? []).map(({ url }) => url);
      const texts = new Map<string, string>();
      for (const url of urls.filter((each) => each.endsWith(".ics"))) {
        const text = await (await fetch(url, { headers })).text();
        texts.set(/^UID:(.*)$/m.exec(text.replace(/\r?\n[ \t]/g, ""))?.[1]?.trim() ?? "", text);
      }
      return texts;
    },
    disturb: proxy.disturb,
    async close() {
      await proxy.close();
      await server.close();
    },
  };
}

function planted({ uid, start, minutes, summary, rule, transparent }: PlantedEvent): string {
  const wall = `${start.replace(/[-:]/g, "")}00`;
  return [
    ...["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Somebody else//EN", ...BERLIN, "BEGIN:VEVENT", `UID:${uid}`],
    ...["DTSTAMP:20260101T000000Z", `DTSTART;TZID=Europe/Berlin:${wall}`, `DURATION:PT${minutes}M`],
    ...[`SUMMARY:${summary}`, ...(rule ? [`RRULE:${rule}`] : []), ...(transparent ? ["TRANSP:TRANSPARENT"] : [])],
    ...["END:VEVENT", "END:VCALENDAR", ""],
  ].join("\r\n");
}

const BERLIN = [
  ...["BEGIN:VTIMEZONE", "TZID:Europe/Berlin"],
  ...["BEGIN:DAYLIGHT", "DTSTART:19810329T020000", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"],
  ...["TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "END:DAYLIGHT"],
  ...["BEGIN:STANDARD", "DTSTART:19961027T030000", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"],
  ...["TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "END:STANDARD", "END:VTIMEZONE"],
];
