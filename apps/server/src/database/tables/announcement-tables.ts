import type { AgendaKind } from "@candor/core/all-hands/agenda.ts";
import type { ChannelKind } from "@candor/core/announcement/channel.ts";
import type { DeliveryFault, DeliveryState } from "@candor/core/announcement/judge-delivery.ts";

export type AnnouncementTables = {
  announce_channel: AnnounceChannelTable;
  announce_address: AnnounceAddressTable;
  announcement: AnnouncementTable;
  announcement_delivery: AnnouncementDeliveryTable;
  all_hands: AllHandsTable;
  all_hands_item: AllHandsItemTable;
};

/** Of a workspace, set up by an admin, or of one person. */
export type AnnounceChannelTable = {
  id: string;
  workspace_id: string | null;
  user_id: string | null;
  kind: ChannelKind;
  name: string;
  /** of its address, which is a secret; "": it is a list of mail addresses */
  host: string;
  /** its address, which only the server can read; null: it is a list of mail addresses */
  sealed: string | null;
  created_by: string;
  created_at: string;
};

export type AnnounceAddressTable = { channel_id: string; address: string };

/** What somebody told of an artifact, as they typed it. */
export type AnnouncementTable = {
  id: string;
  artifact_id: string;
  workspace_id: string;
  title: string;
  text: string;
  link: string;
  from_name: string;
  created_by: string;
  created_at: string;
};

/** One announcement on its way to one receiver. Whoever holds the lease sends it, and nobody else. */
export type AnnouncementDeliveryTable = {
  id: string;
  announcement_id: string;
  /** null: it was taken away since */
  channel_id: string | null;
  kind: ChannelKind;
  channel_name: string;
  /** of a mail */
  to_address: string | null;
  state: DeliveryState;
  why: DeliveryFault | null;
  tries: number;
  next_try_at: string;
  lease: string | null;
  lease_until: string | null;
  settled_at: string | null;
};

export type AllHandsTable = {
  id: string;
  workspace_id: string;
  /** YYYY-MM-DD */
  day: string;
  /** null: it is still planned */
  held_at: string | null;
  begun_by: string;
  begun_at: string;
};

/** Something to be said before everybody. */
export type AllHandsItemTable = {
  id: string;
  workspace_id: string;
  /** null: it waits on the board for the next one */
  all_hands_id: string | null;
  kind: AgendaKind;
  title: string;
  text: string;
  /** of a theme, how many raised it; never who */
  people: number | null;
  link: string | null;
  minutes: number;
  presenter: string;
  /** fractional key; the id breaks ties */
  rank: string;
  done_at: string | null;
  /** how many all-hands it was carried over from */
  carried: number;
  /** null: whoever asked wanted not to be named, and is kept nowhere */
  added_by: string | null;
  added_at: string;
};
