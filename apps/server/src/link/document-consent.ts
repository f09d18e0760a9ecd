import { randomBytes } from "node:crypto";
import { askPermission } from "@candor/integrations/calendar/oauth/ask-permission.ts";
import type { CalendarProvider } from "@candor/integrations/calendar/oauth/calendar-provider.ts";
import { askWho, type LinkPorts } from "@candor/integrations/link/ask-link.ts";
import { type LinkSite, ORIGINS } from "@candor/integrations/link/link-site.ts";
import type { Kysely } from "kysely";
import type { AddressSeal } from "../calendar/address-seal.ts";
import type { Schema } from "../database/schema.ts";
import type { KeptToken } from "./document-permission.ts";
import { keepLinkAccount, type LinkAccountRefusal } from "./link-accounts.ts";

/** To see what files are called, where they lie and whose they are, and nothing of what is in them. */
const SCOPE = "https://www.googleapis.com/auth/drive.metadata.readonly";
const CONSENT_MILLISECONDS = 20 * 60_000; // to sign in there, find the second factor, and read what is asked for
const VERIFIER_BYTES = 32;

export type ConsentParts = {
  db: Kysely<Schema>;
  seal: AddressSeal;
  documents: CalendarProvider;
  /** addresses of documents that are known here, beside Google's own */
  sites: readonly LinkSite[];
  ports: LinkPorts;
  now: () => Date;
  newId: () => string;
};

type Consent = { verifier: string; redirectUri: string; until: number };

/** Where somebody goes to give permission. What they come back with is good in this session alone. */
export function askForDocuments(
  { seal, documents, now }: Pick<ConsentParts, "seal" | "documents" | "now">,
  sessionId: string,
  redirectUri: string,
): string {
  const verifier = randomBytes(VERIFIER_BYTES).toString("base64url");
  const consent: Consent = { verifier, redirectUri, until: now().getTime() + CONSENT_MILLISECONDS };
  const state = seal.seal(placeOf(sessionId), JSON.stringify(consent));
  return askPermission(documents, { redirectUri, state, verifier, scope: SCOPE });
}

export type DocumentRefusal = LinkAccountRefusal | "consent_void" | "link_consent_incomplete";

/** Keeps the permission that somebody came back with, in place of one that they gave before. */
export async function finishDocuments(
  parts: ConsentParts,
  { userId, sessionId }: { userId: string; sessionId: string },
  { code, state }: { code: string; state: string },
): Promise<DocumentRefusal | null> {
  const { seal, documents, sites, ports, now } = parts;
  const text = seal.open(placeOf(sessionId), state);
  const consent = text === null ? null : (JSON.parse(text) as Consent);
  if (consent === null || consent.until <= now().getTime()) return "consent_void";
  const { takeCode } = await import("@candor/integrations/calendar/oauth/ask-tokens.ts");
  const { verifier, redirectUri } = consent;
  const reach = { allowed: ports.allowed, now };
  const answer = await takeCode(documents, { code, verifier, redirectUri, writes: false }, reach);
  if (answer.type === "refused") return "consent_void";
  if (answer.type === "failed") return "link_host_silent";
  const { accessToken, expiresAt, refreshToken, scope } = answer.tokens;
  const isPermitted = scope === "" || scope.split(" ").includes(SCOPE);
  if (refreshToken === null || !isPermitted) {
    if (refreshToken !== null) await giveBackDocuments(parts, userId, refreshToken);
    return "link_consent_incomplete";
  }
  const site = siteOfDocuments(sites);
  const token: KeptToken = { token: accessToken, account: null, renewal: { refreshToken, expiresAt } };
  const who = await askWho({ site, token }, ports);
  const refusal = who.type === "found" ? await keepLinkAccount(parts, userId, { site, who: who.found, token }) : null;
  if (who.type === "found" && refusal === null) return null;
  await giveBackDocuments(parts, userId, refreshToken);
  return refusal ?? "link_host_silent";
}

/**
 * Gives a permission back to Google, unless calendars are read by one of the same person: whoever takes one back there
 * takes back all that this server has of them.
 *
 * @returns whether Google has taken it.
 */
export async function giveBackDocuments(
  { db, documents, ports, now }: Pick<ConsentParts, "db" | "ports" | "now"> & { documents: CalendarProvider | null },
  userId: string,
  refreshToken: string,
): Promise<boolean> {
  if (documents === null) return false;
  const calendars = await db
    .selectFrom("calendar_account")
    .select("id")
    .where("user_id", "=", userId)
    .where("kind", "=", "google")
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  if (calendars) return false;
  const { giveBack } = await import("@candor/integrations/calendar/oauth/ask-tokens.ts");
  return giveBack(documents, refreshToken, { allowed: ports.allowed, now });
}

function siteOfDocuments(sites: readonly LinkSite[]): LinkSite {
  const own = sites.find(({ provider }) => provider === "google");
  return own ?? { provider: "google", origin: ORIGINS.google ?? "" };
}

function placeOf(sessionId: string): string {
  return `document consent of ${sessionId}`;
}
