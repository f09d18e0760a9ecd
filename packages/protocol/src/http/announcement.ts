import type { ChannelKind } from "@candor/core/announcement/channel.ts";
import type { DeliveryFault, DeliveryState } from "@candor/core/announcement/judge-delivery.ts";
import type { AnnounceVerdict } from "@candor/core/announcement/may-announce.ts";

/** GET /api/me/channels → where I may announce, mine and those of my workspaces; an address that is a secret is in none */
export type Channel = {
  id: string;
  kind: ChannelKind;
  name: string;
  /** of its secret address; "": it is a list of mail addresses */
  host: string;
  /** null: it is mine alone */
  workspace: { id: string; name: string } | null;
  mayManage: boolean;
  /** of a list; who may not manage it is told how many there are, and no more */
  addresses: string[] | null;
  addressCount: number;
};

export type Channels = {
  channels: Channel[];
  /** workspaces for which I may set channels up */
  manages: { id: string; name: string }[];
  /** whether this server sends mail; else lists of addresses are of no use */
  mail: boolean;
};

/** POST /api/me/channels */
export type AddChannel = {
  kind: ChannelKind;
  name: string;
  /** left out: it is mine alone */
  workspace?: string;
  /** the secret address of a webhook */
  address?: string;
  /** of a mail list, which belongs to a workspace */
  addresses?: string[];
};

/** PATCH /api/me/channels/:channel */
export type ChangeChannel = Partial<Pick<AddChannel, "name" | "address" | "addresses">>;

/** GET /api/artifacts/:id/announcements */
export type ArtifactAnnouncements = {
  verdict: AnnounceVerdict;
  /** what every announcement of it says beside title and text */
  link: string;
  from: string;
  workspace: { id: string; name: string } | null;
  channels: Channel[];
  mail: boolean;
  announcements: AnnouncementAnswer[];
};

export type AnnouncementAnswer = {
  id: string;
  title: string;
  text: string;
  from: string;
  at: string;
  /** whether it is on the all-hands board, or was */
  onBoard: boolean;
  deliveries: Delivery[];
};

export type Delivery = {
  id: string;
  kind: ChannelKind;
  channel: string;
  /** of a mail */
  to: string | null;
  state: DeliveryState;
  why: DeliveryFault | null;
  tries: number;
  nextTryAt: string;
  settledAt: string | null;
};

/** PUT /api/artifacts/:id/announcements/:announcement; the same again changes nothing */
export type Announce = { title: string; text: string; channels: string[]; onBoard: boolean };

/** POST /api/artifacts/:id/announcements/:announcement/deliveries/:delivery */
export type SettleDelivery = { do: "try_again" | "give_up" };
