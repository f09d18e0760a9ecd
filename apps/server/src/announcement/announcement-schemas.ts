import { CHANNEL_KINDS } from "@candor/core/announcement/channel.ts";
import { DELIVERY_FAULTS, DELIVERY_STATES } from "@candor/core/announcement/judge-delivery.ts";
import type {
  AddChannel,
  Announce,
  AnnouncementAnswer,
  ArtifactAnnouncements,
  ChangeChannel,
  Channel,
  Channels,
  SettleDelivery,
} from "@candor/protocol/http/announcement.ts";
import { z } from "@hono/zod-openapi";
import { artifactParams } from "../artifact/artifact-schemas.ts";
import { plainLine } from "../http/plain-line.ts";
import { plainName } from "../http/plain-name.ts";

export const MAX_ADDRESSES = 200; // of a list
const MAX_ADDRESS_LENGTH = 2_000;
const MAX_TEXT_LENGTH = 3_000;
const MAX_CHANNELS_AT_ONCE = 20;

const time = z.iso.datetime();
const kind = z.enum(CHANNEL_KINDS);
const name = plainName(80);
const title = plainLine("A title", 200).refine((text) => text !== "", "A title is needed.");
// PostgreSQL's text holds neither NUL nor half of a surrogate pair.
const text = z
  .string()
  .max(MAX_TEXT_LENGTH)
  .transform((typed) => typed.trim())
  .refine((typed) => !typed.includes("\0") && typed.isWellFormed(), "That is no text that can be sent.");
const address = z.string().max(MAX_ADDRESS_LENGTH);
const addresses = z.array(z.string().max(254)).max(MAX_ADDRESSES);

const namedWorkspace = z.object({ id: z.string(), name: z.string() });

const channelSchema = z
  .object({
    ...{ id: z.uuid(), kind, name: z.string(), host: z.string(), workspace: namedWorkspace.nullable() },
    ...{ mayManage: z.boolean(), addresses: z.array(z.string()).nullable(), addressCount: z.number() },
  })
  .openapi("AnnounceChannel") satisfies z.ZodType<Channel>;

export const channelsSchema = z
  .object({ channels: z.array(channelSchema), manages: z.array(namedWorkspace), mail: z.boolean() })
  .openapi("AnnounceChannels") satisfies z.ZodType<Channels>;

export const addChannelSchema = z
  .strictObject({ kind, name, workspace: z.uuid().optional(), address: address.optional() })
  .extend({ addresses: addresses.optional() })
  .openapi("AddAnnounceChannel") satisfies z.ZodType<AddChannel>;

export const changeChannelSchema = z
  .strictObject({ name: name.optional(), address: address.optional(), addresses: addresses.optional() })
  .openapi("ChangeAnnounceChannel") satisfies z.ZodType<ChangeChannel>;

export const channelParams = z.object({ channel: z.uuid() });

const deliverySchema = z.object({
  ...{ id: z.uuid(), kind, channel: z.string(), to: z.string().nullable() },
  ...{ state: z.enum(DELIVERY_STATES), why: z.enum(DELIVERY_FAULTS).nullable(), tries: z.number() },
  ...{ nextTryAt: time, settledAt: time.nullable() },
});

const announcementSchema = z
  .object({
    ...{ id: z.uuid(), title: z.string(), text: z.string(), from: z.string(), at: time, onBoard: z.boolean() },
    deliveries: z.array(deliverySchema),
  })
  .openapi("Announcement") satisfies z.ZodType<AnnouncementAnswer>;

export const announcementsSchema = z
  .object({
    verdict: z.union([
      z.object({ type: z.literal("allowed") }),
      z.object({
        type: z.literal("denied"),
        why: z.enum(["not_yours", "readers_read", "not_published", "not_agreed"]),
      }),
    ]),
    ...{ link: z.string(), from: z.string(), workspace: namedWorkspace.nullable() },
    ...{ channels: z.array(channelSchema), mail: z.boolean(), announcements: z.array(announcementSchema) },
  })
  .openapi("ArtifactAnnouncements") satisfies z.ZodType<ArtifactAnnouncements>;

export const announceSchema = z
  .strictObject({ title, text, channels: z.array(z.uuid()).max(MAX_CHANNELS_AT_ONCE), onBoard: z.boolean() })
  .refine(({ channels, onBoard }) => channels.length > 0 || onBoard, "Say where.")
  .openapi("Announce") satisfies z.ZodType<Announce>;

export const settleDeliverySchema = z
  .strictObject({ do: z.enum(["try_again", "give_up"]) })
  .openapi("SettleDelivery") satisfies z.ZodType<SettleDelivery>;

export const announcementParams = artifactParams.extend({ announcement: z.uuid() });
export const deliveryParams = announcementParams.extend({ delivery: z.uuid() });
