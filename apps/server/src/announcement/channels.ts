import { mayInWorkspace } from "@candor/core/access/may-in-workspace.ts";
import { type ChannelKind, isHostOf } from "@candor/core/announcement/channel.ts";
import { readEmailAddress } from "@candor/core/person/email-address.ts";
import { isInwardHost } from "@candor/integrations/egress/is-inward-host.ts";
import { readAddress } from "@candor/integrations/egress/read-address.ts";
import type { AddChannel, ChangeChannel, Channel, Channels } from "@candor/protocol/http/announcement.ts";
import type { Kysely } from "kysely";
import type { AddressSeal } from "../calendar/address-seal.ts";
import type { Engine } from "../database/engine.ts";
import { oneOf } from "../database/one-of.ts";
import type { Schema } from "../database/schema.ts";

const MAX_CHANNELS = 30; // of a person, or of a workspace

export type ChannelParts = {
  db: Kysely<Schema>;
  engine: Engine;
  seal: AddressSeal;
  /** origins that whoever runs the server vouches for; chats of one's own live there, too */
  allowed: readonly string[];
  sendsMail: boolean;
  now: () => Date;
  newId: () => string;
};

type AddressRefusal = "no_webhook" | "inner_webhook_address" | "invalid";

export type ChannelRefusal = AddressRefusal | "not_found" | "too_many_channels" | "no_mail";

/** Where somebody may announce: by channels of their own, and by those of the workspaces they are in. */
export async function readChannels(parts: ChannelParts, userId: string): Promise<Channels> {
  const { db, engine, sendsMail } = parts;
  const places = await db
    .selectFrom("person")
    .innerJoin("workspace", "workspace.id", "person.workspace_id")
    .select(["workspace.id", "workspace.name", "person.role"])
    .where("person.user_id", "=", userId)
    .where("person.left_at", "is", null)
    .orderBy("workspace.name")
    .execute();
  const managed = places.filter(({ role }) => mayInWorkspace(role, { action: "set_channels" }).type === "allowed");
  const rows = await db
    .selectFrom("announce_channel")
    .selectAll()
    .where((eb) =>
      eb.or([eb("user_id", "=", userId), eb("workspace_id", "in", oneOf(engine, new Set(places.map(({ id }) => id))))]),
    )
    .orderBy("created_at")
    .orderBy("id")
    .execute();
  const addresses = await readLists(parts, new Set(rows.map(({ id }) => id)));
  return {
    channels: rows.map(({ id, kind, name, host, workspace_id }): Channel => {
      const place = places.find((each) => each.id === workspace_id);
      const mayManage = workspace_id === null || managed.some((each) => each.id === workspace_id);
      const list = kind === "mail" ? (addresses.get(id) ?? []) : null;
      return {
        ...{ id, kind, name, host, mayManage },
        workspace: place ? { id: place.id, name: place.name } : null,
        addresses: mayManage ? list : null,
        addressCount: list?.length ?? 0,
      };
    }),
    manages: managed.map(({ id, name }) => ({ id, name })),
    mail: sendsMail,
  };
}

async function readLists({ db, engine }: ChannelParts, ids: ReadonlySet<string>): Promise<Map<string, string[]>> {
  const rows = await db
    .selectFrom("announce_address")
    .selectAll()
    .where("channel_id", "in", oneOf(engine, ids))
    .orderBy("address")
    .execute();
  const lists = new Map<string, string[]>();
  for (const { channel_id, address } of rows) lists.set(channel_id, [...(lists.get(channel_id) ?? []), address]);
  return lists;
}

export async function addChannel(
  parts: ChannelParts,
  userId: string,
  { kind, name, workspace, address, addresses }: AddChannel,
): Promise<ChannelRefusal | null> {
  const { db, now, newId } = parts;
  const known = await readChannels(parts, userId);
  if (workspace !== undefined && !known.manages.some(({ id }) => id === workspace)) return "not_found";
  // A list of one's own would let anybody write to anybody by this server's mail.
  if (kind === "mail" && workspace === undefined) return "not_found";
  if (kind === "mail" && !parts.sendsMail) return "no_mail";
  const siblings = known.channels.filter((each) => (each.workspace?.id ?? null) === (workspace ?? null));
  if (siblings.length >= MAX_CHANNELS) return "too_many_channels";
  const id = newId();
  const where = readWhere(parts, { id, kind, address: address ?? "", addresses: addresses ?? [] });
  if (typeof where === "string") return where;
  await db.transaction().execute(async (tx) => {
    await tx
      .insertInto("announce_channel")
      .values({
        ...{ id, kind, name, host: where.host, sealed: where.sealed },
        ...{ workspace_id: workspace ?? null, user_id: workspace === undefined ? userId : null },
        ...{ created_by: userId, created_at: now().toISOString() },
      })
      .execute();
    await writeList(tx, id, where.addresses);
  });
  return null;
}

export async function changeChannel(
  parts: ChannelParts,
  { userId, id }: { userId: string; id: string },
  { name, address, addresses }: ChangeChannel,
): Promise<ChannelRefusal | null> {
  const channel = (await readChannels(parts, userId)).channels.find((each) => each.id === id);
  if (!channel?.mayManage) return "not_found";
  const { kind } = channel;
  const isElsewhere = kind === "mail" ? addresses !== undefined : address !== undefined;
  const where = isElsewhere ? readWhere(parts, { id, kind, address: address ?? "", addresses: addresses ?? [] }) : null;
  if (typeof where === "string") return where;
  await parts.db.transaction().execute(async (tx) => {
    if (name !== undefined || where !== null)
      await tx
        .updateTable("announce_channel")
        .set({ ...(name !== undefined && { name }), ...(where && { host: where.host, sealed: where.sealed }) })
        .where("id", "=", id)
        .execute();
    if (where?.addresses) await writeList(tx, id, where.addresses);
  });
  return null;
}

/** What was announced by it stays on record, under its name; what still waits goes nowhere. */
export async function removeChannel(
  parts: ChannelParts,
  { userId, id }: { userId: string; id: string },
): Promise<"not_found" | null> {
  const channel = (await readChannels(parts, userId)).channels.find((each) => each.id === id);
  if (!channel?.mayManage) return "not_found";
  await parts.db.deleteFrom("announce_channel").where("id", "=", id).execute();
  return null;
}

type Where = { host: string; sealed: string | null; addresses: string[] | null };

function readWhere(
  { seal, allowed }: ChannelParts,
  { id, kind, address, addresses }: { id: string; kind: ChannelKind; address: string; addresses: readonly string[] },
): Where | AddressRefusal {
  if (kind === "mail") {
    const read = addresses.map(readEmailAddress);
    if (read.length === 0 || read.includes(null)) return "invalid";
    return { host: "", sealed: null, addresses: [...new Set(read as string[])] };
  }
  const verdict = readAddress(address, new Set(allowed));
  if (verdict.type !== "address") return "no_webhook";
  const { url } = verdict;
  if (!allowed.includes(url.origin)) {
    if (!isHostOf(kind, url.hostname)) return "no_webhook";
    if (isInwardHost(url.hostname)) return "inner_webhook_address";
  }
  return { host: url.host, sealed: seal.seal(id, url.href), addresses: null };
}

async function writeList(tx: Kysely<Schema>, id: string, addresses: string[] | null): Promise<void> {
  if (addresses === null) return;
  await tx.deleteFrom("announce_address").where("channel_id", "=", id).execute();
  await tx
    .insertInto("announce_address")
    .values(addresses.map((address) => ({ channel_id: id, address })))
    .execute();
}
