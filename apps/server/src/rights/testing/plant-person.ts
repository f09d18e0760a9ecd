import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import * as Y from "yjs";
import type { Database } from "../../database/open-database.ts";
import type { Schema } from "../../database/schema.ts";
import { PERSONAL_DATA } from "../personal-data.ts";

/** What of a person must be found nowhere once they are erased. None is part of another. */
export const TRACES = {
  email: "canary.mail@example.org",
  name: "Canaryname",
  title: "canarytitle",
  department: "canarydepartment",
  external: "canaryexternal",
  browser: "canarybrowser",
  identity: "canaryidentity",
  secret: "canarysecret",
  question: "canaryquestion",
  sealed: "canarysealed",
} as const;

const AT = "2026-01-05T09:00:00.000Z";
const LATER = "2026-02-05T09:00:00.000Z";

/** Writes the traces of somebody everywhere where the server keeps something about a person. */
export async function plantPerson({ db }: Database, userId: string, pairId: string, member: "a" | "b"): Promise<void> {
  const { email, name, title, department, external, browser, identity, secret, question, sealed } = TRACES;
  await db.updateTable("user").set({ email, name }).where("id", "=", userId).execute();
  await db.updateTable("session").set({ userAgent: browser }).where("userId", "=", userId).execute();
  const times = { createdAt: AT, updatedAt: AT };
  const webhook = randomUUID();
  await db
    .insertInto("webhook")
    .values({
      ...{
        id: webhook,
        user_id: userId,
        name: external,
        host: identity,
        address_sealed: secret,
        secret_sealed: secret,
      },
      ...{ old_secret_sealed: null, old_until: null, subjects: "[]", pages: null, with_content: 1, created_at: AT },
      ...{ off: null, tried_at: AT, status: null, fault: secret, failing_since: null },
    })
    .execute();
  await db
    .insertInto("webhook_delivery")
    .values({
      ...{ id: `msg_${webhook}`, webhook_id: webhook, user_id: userId, page: pairId, type: "topic.added", at: AT },
      ...{ body: question, state: "sent", tries: 1, next_try_at: AT, lease_until: null, status: 200, fault: null },
    })
    .execute();
  await db
    .insertInto("link_account")
    .values({
      ...{ id: randomUUID(), user_id: userId, provider: "github", origin: identity, who: external },
      ...{ token_sealed: secret, added_at: AT, refused_at: null },
    })
    .execute();
  await db
    .insertInto("link_look")
    .values({ address_hash: secret, user_id: userId, title: question, state: "open", said: null, expires_at: LATER })
    .execute();
  await db
    .insertInto("work_list")
    .values({
      ...{ pair_id: pairId, user_id: userId, links: JSON.stringify([secret]), account_id: null },
      ...{ listed: JSON.stringify([question]), listed_at: AT, looked_at: AT },
    })
    .onConflict((conflict) => conflict.column("pair_id").doNothing())
    .execute();
  const token = randomUUID();
  await db
    .insertInto("api_token")
    .values({
      ...{ id: token, user_id: userId, name: external, token_hash: secret, scopes: "[]", pages: null },
      ...{ created_at: AT, expires_at: LATER, last_used_on: null, revoked_at: null },
    })
    .execute();
  await db
    .insertInto("assistant_grant")
    .values({
      ...{ token_id: token, user_id: userId, client_hash: secret, host: external, family_hash: secret },
      ...{ refresh_hash: secret, access_expires_at: LATER, previous_hash: secret, previous_until: LATER },
    })
    .execute();
  await db
    .insertInto("assistant_code")
    .values({
      ...{ code_hash: randomUUID(), user_id: userId, client_hash: secret, name: external, host: external },
      ...{ redirect_uri: secret, challenge: secret, scopes: "[]", pages: null, expires_at: LATER, token_id: token },
    })
    .execute();
  await db
    .insertInto("api_answer")
    .values({
      ...{ token_id: token, key: "k", user_id: userId, page: pairId, request_hash: "h", status: 201 },
      ...{ body: question, at: AT },
    })
    .execute();
  await db
    .insertInto("chat_link")
    .values({
      ...{ id: randomUUID(), platform: "slack", workspace: randomUUID(), chat_user: identity, name: external },
      ...{ workspace_name: external, user_id: userId, made_at: AT, used_on: null },
    })
    .execute();
  await db
    .insertInto("device_request")
    .values({
      ...{ device_hash: randomUUID(), user_code: randomUUID(), name: external, scopes: "[]", asked_at: AT },
      ...{ expires_at: LATER, polled_at: null, user_id: userId, answer: "granted" },
    })
    .execute();
  await db
    .insertInto("account")
    .values({
      ...{ id: randomUUID(), accountId: identity, providerId: "oidc", userId, accessToken: secret, refreshToken: null },
      ...{ idToken: null, accessTokenExpiresAt: null, refreshTokenExpiresAt: null, scope: null, password: null },
      ...times,
    })
    .execute();
  await db
    .insertInto("verification")
    .values({ id: randomUUID(), identifier: `magic-${email}`, value: secret, expiresAt: LATER, ...times })
    .execute();
  const workspace = randomUUID();
  await db.insertInto("workspace").values({ id: workspace, name: "Acme", settings: "{}", created_at: AT }).execute();
  const person = randomUUID();
  const colleague = { title: "", department: "", external_id: null, created_at: AT, left_at: null };
  await db
    .insertInto("person")
    .values([
      {
        ...{ ...colleague, id: person, workspace_id: workspace, user_id: userId, email, name, role: "owner" as const },
        ...{ title, department, external_id: external },
      },
      {
        ...{ ...colleague, id: randomUUID(), workspace_id: workspace, user_id: randomUUID() },
        ...{ email: null, name: "Another owner", role: "owner" as const },
      },
    ])
    .execute();
  await db
    .insertInto("manager_edge")
    .values({
      id: randomUUID(),
      workspace_id: workspace,
      report_id: person,
      manager_id: person,
      since: "2026-01-05",
      until: null,
    })
    .execute();
  const round = randomUUID();
  await db
    .insertInto("planning_round")
    .values({
      ...{ id: round, workspace_id: workspace, begun_by: person, begun_at: AT, day: "2026-01-12", with_skips: 0 },
      ...{ ended_at: null, ended_why: null },
    })
    .execute();
  await db
    .insertInto("planning_turn")
    .values({
      ...{ round_id: round, person_id: person, level: 0, above: "[]", state: "open" as const, plan_id: randomUUID() },
      ...{ agreed_at: AT, settled_at: null },
    })
    .execute();
  const made = { workspace_id: workspace, created_by: userId, created_at: AT };
  const skipRound = randomUUID();
  await db
    .insertInto("skip_round")
    .values({
      ...{ id: skipRound, workspace_id: workspace, person_id: person, first_month: secret, begun_at: AT },
      ...{ meetings: 4, minutes: 30 },
    })
    .execute();
  await db.insertInto("skip_turn").values({ round_id: skipRound, person_id: person, month: secret }).execute();
  await db
    .insertInto("skip_notice")
    .values({ round_id: skipRound, between_id: person, person_id: person, told_at: AT, way: "here", read_at: secret })
    .execute();
  await db
    .insertInto("skip_page_notice")
    .values({
      ...{ id: randomUUID(), workspace_id: workspace, from_id: person, between_id: person, person_id: person },
      ...{ told_at: AT, way: "here", mail_id: null, read_at: secret },
    })
    .execute();
  await db
    .insertInto("workspace_invitation")
    .values({
      ...{ ...made, id: randomUUID(), person_id: person, secret_hash: secret, expires_at: LATER },
      ...{ revoked_at: null, accepted_at: null },
    })
    .execute();
  await db
    .insertInto("people_import")
    .values({ ...made, id: randomUUID(), undone_at: null, summary: "{}", undo: JSON.stringify([{ email, name }]) })
    .execute();
  await db
    .insertInto("scim_token")
    .values({ ...made, id: randomUUID(), name: "IdP", token_hash: randomUUID(), last_used_at: null, revoked_at: null })
    .execute();
  await db
    .insertInto("scim_profile")
    .values({
      ...{ person_id: person, workspace_id: workspace, user_name_key: email, updated_at: AT, deleted_at: null },
      attributes: JSON.stringify({ userName: email, displayName: name, employeeNumber: external }),
    })
    .execute();
  const group = randomUUID();
  await db
    .insertInto("scim_group")
    .values({
      id: group,
      workspace_id: workspace,
      display_name: "All",
      external_id: null,
      created_at: AT,
      updated_at: AT,
    })
    .execute();
  await db.insertInto("scim_group_member").values({ group_id: group, person_id: person }).execute();
  await db
    .insertInto("mail_outbox")
    .values({
      ...{ id: randomUUID(), to_address: email, subject: "Sign in", text: secret, tries: 0 },
      ...{ created_at: AT, expires_at: LATER, next_try_at: AT },
    })
    .execute();
  await db
    .insertInto("mail_proof")
    .values({
      ...{ id: randomUUID(), purpose: "sign_in", email, user_id: userId, browser_hash: "h", token_hash: null },
      ...{ code_hash: secret, tries: 0, created_at: AT, expires_at: LATER, redeemed_at: null },
    } as never)
    .execute();
  await db.insertInto("known_browser").values({ browser_hash: "h", email, used_at: AT }).execute();
  await db
    .insertInto("passkey")
    .values({
      ...{ id: randomUUID(), user_id: userId, credential_id: identity, public_key: secret, counter: 0 },
      ...{ transports: "[]", rp_id: "localhost", name, created_at: AT, used_on: null },
    } as never)
    .execute();
  await db
    .insertInto("ceremony")
    .values({
      ...{ id: randomUUID(), kind: "register", browser_hash: "h", user_id: userId, data: secret, expires_at: LATER },
    } as never)
    .execute();
  await db.insertInto("account_claim").values({ from_user: randomUUID(), to_user: userId, at: AT }).execute();
  await db
    .insertInto("own_question")
    .values({
      ...{ user_id: userId, id: "q1", text: question, occasion: "any", asks: "both", depth: "light" },
      ...{ added_at: AT, saved_at: AT },
    })
    .execute();
  await plantVault(db, userId, sealed);
  await db.insertInto("question_mark").values({ user_id: userId, question: "q1", hidden: 1, favourite: 0 }).execute();
  await db
    .insertInto("calendar_source")
    .values({
      ...{ id: randomUUID(), user_id: userId, kind: "address" as const, name: identity, sealed_address: secret },
      ...{ time_zone: "UTC", all_day_counts: 1, added_at: AT, state: "waiting" as const, fault: null, problems: "[]" },
      ...{ events: null, spans: "[]", read_at: null, reads_until: null, next_at: AT, failures: 0, etag: secret },
      ...{ last_modified: null, account_id: null, remote_id: null, memory: null },
    })
    .execute();
  await plantCalendarAccount(db, userId, { identity, secret });
  await db
    .insertInto("calendar_feed")
    .values({
      ...{ user_id: userId, secret_hash: secret, shows_names: 1, made_at: AT, used_on: null, content_hash: null },
      ...{ revision: 0, changed_at: AT },
    })
    .execute();
  await db
    .insertInto("series_invitation")
    .values({
      ...{ pair_id: pairId, token: randomUUID().replaceAll("-", ""), is_on: 1, turned_by: userId, turned_at: AT },
      ...{ revision: 0, sent: "", looked_at: null },
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await db
    .insertInto("invitation_mail")
    .values({
      ...{ id: randomUUID(), pair_id: pairId, user_id: userId, to_address: email, uid: "u", slot: "", sequence: 0 },
      token: randomUUID(),
      ...{ method: "REQUEST", mail: "", created_at: AT, state: "sent" as const, tries: 1, next_try_at: null },
      reason: email,
    })
    .execute();
  await db
    .insertInto("invitation_answer")
    .values({
      ...{ pair_id: pairId, user_id: userId, uid: "u", slot: "", answer: "declined" as const, words: question },
      ...{ proposed: null, sequence: 0, stamp: "0", received_at: AT },
    })
    .execute();
  await db
    .insertInto("invitation_note")
    .values({
      ...{ message_hash: randomUUID(), pair_id: pairId, user_id: userId, verdict: "not_believed", from_address: email },
      received_at: AT,
    })
    .execute();
  await db
    .insertInto("planner_setting")
    .values({ user_id: userId, settings: JSON.stringify({ timeZone: identity }), changed_at: AT })
    .execute();
  const plan = randomUUID();
  await db.insertInto("series_plan").values({ id: plan, user_id: userId, made_at: AT, is_taken_back: 0 }).execute();
  await db
    .insertInto("series_plan_step")
    .values({ plan_id: plan, pair_id: pairId, state: "changed", times: "{}", done: null })
    .execute();
  await db
    .insertInto("handoff")
    .values({
      ...{ id: randomUUID(), workspace_id: workspace, user_id: userId, report_id: person, from_id: "f", to_id: "t" },
      ...{
        day: "2026-11-24",
        state: "waiting",
        state_at: AT,
        old_pair_id: null,
        new_pair_id: pairId,
        letter: JSON.stringify({ secret }),
      },
    })
    .execute();
  await db.insertInto("calendar_share").values({ pair_id: pairId, user_id: userId, since: AT }).execute();
  await db
    .insertInto("meeting_worth")
    .values({ pair_id: pairId, meeting: "m1", member, worth: "no", said_at: AT })
    .execute();
  await db
    .insertInto("cadence_stated")
    .values({ pair_id: pairId, member, every_weeks: 2, first_role: 0, back_since: null, said_at: AT })
    .execute();
  const verdict = member === "a" ? ("less_often" as const) : ("more_often" as const);
  await db.insertInto("cadence_declined").values({ pair_id: pairId, verdict, member, day: secret }).execute();
  await db.insertInto("cadence_budget").values({ user_id: userId, minutes: 240, set_at: AT }).execute();
  await plantMail(db, { userId, pairId, identity, secret });
  await db.insertInto("nightly_export").values({ user_id: userId, since: AT, tried_at: AT, written_at: AT }).execute();
  const reminders = { is_on: 1, time_zone: identity, mailed_at: AT, portrait_at: null };
  await db
    .insertInto("reminder_setting")
    .values({ user_id: userId, ...reminders })
    .execute();
  await db
    .insertInto("portrait_entry")
    .values({ id: randomUUID(), user_id: userId, part: "learn", text: secret, written_at: AT, replaced_at: null })
    .execute();
  const artifact = randomUUID();
  await db
    .insertInto("artifact")
    .values({
      ...{ id: artifact, kind: "other", form: "link", title: secret, address: null, workspace_id: null },
      ...{
        audience: "people",
        review_on: null,
        reviewed_at: null,
        created_by: userId,
        created_at: AT,
        closed_before: null,
      },
    })
    .execute();
  const takesPart = { artifact_id: artifact, member: "p1", role: "owner", seat: null, person_id: null } as const;
  await db
    .insertInto("artifact_person")
    .values({ ...takesPart, user_id: userId, pair_id: null, name, added_at: AT })
    .execute();
  await db
    .insertInto("artifact_source")
    .values({ artifact_id: artifact, kind: "topic", item: "t", pair_id: pairId, added_at: AT })
    .execute();
  await db
    .insertInto("artifact_proposal")
    .values({
      ...{ id: randomUUID(), artifact_id: artifact, pair_id: pairId, state: "open", revision: 1, points: secret },
      ...{ agreed_a: AT, agreed_b: null, proposed_by: "a", proposed_at: AT },
    })
    .execute();
  await db
    .insertInto("artifact_image")
    .values({
      id: randomUUID(),
      artifact_id: artifact,
      type: "image/png",
      bytes: 1,
      added_by: userId,
      added_at: AT,
      unused_since: null,
    })
    .execute();
  await db
    .insertInto("artifact_suggestion")
    .values({
      ...{ id: randomUUID(), artifact_id: artifact, starts_at: "{}", ends_at: "{}", quote: secret, instead: secret },
      ...{ reason: secret, state: "declined", suggested_by: userId, suggested_at: AT },
      ...{ decided_by: userId, decided_at: AT },
    })
    .execute();
  await db
    .insertInto("artifact_link")
    .values({
      ...{ id: randomUUID(), artifact_id: artifact, secret_hash: randomUUID(), kind: "snapshot", label: secret },
      ...{ paper: null, made_by: userId, made_at: AT, expires_at: AT, revoked_at: null },
      ...{ opened: 0, last_opened_at: null },
    })
    .execute();
  await plantAnnouncing(db, { userId, workspace, artifact });
  await db.insertInto("portrait_share").values({ pair_id: pairId, user_id: userId, since: AT }).execute();
  const opened = { pair_id: pairId, at: AT, kind: "opened", member, actor: member } as const;
  await db
    .insertInto("page_access_event")
    .values([
      { ...opened, name },
      { ...opened, name: `${name} II` },
    ])
    .execute();
  await db.updateTable("pair_member").set({ name }).where("user_id", "=", userId).execute();
}

async function plantVault(db: Kysely<Schema>, userId: string, sealed: string): Promise<void> {
  const vault_id = randomUUID();
  const bytes = Buffer.from(sealed);
  await db
    .insertInto("vault")
    .values({
      ...{ id: vault_id, user_id: userId, rank: 0, manifest_seq: 1, head_seq: 1, bytes: bytes.length },
      ...{ made_at: AT, changed_at: AT },
    })
    .execute();
  await db.insertInto("vault_manifest").values({ vault_id, seq: 1, at: AT, manifest: bytes }).execute();
  const number = { vault_id, doc: sealed, device: sealed, dseq: 1 };
  await db.insertInto("note_head").values(number).execute();
  await db
    .insertInto("note_record")
    .values({
      ...{ ...number, seq: 1, kind: "update", at: AT, digest: sealed, size: bytes.length, covers: null },
      ...{ parent: null, confirmed_at: null, covered_by: null, bytes },
    })
    .execute();
}

/** Writes a word wherever the content of a page is kept. */
export async function plantPage({ db, log }: Database, page: string, userId: string, word: string): Promise<void> {
  const doc = new Y.Doc();
  doc.getText("welcome").insert(0, word);
  const update = Y.encodeStateAsUpdate(doc);
  const session = randomUUID();
  const entry = { page, session, cseq: 1, clientId: doc.clientID, userId, member: "a" as const, at: AT, update };
  await log.append([entry]);
  const stateVector = Y.encodeStateVector(doc);
  await db
    .insertInto("page_snapshot")
    .values({ page, seq: 1, at: AT, schema_version: 1, state: update, state_vector: stateVector })
    .execute();
  await db.insertInto("page_volume").values({ page, year: 2024, state: update, sealed_at: AT }).execute();
  await db
    .insertInto("page_state")
    .values({ page, head_seq: 1, projected_seq: 0, projected_digests: word, quarantined_at: null })
    .onConflict((conflict) => conflict.column("page").doUpdateSet({ projected_digests: word }))
    .execute();
  const common = { page, volume: null, state: "open" };
  await db
    .insertInto("topic")
    .values({
      ...{ ...common, id: "t1", title: word, place: "hopper", rank: "a", altitude: "x", kind: "x", author: "a" },
      ...{ theme: null, carried: 0, snoozed_until: null, kept_at: null, created_at: AT, state_at: null },
    })
    .execute();
  await db
    .insertInto("meeting")
    .values({ ...common, id: "m1", start: null, time_zone: word, minutes: 30, medium: null, closed_at: null })
    .execute();
  await db
    .insertInto("action")
    .values({
      ...{ ...common, id: "x1", text: word, owner: "a", due: null, why: null, rank: "a" },
      ...{ from_topic: null, from_meeting: null, created_at: AT, state_at: null },
    })
    .execute();
  await db
    .insertInto("search_entry")
    .values({ page, volume: null, kind: "topic", item: "t1", title: word, body: `${word} ${word}` })
    .execute();
  const pair = await db.selectFrom("pair").select("id").where("id", "=", page).executeTakeFirst();
  const advised = db.insertInto("cadence_advice");
  if (pair)
    await advised
      .values({ pair_id: page, every_weeks: 2, minutes: 30, verdict: "keep", rule: word, since: AT, judged_on: AT })
      .execute();
  await db
    .insertInto("series")
    .values({ page, volume: null, id: "series", every_weeks: 2, minutes: 30, time_zone: word })
    .execute();
  await db
    .insertInto("pairing_thing")
    .values({
      ...{ page, volume: null, id: "f1", what: "friction", session: "s1", kind: "tooling", text: word, severity: word },
      ...{ owner: `@${word}`, state: "open", state_at: null, at: AT, check_on: null, came_back: 0 },
    })
    .execute();
  await db.insertInto("binned_thing").values({ page, thing: "t1", state_at: AT, since: AT }).execute();
}

/** Every table in which one of the words stands, whatever the column; a word's bytes count too. */
export async function tablesHolding({ db }: Database, words: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const table of Object.keys(PERSONAL_DATA).sort()) {
    const rows = await db
      .selectFrom(table as "setting")
      .selectAll()
      .execute();
    const text = rows.map((row) => Object.values(row).map(textOf).join("\n")).join("\n");
    if (words.some((word) => text.includes(word))) found.push(table);
  }
  return found;
}

function textOf(value: unknown): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : String(value);
}

async function plantCalendarAccount(
  db: Kysely<Schema>,
  userId: string,
  { identity, secret }: { identity: string; secret: string },
): Promise<void> {
  const account = randomUUID();
  await db
    .insertInto("calendar_account")
    .values({
      ...{ id: account, user_id: userId, kind: "caldav" as const, name: identity, sealed: secret },
      ...{ time_zone: "UTC", added_at: AT, revoked_at: null, renewing_until: null },
    })
    .execute();
  const source = randomUUID();
  await db
    .insertInto("calendar_source")
    .values({
      ...{ id: source, user_id: userId, kind: "account" as const, name: identity, sealed_address: null },
      ...{ time_zone: "UTC", all_day_counts: 1, added_at: AT, state: "waiting" as const, fault: null, problems: "[]" },
      ...{ events: null, spans: "[]", read_at: null, reads_until: null, next_at: AT, failures: 0, etag: null },
      ...{ last_modified: null, account_id: account, remote_id: secret, memory: secret },
    })
    .execute();
  await db
    .insertInto("calendar_channel")
    .values({
      ...{ source_id: source, channel: secret, resource: secret, secret_hash: secret, expires_at: null },
      ...{ hinted_at: null, next_at: AT },
    })
    .execute();
  await db
    .insertInto("calendar_target")
    .values({
      ...{ user_id: userId, account_id: account, remote_id: secret, name: identity, shows_names: 1, is_leaving: 0 },
      ...{ state: "waiting" as const, fault: null, failures: 0, written_at: null, next_at: AT },
    })
    .execute();
  await db
    .insertInto("calendar_entry")
    .values({
      ...{ user_id: userId, account_id: account, remote_id: secret, uid: randomUUID(), place: secret, etag: secret },
      ...{ content_hash: null, sequence: 0, start: "2026-01-05T09:00" },
    })
    .execute();
}

/** Mail that came in for them, and where they are told of what. */
async function plantMail(
  db: Kysely<Schema>,
  { userId, pairId, identity, secret }: { userId: string; pairId: string; identity: string; secret: string },
): Promise<void> {
  await db
    .insertInto("mail_address")
    .values({ token: `${randomUUID()}`, user_id: userId, pair_id: pairId, made_at: AT })
    .execute();
  await db
    .insertInto("mail_taken")
    .values({
      ...{ message_hash: randomUUID(), user_id: userId, pair_id: pairId, state: "waiting", why: null, topic_id: "t" },
      ...{ title: secret, notes: secret, from_address: identity, received_at: AT },
    })
    .execute();
  await db
    .insertInto("mail_setting")
    .values({ user_id: userId, senders: JSON.stringify([identity]), told_at: AT })
    .execute();
  await db.insertInto("notice_setting").values({ user_id: userId, digest_mail: 1 }).execute();
  await db
    .insertInto("notice_sent")
    .values({ user_id: userId, pair_id: pairId, kind: "digest", about: "m1 2026-11-24", sent_at: AT })
    .execute();
  const session = await db.selectFrom("session").select("id").where("userId", "=", userId).executeTakeFirst();
  if (session)
    await db
      .insertInto("push_subscription")
      .values({
        ...{ id: randomUUID(), user_id: userId, session_id: session.id, endpoint: `https://push.example/${identity}` },
        ...{ p256dh: "", auth: "", made_at: AT },
      })
      .execute();
}

/** What they announced and to whom, lists of others that hold their address, and what they put before everybody. */
async function plantAnnouncing(
  db: Kysely<Schema>,
  { userId, workspace, artifact }: { userId: string; workspace: string; artifact: string },
): Promise<void> {
  const { email, name, identity, secret } = TRACES;
  const [list, announcement, allHands] = [randomUUID(), randomUUID(), randomUUID()];
  const channel = { workspace_id: null, user_id: null, created_by: userId, created_at: AT };
  await db
    .insertInto("announce_channel")
    .values([
      {
        ...channel,
        id: randomUUID(),
        user_id: userId,
        kind: "webhook",
        name: identity,
        host: identity,
        sealed: secret,
      },
      { ...channel, id: list, workspace_id: workspace, kind: "mail", name: "Everybody", host: "", sealed: null },
    ])
    .execute();
  await db.insertInto("announce_address").values({ channel_id: list, address: email }).execute();
  await db
    .insertInto("announcement")
    .values({
      ...{
        id: announcement,
        artifact_id: artifact,
        workspace_id: workspace,
        title: "How we decide",
        text: "",
        link: "",
      },
      ...{ from_name: name, created_by: userId, created_at: AT },
    })
    .execute();
  await db
    .insertInto("announcement_delivery")
    .values({
      ...{ id: randomUUID(), announcement_id: announcement, channel_id: list, kind: "mail", channel_name: "Everybody" },
      ...{
        to_address: email,
        state: "sent",
        why: null,
        tries: 1,
        next_try_at: AT,
        lease: null,
        lease_until: null,
      },
      settled_at: AT,
    })
    .execute();
  await db
    .insertInto("all_hands")
    .values({ id: allHands, workspace_id: workspace, day: "2026-02-02", held_at: null, begun_by: userId, begun_at: AT })
    .execute();
  await db
    .insertInto("all_hands_item")
    .values({
      ...{ id: randomUUID(), workspace_id: workspace, all_hands_id: allHands, kind: "question", title: "When?" },
      ...{ text: "", people: null, link: null, minutes: 5, presenter: name, rank: "a", done_at: null, carried: 0 },
      ...{ added_by: userId, added_at: AT },
    })
    .execute();
}
