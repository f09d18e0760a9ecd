import { createHmac, timingSafeEqual } from "node:crypto";
import type { NoticeKind } from "@candor/core/reminder/judge-notice.ts";

/** What a mail by itself may be about, each switched off alone. */
export type MailedKind = NoticeKind | "weekly";

const KINDS: readonly string[] = ["digest", "reminder", "week_ahead", "weekly"] satisfies MailedKind[];
const PATH = "/api/unsubscribe";

export type UnsubscribeLinks = {
  pathFor(userId: string, kind: MailedKind): string;
  /** @returns null: it was not made here. */
  read(token: string): { userId: string; kind: MailedKind } | null;
};

/** Links by which whoever has a mail ends its kind, signed in or not, and nothing else; they hold for good. */
export function createUnsubscribeLinks(secret: string): UnsubscribeLinks {
  const macOf = (text: string) => createHmac("sha256", `unsubscribe ${secret}`).update(text).digest().subarray(0, 18);
  return {
    pathFor(userId, kind) {
      return `${PATH}?t=${kind}.${userId}.${macOf(`${kind}.${userId}`).toString("base64url")}`;
    },
    read(token) {
      const [kind = "", userId = "", mac = ""] = token.split(".");
      const [given, wanted] = [Buffer.from(mac, "base64url"), macOf(`${kind}.${userId}`)];
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted) || !KINDS.includes(kind)) return null;
      return { userId, kind: kind as MailedKind };
    },
  };
}

/** By which mail programs offer to end it with one click (RFC 8058). */
export function unsubscribeHeaders(address: string): Record<string, string> {
  return { "List-Unsubscribe": `<${address}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" };
}
