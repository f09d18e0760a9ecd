import { createHmac, timingSafeEqual } from "node:crypto";
import type { MailReception, MailRefusal } from "@candor/integrations/mail/incoming/incoming-mail.ts";
import { createRoute } from "@hono/zod-openapi";
import { type AppEnv, createRoutes } from "../http/app-env.ts";
import { problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import { hookKeyOf } from "./hook-key.ts";

export const MAIL_HOOK_PATH = "/api/mail-in";

const KEPT_BYTES = 1024 * 1024;
const MAX_BYTES = 26 * 1024 * 1024;
const OLDEST_SECONDS = 300;
const MAX_RECIPIENTS = 5;

const take = createRoute({
  method: "post",
  path: MAIL_HOOK_PATH,
  summary: "A mail provider hands over a mail as it came, signed (Standard Webhooks) by the secret that both know",
  responses: { 204: { description: "It is on disk, or is none of ours" }, ...problems(404, 413, 429) },
});

type Parts = { now: () => Date; mailIn: { hookSecrets: readonly string[]; reception: MailReception } };

/** Where a provider hands over mail. Whoever cannot sign it learns nothing here and changes nothing. */
export function mailHookRoutes({ now, mailIn: { hookSecrets, reception } }: Parts) {
  return createRoutes<AppEnv>().openapi(take, async (c) => {
    const id = c.req.header("webhook-id") ?? "";
    const at = c.req.header("webhook-timestamp") ?? "";
    const signatures = c.req.header("webhook-signature") ?? "";
    const refuse = (why: MailRefusal, name: "not_found" | "too_large") => {
      reception.refused(why);
      return problem(c, name);
    };
    if (hookSecrets.length === 0) return problem(c, "not_found");
    if (id === "" || signatures === "") return refuse("not_signed", "not_found");
    if (Number(c.req.header("content-length") ?? 0) > MAX_BYTES) return refuse("too_large", "too_large");
    const age = Math.abs(now().getTime() / 1000 - Number(at));
    const macs = hookSecrets.map((secret) => createHmac("sha256", hookKeyOf(secret)).update(`${id}.${at}.`));
    const chunks: Uint8Array[] = [];
    let size = 0;
    // Signed is the whole of it; kept is what can have words in it.
    for await (const chunk of c.req.raw.body ?? []) {
      for (const mac of macs) mac.update(chunk);
      const room = KEPT_BYTES - size;
      size += chunk.length;
      if (size > MAX_BYTES) return refuse("too_large", "too_large");
      if (room > 0) chunks.push(room < chunk.length ? chunk.subarray(0, room) : chunk);
    }
    const isOurs = macs.some((mac) => isSigned(signatures, mac.digest()));
    if (!isOurs) return refuse("not_signed", "not_found");
    if (!(age <= OLDEST_SECONDS)) return refuse("too_old", "not_found");
    const raw = Buffer.concat(chunks);
    const ours: string[] = [];
    for (const address of await recipientsOf(c.req.header("candor-recipient"), raw))
      if (ours.length < MAX_RECIPIENTS && (await reception.knows(address))) ours.push(address);
    if (ours.length === 0) {
      reception.refused("no_such_address");
      return c.body(null, 204);
    }
    const taken = await reception.take({ raw, isCut: size > KEPT_BYTES }, ours);
    return taken === "busy" ? problem(c, "too_many_requests") : c.body(null, 204);
  });
}

function isSigned(signatures: string, wanted: Buffer): boolean {
  return signatures.split(" ").some((each) => {
    const [version, signature = ""] = each.split(",");
    const given = Buffer.from(signature, "base64");
    return version === "v1" && given.length === wanted.length && timingSafeEqual(given, wanted);
  });
}

/** Whom the provider says it is for, or else whom its head does. */
async function recipientsOf(named: string | undefined, raw: Uint8Array): Promise<string[]> {
  if (named !== undefined) return named.split(",").map((each) => each.trim().toLowerCase());
  const { readMail } = await import("@candor/integrations/mail/incoming/read-mail.ts");
  return (await readMail(raw)).recipients;
}
