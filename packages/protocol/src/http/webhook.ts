import type { WebhookSubject } from "@candor/core/webhook/webhook-event.ts";

/** Where I have it told what happens on my pages. Its secret is told when it is made, and when it is changed. */
export type Webhook = {
  id: string;
  name: string;
  /** of the address the host alone: the rest may be a secret of its own */
  host: string;
  subjects: WebhookSubject[];
  /** the pages it is about; null: all that I have */
  pages: string[] | null;
  /** whether it is told what is written; otherwise only that something changed */
  withContent: boolean;
  createdAt: string;
  /** "gone": the receiver wants nothing more; "failing": it took nothing for days; "person": I turned it off; null: it is on */
  off: "gone" | "failing" | "person" | null;
  /** the last try, and what the receiver answered or why it did not; null: there was none yet */
  last: { at: string; status: number | null; fault: string | null } | null;
  /** since when it has taken nothing; null: it took the last */
  failingSince: string | null;
};

/**
 * GET /api/me/webhooks; POST, soon after signing in, CreateWebhook → NewWebhook; PATCH /api/me/webhooks/:id {on};
 * DELETE; POST /api/me/webhooks/:id/try turns it on and sends what waits, and a test; POST /api/me/webhooks/:id/secret → NewWebhook, the old secret signs beside it for a day
 */
export type CreateWebhook = {
  name: string;
  address: string;
  subjects: WebhookSubject[];
  pages: string[] | null;
  withContent: boolean;
};

export type NewWebhook = Webhook & { secret: string };

/** GET /api/me/webhooks/:id/deliveries → the newest; POST …/:delivery/replay sends it once more, under the same id */
export type WebhookDelivery = {
  id: string;
  type: string;
  at: string;
  state: "waiting" | "sending" | "sent" | "failed" | "dropped";
  tries: number;
  /** what the receiver answered last; null: nothing */
  status: number | null;
  /** why nothing was answered; null: something was */
  fault: string | null;
  /** when it is tried next; null: not by itself */
  nextTryAt: string | null;
};
