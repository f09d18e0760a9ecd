import { mayStill } from "@candor/core/announcement/judge-delivery.ts";
import { type AnnounceVerdict, mayAnnounce } from "@candor/core/announcement/may-announce.ts";
import { renderAnnouncement } from "@candor/core/announcement/render-announcement.ts";
import type {
  Announce,
  AnnouncementAnswer,
  ArtifactAnnouncements,
  Channel,
  SettleDelivery,
} from "@candor/protocol/http/announcement.ts";
import type { Kysely } from "kysely";
import { putOnBoard } from "../all-hands/put-on-board.ts";
import { readArtifact } from "../artifact/read-artifacts.ts";
import { oneOf } from "../database/one-of.ts";
import type { Schema } from "../database/schema.ts";
import { type ChannelParts, readChannels } from "./channels.ts";

const MOST_A_DAY = 50; // of one person
const DAY = 86_400_000; // milliseconds

export type AnnouncingParts = ChannelParts & { linkOf: (path: string) => string };

type Asked = { id: string; userId: string };

/** What is known of an artifact's announcements, and what may be done; for those who write it. */
export async function readAnnouncements(
  parts: AnnouncingParts,
  { id, userId }: Asked,
): Promise<ArtifactAnnouncements | "not_found" | "not_allowed"> {
  const artifact = await readArtifact(parts, userId, id);
  if (!artifact) return "not_found";
  const verdict = await judge(parts, artifact);
  if (verdict.type === "denied" && verdict.why === "readers_read") return "not_allowed";
  const { channels, mail } = await readChannels(parts, userId);
  return {
    verdict,
    link: artifact.address ?? parts.linkOf(`/artifacts/${id}`),
    from: artifact.people.find(({ member }) => member === artifact.me)?.name ?? "",
    workspace: artifact.workspace,
    channels: channels.filter(({ workspace }) => workspace === null || workspace.id === artifact.workspace?.id),
    mail,
    announcements: await listAnnouncements(
      parts,
      id,
      new Set(channels.flatMap((each) => (each.mayManage ? each.id : []))),
    ),
  };
}

async function judge(
  { db }: AnnouncingParts,
  artifact: NonNullable<Awaited<ReturnType<typeof readArtifact>>>,
): Promise<AnnounceVerdict> {
  // Of every page, not only of mine: somebody else's may still be talked about.
  const { count } = await db
    .selectFrom("artifact_proposal")
    .select((query) => query.fn.countAll<number | string>().as("count"))
    .where("artifact_id", "=", artifact.id)
    .where("state", "in", ["open", "leaving"])
    .executeTakeFirstOrThrow();
  return mayAnnounce(artifact.myRole, { audience: artifact.audience, waiting: Number(count) });
}

export type AnnounceResult =
  | { type: "announcements"; announcements: ArtifactAnnouncements }
  | {
      type:
        | "not_found"
        | "not_allowed"
        | "not_published"
        | "no_receiver"
        | "no_mail"
        | "too_long_for"
        | "too_many_announcements";
    };

/** Promises an announcement to all its receivers in one transaction; the same again, by its id, promises nothing twice. */
export async function announceArtifact(
  parts: AnnouncingParts,
  asked: Asked,
  { announcement: id, wanted }: { announcement: string; wanted: Announce },
): Promise<AnnounceResult> {
  const { db, now, newId } = parts;
  const known = await readAnnouncements(parts, asked);
  if (typeof known === "string") return { type: known };
  if (known.announcements.some((each) => each.id === id)) return { type: "announcements", announcements: known };
  const { verdict, link, from, workspace } = known;
  if (verdict.type === "denied" || workspace === null) return { type: "not_published" };
  const chosen = wanted.channels.map((each) => known.channels.find((channel) => channel.id === each));
  if (chosen.includes(undefined)) return { type: "no_receiver" };
  const channels = [...new Set(chosen as Channel[])];
  if (channels.some(({ kind }) => kind === "mail") && !known.mail) return { type: "no_mail" };
  const { title, text, onBoard } = wanted;
  const said = { title, text, link, from, workspace: workspace.name };
  if (channels.some(({ kind }) => !renderAnnouncement(kind, said).fits)) return { type: "too_long_for" };
  const at = now();
  if ((await countSince(db, asked.userId, new Date(at.getTime() - DAY))) >= MOST_A_DAY)
    return { type: "too_many_announcements" };
  const addresses = await addressesOf(parts, channels);
  const isNew = await db.transaction().execute(async (tx) => {
    const made = await tx
      .insertInto("announcement")
      .values({
        ...{ id, artifact_id: asked.id, workspace_id: workspace.id, title, text, link, from_name: from },
        ...{ created_by: asked.userId, created_at: at.toISOString() },
      })
      .onConflict((conflict) => conflict.column("id").doNothing())
      .returning("id")
      .executeTakeFirst();
    if (!made) return false;
    const deliveries = channels.flatMap(({ id: channel, kind, name }) =>
      (kind === "mail" ? (addresses.get(channel) ?? []) : [null]).map((to) => ({
        ...{ id: newId(), announcement_id: id, channel_id: channel, kind, channel_name: name, to_address: to },
        ...{ state: "waiting" as const, why: null, tries: 0, next_try_at: at.toISOString() },
        ...{ lease: null, lease_until: null, settled_at: null },
      })),
    );
    // In parts: a statement has room for some hundred values.
    for (let from = 0; from < deliveries.length; from += 50)
      await tx
        .insertInto("announcement_delivery")
        .values(deliveries.slice(from, from + 50))
        .execute();
    if (onBoard)
      await putOnBoard(tx, {
        ...{ id, workspaceId: workspace.id, kind: "announcement", title, text, people: null, link },
        ...{ presenter: from, addedBy: asked.userId, at: at.toISOString() },
      });
    return true;
  });
  const announcements = await readAnnouncements(parts, asked);
  if (typeof announcements === "string") return { type: announcements };
  // An id that somebody else's has is no way to see it.
  const isThere = isNew || announcements.announcements.some((each) => each.id === id);
  return isThere ? { type: "announcements", announcements } : { type: "not_found" };
}

async function countSince(db: Kysely<Schema>, userId: string, since: Date): Promise<number> {
  const { count } = await db
    .selectFrom("announcement")
    .select((query) => query.fn.countAll<number | string>().as("count"))
    .where("created_by", "=", userId)
    .where("created_at", ">", since.toISOString())
    .executeTakeFirstOrThrow();
  return Number(count);
}

async function addressesOf(
  { db, engine }: AnnouncingParts,
  channels: readonly Channel[],
): Promise<Map<string, string[]>> {
  const lists = new Set(channels.filter(({ kind }) => kind === "mail").map(({ id }) => id));
  const rows = await db
    .selectFrom("announce_address")
    .selectAll()
    .where("channel_id", "in", oneOf(engine, lists))
    .execute();
  const found = new Map<string, string[]>();
  for (const { channel_id, address } of rows) found.set(channel_id, [...(found.get(channel_id) ?? []), address]);
  return found;
}

/** Tries a delivery again, or leaves it; by whoever may write the artifact. What is being sent just now is left alone. */
export async function settleDelivery(
  parts: AnnouncingParts,
  asked: Asked,
  { announcement, delivery, wanted }: { announcement: string; delivery: string; wanted: SettleDelivery["do"] },
): Promise<AnnounceResult> {
  const { db, now } = parts;
  const known = await readAnnouncements(parts, asked);
  if (typeof known === "string") return { type: known };
  const found = known.announcements.find(({ id }) => id === announcement)?.deliveries.find(({ id }) => id === delivery);
  if (!found) return { type: "not_found" };
  if (wanted === "try_again" && known.verdict.type === "denied") return { type: "not_published" };
  const may = mayStill(found.state);
  const at = now().toISOString();
  if (wanted === "try_again" ? may.tryAgain : may.giveUp)
    await db
      .updateTable("announcement_delivery")
      .set(
        wanted === "give_up"
          ? { state: "given_up", settled_at: at }
          : { state: "waiting", why: null, tries: 0, next_try_at: at, settled_at: null },
      )
      .where("id", "=", delivery)
      .where("state", "=", found.state)
      .execute();
  const announcements = await readAnnouncements(parts, asked);
  return typeof announcements === "string" ? { type: announcements } : { type: "announcements", announcements };
}

/** @param managed channels whose lists whoever asks may read; of others' addresses they see what tells them apart, and no more. */
async function listAnnouncements(
  { db, engine }: AnnouncingParts,
  artifact: string,
  managed: ReadonlySet<string>,
): Promise<AnnouncementAnswer[]> {
  const rows = await db
    .selectFrom("announcement")
    .leftJoin("all_hands_item", "all_hands_item.id", "announcement.id")
    .select(["announcement.id", "announcement.title", "announcement.text", "from_name", "created_at"])
    .select("all_hands_item.id as item")
    .where("artifact_id", "=", artifact)
    .orderBy("created_at", "desc")
    .orderBy("announcement.id")
    .execute();
  const deliveries = await db
    .selectFrom("announcement_delivery")
    .selectAll()
    .where("announcement_id", "in", oneOf(engine, new Set(rows.map(({ id }) => id))))
    .orderBy("channel_name")
    .orderBy("to_address")
    .orderBy("id")
    .execute();
  return rows.map(({ id, title, text, from_name, created_at, item }) => ({
    ...{ id, title, text, from: from_name, at: created_at, onBoard: item !== null },
    deliveries: deliveries
      .filter(({ announcement_id }) => announcement_id === id)
      .map((each) => ({
        ...{ id: each.id, kind: each.kind, channel: each.channel_name, state: each.state },
        to: each.to_address === null || managed.has(each.channel_id ?? "") ? each.to_address : veiled(each.to_address),
        ...{ why: each.why, tries: each.tries, nextTryAt: each.next_try_at, settledAt: each.settled_at },
      })),
  }));
}

function veiled(address: string): string {
  return address.replace(/^(.)[^@]*/, "$1…");
}
