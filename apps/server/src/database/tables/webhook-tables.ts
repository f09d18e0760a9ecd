export type WebhookTables = { webhook: WebhookTable; webhook_delivery: WebhookDeliveryTable };

/** Where somebody has it told what happens on their pages. Address and secrets are sealed with the server's own secret. */
export type WebhookTable = {
  id: string;
  user_id: string;
  name: string;
  host: string;
  address_sealed: string;
  secret_sealed: string;
  /** the one before; it signs beside the new one until `old_until` */
  old_secret_sealed: string | null;
  old_until: string | null;
  /** JSON: a list of `WebhookSubject` */
  subjects: string;
  /** JSON: ids of pages; null: all of its owner's */
  pages: string | null;
  with_content: number;
  created_at: string;
  /** null: it is on */
  off: "gone" | "failing" | "person" | null;
  /** the last try, and what came of it; null: there was none yet */
  tried_at: string | null;
  status: number | null;
  fault: string | null;
  /** null: the last one was taken */
  failing_since: string | null;
};

/** Something to be told, as it was when it happened; sent once more it is the same message. */
export type WebhookDeliveryTable = {
  id: string;
  webhook_id: string;
  user_id: string;
  /** empty: it is about no page */
  page: string;
  type: string;
  body: string;
  at: string;
  state: "waiting" | "sending" | "sent" | "failed" | "dropped";
  tries: number;
  next_try_at: string;
  lease_until: string | null;
  status: number | null;
  fault: string | null;
};
