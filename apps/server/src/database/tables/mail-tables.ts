import type { ChatPlatform } from "@candor/core/chat/chat-person.ts";
import type { Generated } from "kysely";

export type MailTables = {
  mail_address: MailAddressTable;
  mail_taken: MailTakenTable;
  mail_setting: MailSettingTable;
};

/** An address of somebody at which mail becomes topics. */
export type MailAddressTable = {
  /** in the address, and known to its owner alone */
  token: string;
  user_id: string;
  /** onto whose page; empty: into their inbox */
  pair_id: string;
  made_at: string;
};

/** A mail that came in for somebody, or what they wrote to us in a chat, once, and what became of it. */
export type MailTakenTable = {
  message_hash: string;
  user_id: string;
  /** onto whose page; null: nobody said yet */
  pair_id: string | null;
  /** "waiting": to be written onto the page; "inbox": its owner is to say whose page; "refused": see `why` */
  state: "waiting" | "inbox" | "added" | "refused";
  why: string | null;
  /** of the topic, chosen beforehand so that writing it twice makes one */
  topic_id: string;
  /** both empty once they stand on a page */
  title: string;
  notes: string;
  /** of whom the mail says it is, where it was refused; else empty */
  from_address: string;
  received_at: string;
  way: Generated<"mail" | ChatPlatform>;
  theme: Generated<string | null>;
  /** YYYY-MM-DD; of the action that it becomes, too */
  due: Generated<string | null>;
};

export type MailSettingTable = {
  user_id: string;
  /** JSON: other addresses that their mail comes from */
  senders: Generated<string>;
  /** when a mail last told them that something was not taken */
  told_at: string | null;
};
