import { randomBytes } from "node:crypto";
import { dayOf } from "@candor/core/access/access-log.ts";
import { type ChangedThing, type WebhookSubject, webhookMessages } from "@candor/core/webhook/webhook-event.ts";
import type { Compilable, Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { Digests, ProjectionChange } from "../page/projection/changed-rows.ts";
import { listenersOfArtifacts, listenersOfPages } from "./listeners-of.ts";

export type WrittenDown = {
  /** a page, or an artifact */
  id: string;
  kind: "page" | "artifact";
  /** what was written down before; empty where nothing was */
  before: Digests;
  change: Pick<ProjectionChange, "changed" | "gone">;
  /** of an artifact */
  title: string | null;
};

/**
 * What webhooks are to be told of something that has just been written down; stored along with that, so that all of it is
 * told, and once. Mostly nobody wants to know, which is one look at an index.
 */
export async function promiseMessages(db: Kysely<Schema>, written: WrittenDown, now: Date): Promise<Compilable[]> {
  const listeners = await listenersOf(db, written);
  if (listeners.length === 0) return [];
  const things = written.kind === "page" ? thingsOf(written) : [artifactOf(written)];
  const at = now.toISOString();
  return listeners.flatMap(({ id, user_id, subjects, with_content, name, member }) => {
    const page = written.kind === "page" ? written.id : null;
    const wanted = { subjects: JSON.parse(subjects) as WebhookSubject[], withContent: with_content === 1, page };
    const messages = webhookMessages(things, wanted);
    if (messages.length === 0) return [];
    const rows = messages.map(({ type, data }, index) => ({
      ...{ id: messageId(now, index), webhook_id: id, user_id, page: page ?? "", type, at },
      body: JSON.stringify({ type, timestamp: at, data }),
      ...{ state: "waiting" as const, tries: 0, next_try_at: at, lease_until: null, status: null, fault: null },
    }));
    const told = db.insertInto("webhook_delivery").values(rows);
    if (page === null || member === null) return [told];
    const day = `${dayOf(at)}T00:00:00.000Z`;
    const noted = db
      .insertInto("page_access_event")
      .values({ pair_id: page, at: day, kind: "webhook_told", member, name, actor: member })
      .onConflict((conflict) => conflict.doNothing());
    return [told, noted];
  });
}

/** Ids in the order in which they are told: what happened at once is told in one order. */
function messageId(now: Date, index: number): string {
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, "0");
  return `msg_${hex(now.getTime(), 12)}${hex(index, 4)}${randomBytes(8).toString("hex")}`;
}

async function listenersOf(db: Kysely<Schema>, { id, kind }: WrittenDown) {
  if (kind === "page") return listenersOfPages(db, [id]);
  return (await listenersOfArtifacts(db, [id])).map((row) => ({ ...row, member: null }));
}

function artifactOf({ id, before, title }: WrittenDown): ChangedThing {
  const change = Object.keys(before).length === 0 ? "added" : "changed";
  return { subject: "artifact", id, change, state: null, content: { title } };
}

function thingsOf({ before, change }: WrittenDown): ChangedThing[] {
  const { changed, gone } = change;
  const texts = new Map(changed.entry.map(({ kind, item, body }) => [`${kind}/${item}`, body]));
  const things = new Map<string, ChangedThing>();
  const note = (thing: ChangedThing) => things.set(`${thing.subject}/${thing.id}`, thing);
  const changeOf = (key: string, isBinned: boolean) =>
    isBinned ? "removed" : Object.hasOwn(before, key) ? "changed" : "added";
  for (const { id, title, state } of changed.topic)
    note({
      ...{ subject: "topic", id, state, change: changeOf(`topic/${id}`, state === "binned") },
      content: { title, text: texts.get(`topic/${id}`) ?? null },
    });
  for (const { id, text, owner, due, state } of changed.action) {
    const what = changeOf(`action/${id}`, state === "binned");
    note({ subject: "action", id, state, change: what, content: { text, owner, due } });
  }
  for (const { id, start, state, time_zone: timeZone, minutes } of changed.meeting)
    note({
      ...{ subject: "meeting", id, state, change: changeOf(`meeting/${id}`, false) },
      content: { start, timeZone, minutes },
    });
  // Of a topic whose notes alone changed, the row is as it was.
  for (const { kind, item, title, body } of changed.entry)
    if (kind === "topic" && !things.has(`topic/${item}`) && Object.hasOwn(before, `topic/${item}`))
      note({ subject: "topic", id: item, state: null, change: "changed", content: { title, text: body } });
  for (const subject of ["topic", "action", "meeting"] as const)
    for (const id of gone[subject]) note({ subject, id, change: "removed", state: null, content: {} });
  return [...things.values()];
}
