import { type AskJson, createAskJson, type JsonPorts, textOf } from "../account/ask-json.ts";
import type { AccountAnswer } from "../account/calendar-account.ts";
import { googleFault } from "../google/google-answer.ts";
import { graphFault } from "../microsoft/graph-answer.ts";

/** A way by which a service tells us that a calendar changed. What is told is a hint: what changed, we read. */
export type HintChannel = {
  /** told with each hint */
  id: string;
  /** Google's own name for it, needed to end it; null: there is none */
  resource: string | null;
  /** milliseconds since 1970 */
  expiresAt: number;
};

export type HintWanted = {
  calendarId: string;
  /** where hints go; the service must reach it from outside */
  address: string;
  /** told with each hint, and to nobody else */
  secret: string;
  /** a UUID; Microsoft gives one of its own */
  id: string;
  until: Date;
};

export type HintPorts = Omit<JsonPorts, "origin"> & { kind: "google" | "microsoft"; base: string };

/** Has a service tell us that a calendar changed. */
export async function openHints(ports: HintPorts, wanted: HintWanted): Promise<AccountAnswer<HintChannel>> {
  const ask = askOf(ports);
  return ports.kind === "google" ? watchGoogle(ask, ports.base, wanted) : subscribeGraph(ask, ports.base, wanted);
}

/** No more of it; one that is not there is no fault. */
export async function closeHints(
  ports: HintPorts,
  { id, resource }: Pick<HintChannel, "id" | "resource">,
): Promise<void> {
  const ask = askOf(ports);
  if (ports.kind === "google")
    await ask({ method: "POST", address: `${ports.base}/channels/stop`, body: { id, resourceId: resource } });
  else await ask({ method: "DELETE", address: `${ports.base}/subscriptions/${encodeURIComponent(id)}` });
}

function askOf({ base, kind: _, ...ports }: HintPorts): AskJson {
  return createAskJson({ ...ports, origin: new URL(base).origin });
}

async function watchGoogle(
  ask: AskJson,
  base: string,
  { calendarId, address, secret, id, until }: HintWanted,
): Promise<AccountAnswer<HintChannel>> {
  const answer = await ask({
    method: "POST",
    address: `${base}/calendars/${encodeURIComponent(calendarId)}/events/watch`,
    body: { id, type: "web_hook", address, token: secret, expiration: String(until.getTime()) },
  });
  if (answer.type === "failed") return answer;
  const resource = textOf(answer.body, "resourceId");
  if (answer.status !== 200 || resource === null) return googleFault(answer);
  const expiresAt = Number(textOf(answer.body, "expiration") ?? until.getTime());
  return { type: "ok", value: { id, resource, expiresAt: Number.isFinite(expiresAt) ? expiresAt : until.getTime() } };
}

async function subscribeGraph(
  ask: AskJson,
  base: string,
  { calendarId, address, secret, until }: HintWanted,
): Promise<AccountAnswer<HintChannel>> {
  const answer = await ask({
    method: "POST",
    address: `${base}/subscriptions`,
    body: {
      ...{ changeType: "created,updated,deleted", notificationUrl: address, clientState: secret },
      resource: `me/calendars/${calendarId}/events`,
      expirationDateTime: until.toISOString(),
    },
  });
  if (answer.type === "failed") return answer;
  const id = textOf(answer.body, "id");
  if (answer.status !== 201 || id === null) return graphFault(answer);
  const expiresAt = Date.parse(textOf(answer.body, "expirationDateTime") ?? until.toISOString());
  return { type: "ok", value: { id, resource: null, expiresAt } };
}
