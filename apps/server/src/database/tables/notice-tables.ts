import type { Generated } from "kysely";

export type NoticeTables = {
  notice_setting: NoticeSettingTable;
  notice_sent: NoticeSentTable;
  push_subscription: PushSubscriptionTable;
};

/** What somebody wants to be told of by itself, when and how; no row: nothing before a 1:1, and in the usual hours. */
export type NoticeSettingTable = {
  user_id: string;
  digest_mail: Generated<number>;
  digest_push: Generated<number>;
  reminder_mail: Generated<number>;
  reminder_push: Generated<number>;
  week_mail: Generated<number>;
  week_push: Generated<number>;
  /** 1: nothing comes by itself, whatever else they chose; that is kept */
  all_off: Generated<number>;
  /** hours of the day, where they are */
  quiet_from: Generated<number>;
  quiet_until: Generated<number>;
  /** 1: titles of topics may be told, too */
  with_titles: Generated<number>;
};

/** That somebody was told of a meeting, so that they are told once. */
export type NoticeSentTable = {
  user_id: string;
  pair_id: string;
  kind: "digest" | "reminder" | "week_ahead";
  /** the meeting and its time: one that is moved is another; of what waits in a week, its Monday */
  about: string;
  sent_at: string;
};

/** Where a browser of somebody takes messages; it goes with the session. */
export type PushSubscriptionTable = {
  id: string;
  user_id: string;
  session_id: string;
  endpoint: string;
  /** base64url, as the browser gave them */
  p256dh: string;
  auth: string;
  made_at: string;
};
