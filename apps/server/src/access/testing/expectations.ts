import { createECDH } from "node:crypto";
import type { World } from "./open-world.ts";

/** Who is answered with more than a refusal. */
export type Audience =
  /** whoever asks, signed in or not; what they get is nobody's in particular */
  | "everybody"
  /** anybody signed in, and only about themselves */
  | "signed_in"
  /** the two who have a seat in the pair; `frozen` or not */
  | "seat"
  /** those who write an artifact together; here the two of the page from which it comes */
  | "co_writer"
  /** the same, once everybody may read it; before, it is refused to them, too */
  | "announcer"
  /** the same, with the bytes of an image; without them it is refused as none */
  | "co_writer_with_image"
  /** whose manager changes, who led them, and who leads them next */
  | "handoff_three"
  /** the one to whom the meeting belongs */
  | "direct"
  /** whose manager changes */
  | "handoff_direct"
  /** the two of a pair whose page is archived; on a page in use it is refused to them, too */
  | "archived_seat"
  /** whose private notes they are, and nobody else */
  | "vault_owner"
  /** the seat that invited */
  | "inviting_seat"
  /** the seat that began a page of the workspace before the other had joined */
  | "waiting_seat"
  /** whoever connected the calendar */
  | "calendar_owner"
  /** whoever connected the account with a calendar service */
  | "account_owner"
  /** whoever has the setup link, which says itself whether it opens anything */
  | "setup_link"
  | "signed_in_with_setup_link"
  /** nobody without the secret that belongs to the id */
  | "secret_holder"
  /** nobody without what was mailed to them or what their device answered; it is refused as something that is over */
  | "sign_in_holder"
  /** who comes back to the session that left, with what a calendar service gave them; it is refused as something that is over */
  | "consent_holder"
  /** who has just read what their plan is made from; to anybody else it is refused as one that has changed */
  | "plan_holder"
  /** what is found only by somebody this world does not have */
  | "nobody_here"
  /** whoever has an account and has just signed in to it, which nobody of this world has */
  | "fresh_account"
  /** anybody of the workspace */
  | "workspace_member"
  /** its admins, and whoever manages somebody today */
  | "workspace_lead"
  | "workspace_admin"
  | "workspace_owner"
  /** whoever shows a SCIM token of the workspace */
  | "scim_token";

export type Expectation = {
  for: Audience;
  /** what the first id in the path is of; none: the path names none */
  id?: keyof World["ids"];
  /** the other parts of the path, and the query */
  params?: (world: World) => Record<string, string>;
  query?: string;
  /** where the schema does not say enough */
  body?: unknown | ((world: World) => unknown);
  /** an unknown id is a new one, and so not refused */
  creates?: true;
};

const ofBen = ({ ids }: World) => ({ person: ids.person.known });

const UNKNOWN = "0b8f9f3e-3c51-4a6e-9d6b-5b6ad9ad4d5c";
const m1 = () => ({ meeting: "m1" });

/**
 * Every route of the server with those it is for. A route that is missing here fails the matrix by its name: whoever
 * adds one says who may use it, and the matrix proves that nobody else can.
 */
export const EXPECTATIONS: Readonly<Record<string, Expectation>> = {
  "GET /healthz": { for: "everybody" },
  "GET /readyz": { for: "everybody" },
  "GET /api/openapi.json": { for: "everybody" },
  "GET /api/me": { for: "everybody" },
  "PATCH /api/me": { for: "signed_in", body: { name: "Kim" } },
  "POST /api/auth/sign-in/anonymous": { for: "everybody" },
  "POST /api/auth/sign-out": { for: "everybody" },
  "POST /api/socket-tickets": { for: "everybody" },
  "GET /api/auth/ways": { for: "everybody" },
  "POST /api/auth/mail": { for: "everybody" },
  "POST /api/auth/mail/code": { for: "sign_in_holder", body: { id: UNKNOWN, code: "GUES-SED0" } },
  "POST /api/device": { for: "everybody", body: { name: "X", scopes: ["pages:read"] } },
  "POST /api/device/token": { for: "sign_in_holder", body: { deviceCode: "guessed" } },
  "POST /api/auth/passkey/options": { for: "everybody" },
  "POST /api/auth/passkey": { for: "sign_in_holder", body: { id: UNKNOWN, response: { id: "x", response: {} } } },
  "POST /api/auth/oidc": { for: "nobody_here", body: { provider: "1" } },
  "POST /api/auth/oidc/finish": { for: "sign_in_holder", body: { state: "guessed", query: "?code=guessed" } },
  "POST /api/operator/outbox": { for: "nobody_here", body: { secret: "guessed" } },
  "GET /api/me/account": { for: "signed_in" },
  "DELETE /api/me/account/sessions/{id}": { for: "nobody_here" },
  "DELETE /api/me/account/sessions": { for: "signed_in" },
  "POST /api/me/account/passkeys/options": { for: "fresh_account" },
  "POST /api/me/account/passkeys": { for: "fresh_account" },
  "PATCH /api/me/account/passkeys/{id}": { for: "fresh_account" },
  "DELETE /api/me/account/passkeys/{id}": { for: "fresh_account" },
  "DELETE /api/me/account/identities/{id}": { for: "fresh_account" },
  "POST /api/me/account/email": { for: "fresh_account" },
  "POST /api/me/account/email/confirm": { for: "fresh_account" },
  "POST /api/auth/mail/link": { for: "sign_in_holder", body: { id: UNKNOWN, token: "guessed" } },
  "GET /api/pairs": { for: "signed_in" },
  "PUT /api/pairs/{id}": { for: "seat", id: "pair", creates: true },
  "GET /api/pairs/{id}": { for: "seat", id: "pair" },
  "PATCH /api/pairs/{id}": { for: "seat", id: "pair", body: { members: [{ member: "a", name: "Mallory" }] } },
  "POST /api/pairs/{id}/invitations": { for: "seat", id: "openPair" },
  "GET /api/pairs/{id}/invitations": { for: "seat", id: "pair" },
  "DELETE /api/invitations/{id}": { for: "inviting_seat", id: "invitation" },
  "POST /api/invitations/{id}/look": { for: "secret_holder", id: "invitation", body: { secret: "guessed" } },
  "POST /api/invitations/{id}/accept": {
    for: "secret_holder",
    id: "invitation",
    body: { secret: "guessed", name: "Mallory" },
  },
  "GET /api/pairs/{id}/worth": { for: "seat", id: "pair" },
  "PUT /api/pairs/{id}/meetings/{meeting}/worth": { for: "seat", id: "pair", params: m1 },
  "GET /api/pairs/{id}/versions": { for: "seat", id: "pair" },
  "POST /api/pairs/{id}/kept": { for: "seat", id: "pair" },
  "GET /api/pairs/{id}/versions/{seq}": { for: "seat", id: "pair", params: ({ seq }) => ({ seq: String(seq) }) },
  "GET /api/pairs/{id}/versions/{seq}/writers-after": {
    for: "seat",
    id: "pair",
    params: ({ seq }) => ({ seq: String(seq) }),
  },
  "GET /api/pairs/{id}/files/{format}": { for: "seat", id: "pair", params: () => ({ format: "ics" }) },
  "GET /api/pairs/{id}/volumes": { for: "seat", id: "pair" },
  "GET /api/pairs/{id}/volumes/{year}": { for: "seat", id: "pair", params: () => ({ year: "2020" }) },
  "GET /api/pairs/{id}/access-log": { for: "seat", id: "pair" },
  "POST /api/pairs/{id}/access-log": { for: "seat", id: "pair" },
  "POST /api/search": { for: "signed_in", body: { words: "canary" } },
  "GET /api/notebook/vaults": { for: "signed_in" },
  "PUT /api/notebook/vaults/{vault}": {
    for: "vault_owner",
    id: "vault",
    creates: true,
    body: { follows: 1, manifest: "c2VhbGVk" },
  },
  "GET /api/notebook/vaults/{vault}": { for: "vault_owner", id: "vault" },
  "GET /api/notebook/vaults/{vault}/manifests": { for: "vault_owner", id: "vault" },
  "GET /api/notebook/vaults/{vault}/heads": { for: "vault_owner", id: "vault" },
  "POST /api/notebook/vaults/{vault}/records": {
    for: "vault_owner",
    id: "vault",
    body: {
      records: [{ doc: "d".repeat(22), device: "e".repeat(22), dseq: 1, kind: "update", bytes: "c2VhbGVk" }],
    },
  },
  "GET /api/notebook/vaults/{vault}/records": { for: "vault_owner", id: "vault" },
  "POST /api/notebook/vaults/{vault}/snapshots/{seq}/confirm": {
    for: "vault_owner",
    id: "vault",
    params: ({ snapshot }) => ({ seq: String(snapshot) }),
  },
  // last of these, for it takes what the others ask for
  "DELETE /api/notebook/vaults/{vault}": { for: "vault_owner", id: "vault" },
  "GET /api/me/questions": { for: "signed_in" },
  "PUT /api/me/questions/own/{id}": { for: "signed_in", params: () => ({ id: "q1" }) },
  "DELETE /api/me/questions/own/{id}": { for: "signed_in", params: () => ({ id: "q1" }) },
  "PUT /api/me/questions/marks/{id}": { for: "signed_in", params: () => ({ id: "q1" }) },
  "GET /api/feeds/{file}": { for: "nobody_here" },
  "POST /api/calendar-hints/google": { for: "nobody_here" },
  "POST /api/calendar-hints/microsoft": { for: "nobody_here" },
  "GET /api/me/calendar-consents": { for: "signed_in" },
  // this world's server is registered with no service
  "POST /api/me/calendar-consents": {
    for: "nobody_here",
    body: { kind: "google", writes: false, timeZone: "Europe/Berlin" },
  },
  "POST /api/me/calendar-consents/finish": { for: "consent_holder", body: { code: "c", state: "s" } },
  "GET /api/me/calendar-feed": { for: "signed_in" },
  "PUT /api/me/calendar-feed": { for: "signed_in", body: { showsNames: false } },
  "PATCH /api/me/calendar-feed": { for: "signed_in", body: { showsNames: true } },
  "DELETE /api/me/calendar-feed": { for: "signed_in" },
  "GET /api/me/calendar-accounts": { for: "signed_in" },
  "POST /api/me/calendar-accounts": {
    for: "signed_in",
    body: { address: "https://cloud.example.org", userName: "me", password: "word", timeZone: "Europe/Berlin" },
  },
  "GET /api/me/calendar-accounts/{id}/calendars": { for: "account_owner", id: "calendarAccount" },
  "PUT /api/me/calendar-accounts/{id}/password": {
    ...{ for: "account_owner", id: "calendarAccount", body: { password: "word" } },
  },
  "PUT /api/me/calendar-accounts/{id}/choice": {
    ...{ for: "account_owner", id: "calendarAccount", body: { reads: [], writes: null, showsNames: false } },
  },
  "DELETE /api/me/calendar-accounts/{id}": { for: "account_owner", id: "calendarAccount" },
  "GET /api/me/webhooks": { for: "signed_in" },
  "POST /api/me/webhooks": {
    for: "fresh_account",
    body: { name: "X", address: "https://a.example.org/", subjects: ["topic"], pages: null, withContent: false },
  },
  "PATCH /api/me/webhooks/{id}": { for: "nobody_here" },
  "DELETE /api/me/webhooks/{id}": { for: "nobody_here" },
  "POST /api/me/webhooks/{id}/try": { for: "nobody_here" },
  "POST /api/me/webhooks/{id}/secret": { for: "fresh_account" },
  "GET /api/me/webhooks/{id}/deliveries": { for: "nobody_here" },
  "POST /api/me/webhooks/{id}/deliveries/{delivery}/replay": {
    ...{ for: "nobody_here", params: () => ({ delivery: `msg_${"0".repeat(32)}` }) },
  },
  "GET /api/me/tokens": { for: "signed_in" },
  "POST /api/me/tokens": { for: "fresh_account", body: { name: "X", scopes: ["pages:read"], pages: null } },
  "DELETE /api/me/tokens/{id}": { for: "nobody_here" },
  "GET /api/me/devices/{code}": { for: "nobody_here", params: () => ({ code: "BCDF-GHJK" }) },
  "POST /api/me/devices/{code}": {
    ...{ for: "fresh_account", params: () => ({ code: "BCDF-GHJK" }), body: { grant: true } },
  },
  "POST /api/me/assistants/asking": { for: "signed_in", body: { query: "client_id=guessed" } },
  "POST /api/me/assistants": {
    ...{ for: "fresh_account", body: { query: "", grant: true, scopes: ["pages:read"], pages: null } },
  },
  "GET /api/me/planner": { for: "signed_in" },
  "PUT /api/me/planner/settings": {
    for: "signed_in",
    body: {
      ...{ timeZone: "Europe/Berlin", hours: {}, daysOff: [], kickoff: null, pinned: [] },
      sliders: { spreadBatch: 0, stableIdeal: 0, mineTheirs: 0 },
    },
  },
  "POST /api/me/planner/solves": { for: "signed_in" },
  "GET /api/me/planner/solves/{id}": { for: "nobody_here" },
  "DELETE /api/me/planner/solves/{id}": { for: "nobody_here" },
  "POST /api/me/planner/prices": { for: "signed_in", body: { plan: { series: [] } } },
  "POST /api/me/planner/plans": { for: "plan_holder", body: { id: UNKNOWN, mark: "", plan: { series: [] } } },
  "POST /api/me/planner/plans/{id}/carry-on": { for: "nobody_here" },
  "POST /api/me/planner/plans/{id}/undo": { for: "nobody_here" },
  "PUT /api/me/planner/rounds/{round}": { for: "nobody_here" },
  "GET /api/me/calendars": { for: "signed_in" },
  "POST /api/me/calendars": {
    for: "signed_in",
    body: { address: "https://calendar.example.org/a.ics", timeZone: "Europe/Berlin", allDayCounts: true },
  },
  "POST /api/me/calendars/files": {
    for: "signed_in",
    body: { name: "a.ics", text: "BEGIN:VCALENDAR", timeZone: "Europe/Berlin", allDayCounts: true },
  },
  "PATCH /api/me/calendars/{id}": { for: "calendar_owner", id: "calendar", body: { allDayCounts: true } },
  "POST /api/me/calendars/{id}/read": { for: "calendar_owner", id: "calendar" },
  "DELETE /api/me/calendars/{id}": { for: "calendar_owner", id: "calendar" },
  "GET /api/pairs/{id}/busy": { for: "seat", id: "pair" },
  "GET /api/pairs/{id}/calendar-invitation": { for: "seat", id: "pair" },
  "PUT /api/pairs/{id}/calendar-invitation": { for: "seat", id: "pair", body: { on: true } },
  "POST /api/pairs/{id}/calendar-invitation/settled": {
    for: "seat",
    id: "pair",
    body: { member: "a", uid: "u", slot: "", taken: false },
  },
  "GET /api/pairs/{id}/cadence": { for: "seat", id: "pair" },
  "PUT /api/pairs/{id}/cadence/stated": {
    for: "seat",
    id: "pair",
    body: { everyWeeks: 1, isFirstRole: false, backSince: null },
  },
  "POST /api/pairs/{id}/cadence/declined": { for: "seat", id: "pair", body: { verdict: "more_often" } },
  "DELETE /api/pairs/{id}/cadence/declined": { for: "seat", id: "pair" },
  "GET /api/me/cadence": { for: "signed_in" },
  "PUT /api/me/cadence/budget": { for: "signed_in", body: { minutes: 240 } },
  "GET /api/me/beginnings": { for: "signed_in" },
  "GET /api/me/frictions": { for: "signed_in" },
  "GET /api/me/overview": { for: "signed_in" },
  "GET /api/me/balance": { for: "signed_in" },
  "GET /api/me/notices": { for: "signed_in" },
  "PUT /api/me/notices": {
    for: "signed_in",
    body: {
      ...{ digest: { mail: true, push: false }, reminder: { mail: false, push: false } },
      ...{ weekAhead: { mail: false, push: false }, isAllOff: false, quiet: { from: 18, until: 8 } },
      ...{ withTitles: false, timeZone: "Europe/Berlin" },
    },
  },
  "PUT /api/me/push": {
    for: "signed_in",
    body: {
      endpoint: "https://push.example/1",
      p256dh: createECDH("prime256v1").generateKeys("base64url"),
      auth: Buffer.alloc(16).toString("base64url"),
    },
  },
  "DELETE /api/me/push": { for: "signed_in" },
  "GET /api/unsubscribe": { for: "nobody_here" },
  "POST /api/unsubscribe": { for: "nobody_here" },
  "GET /api/me/mail": { for: "signed_in" },
  "PUT /api/me/mail/address": { for: "signed_in" },
  "DELETE /api/me/mail/address": { for: "signed_in" },
  "PUT /api/me/mail/addresses/{id}": { for: "seat", id: "pair" },
  "DELETE /api/me/mail/addresses/{id}": { for: "seat", id: "pair" },
  "PUT /api/me/mail/senders": { for: "signed_in", body: { senders: [] } },
  "GET /api/me/mail/inbox": { for: "signed_in" },
  "POST /api/me/mail/inbox/{id}": { for: "nobody_here", body: { pair: null } },
  "DELETE /api/me/mail/inbox/{id}": { for: "nobody_here" },
  "POST /api/mail-in": { for: "nobody_here" },
  "POST /api/chat/slack": { for: "nobody_here" },
  "POST /api/chat/discord": { for: "nobody_here" },
  "POST /api/chat/teams": { for: "nobody_here" },
  "GET /api/me/chats": { for: "signed_in" },
  "POST /api/me/chats/asking": { for: "nobody_here", body: { code: "nobodys" } },
  "POST /api/me/chats": { for: "fresh_account", body: { code: "nobodys" } },
  "DELETE /api/me/chats/{id}": { for: "nobody_here" },
  "GET /api/me/reminders": { for: "signed_in" },
  "PUT /api/me/reminders": { for: "signed_in", body: { on: false, timeZone: "Europe/Berlin" } },
  "GET /api/me/handoffs": { for: "signed_in" },
  "GET /api/me/handoffs/{edge}": { for: "handoff_three", id: "handoff" },
  "GET /api/me/handoffs/{edge}/letter": { for: "handoff_direct", id: "handoff" },
  "POST /api/me/handoffs/{edge}/letter": {
    ...{ for: "handoff_direct", id: "handoff" },
    body: { letter: "Dear Mallory", topics: [], actions: [], sharesPortrait: false },
  },
  "DELETE /api/me/handoffs/{edge}/letter": { for: "handoff_direct", id: "handoff" },
  "POST /api/me/handoffs/{edge}/declined": { for: "handoff_direct", id: "handoff" },
  "GET /api/me/handoffs/{edge}/times": { for: "handoff_direct", id: "handoff" },
  "PUT /api/me/handoffs/{edge}/meeting": {
    ...{ for: "handoff_direct", id: "handoff", body: { start: "2026-12-16T10:00" } },
  },
  "POST /api/me/handoffs/{edge}/meeting/answer": {
    ...{ for: "handoff_three", id: "handoff", body: { answer: "accepted" } },
  },
  "DELETE /api/me/handoffs/{edge}/meeting": { for: "handoff_direct", id: "handoff" },
  "GET /api/pairs/{id}/finishing": { for: "seat", id: "pair" },
  "POST /api/pairs/{id}/finishing/{action}": {
    ...{ for: "archived_seat", id: "pair", params: () => ({ action: "x1" }), body: { state: "done", why: null } },
  },
  "GET /api/me/portrait": { for: "signed_in" },
  "PUT /api/me/portrait/{part}": {
    for: "signed_in",
    params: () => ({ part: "learn" }),
    body: { text: "SQL", was: null },
  },
  "GET /api/me/portraits": { for: "signed_in" },
  "GET /api/pairs/{id}/portrait": { for: "seat", id: "pair" },
  "PUT /api/pairs/{id}/portrait-share": { for: "seat", id: "pair", body: { shares: true } },
  "GET /api/artifacts": { for: "signed_in" },
  "PUT /api/artifacts/{id}": {
    for: "co_writer",
    id: "artifact",
    creates: true,
    body: { kind: "mission", form: "document", title: "Why" },
  },
  "GET /api/artifacts/{id}": { for: "co_writer", id: "artifact" },
  "PATCH /api/artifacts/{id}": { for: "co_writer", id: "artifact", body: { reviewOn: null } },
  "POST /api/artifacts/{id}/reviewed": { for: "co_writer", id: "artifact" },
  "PUT /api/artifacts/{id}/sources": {
    for: "co_writer",
    id: "artifact",
    body: { kind: "question", item: "why-mission", pair: null },
  },
  "DELETE /api/artifacts/{id}/sources": {
    for: "co_writer",
    id: "artifact",
    body: { kind: "question", item: "why-mission", pair: null },
  },
  "GET /api/artifacts/{id}/candidates": { for: "co_writer", id: "artifact" },
  "GET /api/artifacts/{id}/versions": { for: "co_writer", id: "artifact" },
  "GET /api/artifacts/{id}/versions/{seq}": {
    for: "co_writer",
    id: "artifact",
    params: ({ artifact }) => ({ seq: String(artifact.seq) }),
  },
  "POST /api/artifacts/{id}/images": { for: "co_writer_with_image", id: "artifact" },
  "GET /api/artifacts/{id}/images/{image}": {
    for: "co_writer",
    id: "artifact",
    params: ({ artifact }) => ({ image: artifact.image }),
  },
  "GET /api/artifacts/{id}/files/{format}": {
    for: "co_writer",
    id: "artifact",
    params: () => ({ format: "md" }),
  },
  "GET /api/artifacts/{id}/links": { for: "co_writer", id: "artifact" },
  "POST /api/artifacts/{id}/links": {
    for: "co_writer",
    id: "artifact",
    body: { kind: "live", days: 30, label: "Told to all" },
  },
  "DELETE /api/artifacts/{id}/links/{link}": {
    for: "co_writer",
    id: "artifact",
    params: ({ artifact }) => ({ link: artifact.link }),
  },
  "PUT /api/artifacts/{id}/proposals/{proposal}": {
    for: "co_writer",
    id: "artifact",
    params: ({ artifact }) => ({ proposal: artifact.proposal }),
    body: ({ ids }: World) => ({
      pair: ids.pair.known,
      points: [{ id: "p-1", whose: "a", text: "Told to all" }],
      revision: 1,
    }),
  },
  "POST /api/artifacts/{id}/proposals/{proposal}/agree": {
    for: "co_writer",
    id: "artifact",
    params: ({ artifact }) => ({ proposal: artifact.proposal }),
    body: { revision: 2 },
  },
  "POST /api/artifacts/{id}/proposals/{proposal}/take-back": {
    for: "co_writer",
    id: "artifact",
    params: ({ artifact }) => ({ proposal: artifact.proposal }),
    body: { point: "p-1" },
  },
  "GET /api/artifacts/{id}/suggestions": { for: "co_writer", id: "artifact" },
  "PUT /api/artifacts/{id}/suggestions/{suggestion}": {
    for: "co_writer",
    id: "artifact",
    params: ({ artifact }) => ({ suggestion: artifact.suggestion }),
    body: ({ artifact }: World) => artifact.change,
  },
  "POST /api/artifacts/{id}/suggestions/{suggestion}/decide": {
    for: "co_writer",
    id: "artifact",
    params: ({ artifact }) => ({ suggestion: artifact.suggestion }),
    body: { act: "decline" },
  },
  "POST /api/artifacts/{id}/people": {
    for: "co_writer",
    id: "artifact",
    body: ({ ids }: World) => ({ pair: ids.pair.known, role: "reader" }),
  },
  "PUT /api/artifacts/{id}/people/{member}": {
    for: "co_writer",
    id: "artifact",
    params: () => ({ member: "p2" }),
    body: { role: "reader" },
  },
  "DELETE /api/artifacts/{id}/people/{member}": { for: "co_writer", id: "artifact", params: () => ({ member: "p2" }) },
  "GET /api/artifacts/{id}/announcements": { for: "co_writer", id: "artifact" },
  "PUT /api/artifacts/{id}/announcements/{announcement}": {
    for: "announcer",
    id: "artifact",
    params: () => ({ announcement: UNKNOWN }),
    body: { title: "Read this", text: "", channels: [], onBoard: true },
  },
  "POST /api/artifacts/{id}/announcements/{announcement}/deliveries/{delivery}": {
    for: "nobody_here",
    id: "artifact",
    params: () => ({ announcement: UNKNOWN, delivery: UNKNOWN }),
    body: { do: "give_up" },
  },
  "POST /api/pairs/{id}/link-titles": { for: "seat", id: "pair" },
  "POST /api/artifacts/{id}/link-titles": { for: "co_writer", id: "artifact" },
  "GET /api/pairs/{id}/work": { for: "seat", id: "pair" },
  "PUT /api/pairs/{id}/work": { for: "direct", id: "pair", body: { links: [], account: null } },
  "DELETE /api/artifacts/{id}": { for: "co_writer", id: "artifact" },
  "GET /api/me/link-accounts": { for: "signed_in" },
  "POST /api/me/link-accounts": { for: "signed_in", body: { provider: "jira", token: "t" } },
  "POST /api/me/link-accounts/consent": { for: "nobody_here" },
  "POST /api/me/link-accounts/consent/finish": { for: "nobody_here", body: { code: "c", state: "s" } },
  "DELETE /api/me/link-accounts/{id}": { for: "nobody_here" },
  "GET /api/me/channels": { for: "signed_in" },
  "POST /api/me/channels": {
    for: "signed_in",
    body: { kind: "webhook", name: "Mine", address: "https://hooks.example.org/x" },
  },
  "PATCH /api/me/channels/{channel}": {
    for: "nobody_here",
    params: () => ({ channel: UNKNOWN }),
    body: { name: "Mine" },
  },
  "DELETE /api/me/channels/{channel}": { for: "nobody_here", params: () => ({ channel: UNKNOWN }) },
  "GET /api/pairs/{id}/artifacts": { for: "seat", id: "pair" },
  "PUT /api/pairs/{id}/busy-share": { for: "seat", id: "pair", body: { shares: true } },
  // in this order: what is put away is taken back before anything else is asked
  "POST /api/pairs/{id}/put-away": { for: "seat", id: "pair" },
  "POST /api/pairs/{id}/take-back": { for: "seat", id: "pair" },
  "GET /api/me/put-away": { for: "signed_in" },
  "GET /api/workspaces/{workspace}/retention": { for: "workspace_member", id: "workspace" },
  "PUT /api/workspaces/{workspace}/retention": { for: "workspace_owner", id: "workspace" },
  "POST /api/setup/look": { for: "setup_link", body: { secret: "guessed" } },
  "POST /api/setup": {
    for: "signed_in_with_setup_link",
    body: { secret: "guessed", name: "Mine", myName: "Mallory", timeZone: "Europe/Berlin" },
  },
  "GET /api/workspaces": { for: "signed_in" },
  "GET /api/workspaces/{workspace}": { for: "workspace_member", id: "workspace" },
  "PATCH /api/workspaces/{workspace}": { for: "workspace_owner", id: "workspace", body: { name: "Mine" } },
  "GET /api/workspaces/{workspace}/people": { for: "workspace_member", id: "workspace" },
  "POST /api/workspaces/{workspace}/people": { for: "workspace_admin", id: "workspace", body: { name: "Spy" } },
  "PATCH /api/workspaces/{workspace}/people/{person}": {
    for: "workspace_admin",
    id: "workspace",
    params: ofBen,
    body: { email: "mallory@example.org" },
  },
  "POST /api/workspaces/{workspace}/people/{person}/manager": {
    for: "workspace_admin",
    id: "workspace",
    params: ofBen,
    body: { manager: null, from: "2026-12-01", preview: false },
  },
  "POST /api/workspaces/{workspace}/people/{person}/invitations": {
    for: "workspace_admin",
    id: "workspace",
    params: ofBen,
  },
  "POST /api/workspaces/{workspace}/people/{person}/invitations/mail": {
    for: "workspace_admin",
    id: "workspace",
    params: ofBen,
  },
  "GET /api/workspaces/{workspace}/invitations": { for: "workspace_admin", id: "workspace" },
  "DELETE /api/workspaces/{workspace}/invitations/{invitation}": {
    for: "workspace_admin",
    id: "workspace",
    params: ({ ids }) => ({ invitation: ids.invitation.known }),
  },
  "POST /api/workspace-invitations/{invitation}/look": {
    for: "secret_holder",
    id: "invitation",
    body: { secret: "guessed" },
  },
  "POST /api/workspace-invitations/{invitation}/accept": {
    for: "secret_holder",
    id: "invitation",
    body: { secret: "guessed" },
  },
  "POST /api/workspaces/{workspace}/imports/preview": {
    for: "workspace_admin",
    id: "workspace",
    body: { csv: "name\nSpy" },
  },
  "POST /api/workspaces/{workspace}/imports": {
    for: "workspace_admin",
    id: "workspace",
    body: { csv: "name\nSpy", digest: "x" },
  },
  "GET /api/workspaces/{workspace}/imports": { for: "workspace_admin", id: "workspace" },
  "POST /api/workspaces/{workspace}/imports/{import}/undo": {
    for: "workspace_admin",
    id: "workspace",
    params: () => ({ import: "7d9f1c52-6f0a-4b8e-9c3d-2f8f4ad6b1e0" }),
  },
  "GET /api/workspaces/{workspace}/planning-round": { for: "workspace_admin", id: "workspace" },
  "POST /api/workspaces/{workspace}/planning-round": { for: "workspace_admin", id: "workspace" },
  "DELETE /api/workspaces/{workspace}/planning-round/{round}": {
    for: "workspace_admin",
    id: "workspace",
    params: () => ({ round: UNKNOWN }),
  },
  "POST /api/workspaces/{workspace}/planning-round/{round}/turns/{person}/pass": {
    for: "workspace_admin",
    id: "workspace",
    params: (world) => ({ round: UNKNOWN, ...ofBen(world) }),
  },
  "GET /api/me/places": { for: "signed_in" },
  "POST /api/me/places/{person}": { for: "waiting_seat", id: "person" },
  "GET /api/workspaces/{workspace}/mine": { for: "workspace_member", id: "workspace" },
  "GET /api/workspaces/{workspace}/skip-levels": { for: "workspace_member", id: "workspace" },
  "POST /api/workspaces/{workspace}/skip-levels/rounds": {
    for: "workspace_member",
    id: "workspace",
    body: { meetings: 4, minutes: 30, firstMonth: "2026-11" },
  },
  "POST /api/workspaces/{workspace}/skip-levels/notices": { for: "workspace_member", id: "workspace" },
  "GET /api/workspaces/{workspace}/all-hands": { for: "workspace_member", id: "workspace" },
  "PUT /api/workspaces/{workspace}/all-hands/{meeting}": {
    for: "workspace_lead",
    id: "workspace",
    params: () => ({ meeting: "7d9f1c52-6f0a-4b8e-9c3d-2f8f4ad6b1e0" }),
    body: { day: "2026-12-01" },
  },
  "PUT /api/workspaces/{workspace}/agenda-items/{item}": {
    for: "workspace_member",
    id: "workspace",
    params: () => ({ item: UNKNOWN }),
    body: { kind: "question", title: "Why?", text: "", named: true },
  },
  "PATCH /api/workspaces/{workspace}/agenda-items/{item}": {
    for: "workspace_lead",
    id: "workspace",
    params: () => ({ item: UNKNOWN }),
    body: { minutes: 3 },
  },
  "POST /api/workspaces/{workspace}/all-hands/{meeting}/hold": {
    for: "workspace_lead",
    id: "workspace",
    params: () => ({ meeting: "7d9f1c52-6f0a-4b8e-9c3d-2f8f4ad6b1e0" }),
  },
  "DELETE /api/workspaces/{workspace}/agenda-items/{item}": {
    for: "workspace_lead",
    id: "workspace",
    params: () => ({ item: "7d9f1c52-6f0a-4b8e-9c3d-2f8f4ad6b1e0" }),
  },
  "GET /api/me/skip-notices": { for: "signed_in" },
  "POST /api/me/skip-notices/{notice}/read": {
    for: "signed_in",
    params: () => ({ notice: UNKNOWN }),
  },
  "PUT /api/workspaces/{workspace}/pairs/{pair}": {
    for: "workspace_member",
    id: "workspace",
    params: () => ({ pair: "7d9f1c52-6f0a-4b8e-9c3d-2f8f4ad6b1e0" }),
    body: { person: "0b8f9f3e-3c51-4a6e-9d6b-5b6ad9ad4d5c", relation: "peer", iAm: "above" },
  },
  "POST /api/workspaces/{workspace}/pairs/{pair}/let-in": {
    for: "waiting_seat",
    id: "workspace",
    params: ({ ids }) => ({ pair: ids.pair.known }),
  },
  "DELETE /api/workspaces/{workspace}/people/{person}": { for: "workspace_admin", id: "workspace", params: ofBen },
  "POST /api/workspaces/{workspace}/people/{person}/leave": { for: "workspace_admin", id: "workspace", params: ofBen },
  "POST /api/workspaces/{workspace}/people/{person}/return": { for: "workspace_admin", id: "workspace", params: ofBen },
  "GET /api/me/data": { for: "signed_in" },
  "GET /api/me/nightly-export": { for: "signed_in" },
  "PUT /api/me/nightly-export": { for: "signed_in", body: { on: true } },
  "GET /api/me/erasure": { for: "signed_in" },
  "PUT /api/me/erasure": { for: "signed_in", body: { keepName: false } },
  "DELETE /api/me/erasure": { for: "signed_in" },
  "GET /api/workspaces/{workspace}/scim": { for: "workspace_owner", id: "workspace" },
  "PATCH /api/workspaces/{workspace}/scim": {
    for: "workspace_owner",
    id: "workspace",
    body: { adminGroup: "Mallories" },
  },
  "POST /api/workspaces/{workspace}/scim/tokens": {
    for: "workspace_owner",
    id: "workspace",
    body: { name: "Mallory" },
  },
  "DELETE /api/workspaces/{workspace}/scim/tokens/{token}": {
    for: "workspace_owner",
    id: "workspace",
    params: ({ scimToken }) => ({ token: scimToken }),
  },
  "POST /api/workspaces/{workspace}/scim/tokens/{token}/restore": {
    for: "workspace_owner",
    id: "workspace",
    params: ({ scimToken }) => ({ token: scimToken }),
  },
};

/** What is registered for every method or a whole folder, and reaches nothing of anybody's by itself. */
export const NETS = [
  "ALL /*",
  "ALL /api/*",
  "ALL /api/auth/*",
  "ALL /api/invitations/*",
  "ALL /api/me",
  "ALL /api/me/*",
  "ALL /api/me/data",
  "ALL /api/artifacts",
  "ALL /api/artifacts/*",
  "ALL /api/artifacts/{id}/files/*",
  "ALL /api/pairs/{id}/files/*",
  "ALL /api/pairs/{id}/artifacts",
  "ALL /api/me/cadence",
  "ALL /api/me/cadence/*",
  "ALL /api/me/portrait",
  "ALL /api/me/portrait/*",
  "ALL /api/me/portraits",
  "ALL /api/me/beginnings",
  "ALL /api/me/handoffs",
  "ALL /api/me/handoffs/*",
  "ALL /api/me/frictions",
  "ALL /api/me/overview",
  "ALL /api/me/balance",
  "ALL /api/me/reminders",
  "ALL /api/me/mail",
  "ALL /api/me/mail/*",
  "ALL /api/mail-in",
  "ALL /api/chat/*",
  "ALL /api/me/chats",
  "ALL /api/me/chats/*",
  "ALL /api/me/notices",
  "ALL /api/me/push",
  "ALL /api/unsubscribe",
  "ALL /api/me/skip-notices",
  "ALL /api/me/skip-notices/*",
  "ALL /api/me/account",
  "ALL /api/me/account/*",
  "ALL /api/me/account/email",
  "ALL /api/me/account/email/*",
  "ALL /api/me/account/identities/*",
  "ALL /api/me/account/passkeys",
  "ALL /api/me/account/passkeys/*",
  "ALL /api/feeds/*",
  "ALL /api/me/calendar-accounts",
  "ALL /api/me/calendar-accounts/*",
  "ALL /api/me/calendar-accounts/{id}/*",
  "ALL /api/calendar-hints/*",
  "ALL /api/me/calendar-consents",
  "ALL /api/me/calendar-consents/*",
  "ALL /api/me/calendar-feed",
  "ALL /api/me/channels",
  "ALL /api/me/link-accounts",
  "ALL /api/me/link-accounts/*",
  "ALL /api/me/channels/*",
  "ALL /api/me/planner",
  "ALL /api/me/tokens",
  "ALL /api/me/tokens/*",
  "ALL /api/me/webhooks",
  "ALL /api/me/webhooks/*",
  "ALL /api/me/webhooks/{id}/secret",
  "ALL /api/me/devices/*",
  "ALL /api/me/devices/{code}",
  "ALL /api/me/assistants",
  "ALL /api/me/assistants/*",
  "ALL /mcp",
  "ALL /oauth/*",
  "ALL /.well-known/oauth-protected-resource",
  "ALL /.well-known/oauth-protected-resource/mcp",
  "ALL /.well-known/oauth-authorization-server",
  "ALL /api/device",
  "ALL /api/device/*",
  "ALL /api/me/planner/*",
  "ALL /api/me/calendars",
  "ALL /api/me/calendars/*",
  "ALL /api/me/questions",
  "ALL /api/me/questions/*",
  "ALL /api/notebook/*",
  "ALL /api/operator/*",
  "ALL /api/pairs",
  "ALL /api/pairs/*",
  "ALL /api/pairs/{id}/access-log",
  "ALL /api/pairs/{id}/busy",
  "ALL /api/pairs/{id}/busy-share",
  "ALL /api/pairs/{id}/calendar-invitation",
  "ALL /api/pairs/{id}/calendar-invitation/*",
  "ALL /api/pairs/{id}/cadence",
  "ALL /api/pairs/{id}/cadence/*",
  "ALL /api/pairs/{id}/finishing",
  "ALL /api/pairs/{id}/finishing/*",
  "ALL /api/pairs/{id}/portrait",
  "ALL /api/pairs/{id}/portrait-share",
  "ALL /api/pairs/{id}/kept",
  "ALL /api/pairs/{id}/meetings/*",
  "ALL /api/pairs/{id}/versions",
  "ALL /api/pairs/{id}/versions/*",
  "ALL /api/pairs/{id}/volumes",
  "ALL /api/pairs/{id}/volumes/*",
  "ALL /api/pairs/{id}/work",
  "ALL /api/pairs/{id}/worth",
  "ALL /api/search",
  "ALL /api/setup",
  "ALL /api/setup/*",
  "ALL /api/workspace-invitations/*",
  "ALL /api/workspaces",
  "ALL /api/workspaces/*",
  "ALL /api/workspaces/{workspace}/imports/*",
  "ALL /api/workspaces/{workspace}/scim",
  "ALL /api/workspaces/{workspace}/scim/*",
  "ALL /api/v1/*",
  "ALL /scim/*",
  "GET /*",
];
