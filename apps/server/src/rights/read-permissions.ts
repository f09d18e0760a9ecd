import type { CalendarProvider } from "@candor/integrations/calendar/oauth/calendar-provider.ts";
import type { Kysely } from "kysely";
import { openPermission } from "../calendar/account-permission.ts";
import type { AddressSeal } from "../calendar/address-seal.ts";
import type { Schema } from "../database/schema.ts";
import { openLinkAccounts } from "../link/link-accounts.ts";

export type PermissionReach = {
  db: Kysely<Schema>;
  /** of calendar accounts, and of accounts for titles of links */
  seals: { calendars: AddressSeal; links: AddressSeal };
  providers: readonly CalendarProvider[];
  allowed: readonly string[];
  now: () => Date;
  report: (fault: unknown, doing: string) => void;
};

/**
 * What somebody permitted this server at services, read while it is still there. A token that people made by hand is
 * theirs, and may be in use elsewhere: it is none of these.
 *
 * @returns what gives all of it back where a service has a way to; it never fails, and tells whoever runs the server
 * what was not taken.
 */
export async function readPermissions(reach: PermissionReach, userId: string): Promise<() => Promise<void>> {
  const { db, seals, providers, allowed, now, report } = reach;
  const calendars = await db
    .selectFrom("calendar_account")
    .select(["id", "kind", "sealed"])
    .where("user_id", "=", userId)
    .where("revoked_at", "is", null)
    .execute();
  const links = await openLinkAccounts({ db, seal: seals.links }, userId);
  const held = [
    ...calendars.map(({ id, kind, sealed }) => ({
      kind,
      refreshToken: openPermissionOf(seals.calendars, { id, kind, sealed }),
    })),
    ...links.map(({ token }) => ({ kind: "google", refreshToken: token.renewal?.refreshToken })),
  ];
  return async () => {
    for (const { kind, refreshToken } of held) {
      const provider = providers.find((each) => each.kind === kind);
      if (provider === undefined || provider.revoke === null || refreshToken === undefined) continue;
      try {
        const { giveBack } = await import("@candor/integrations/calendar/oauth/ask-tokens.ts");
        if (await giveBack(provider, refreshToken, { allowed, now })) continue;
        throw new Error(`${kind} did not take back what an erased account had permitted`);
      } catch (fault) {
        report(fault, "giving back what an erased account had permitted");
      }
    }
  };
}

function openPermissionOf(
  seal: AddressSeal,
  { id, kind, sealed }: { id: string; kind: string; sealed: string },
): string | undefined {
  return kind === "caldav" ? undefined : openPermission(seal, id, sealed)?.refreshToken;
}
