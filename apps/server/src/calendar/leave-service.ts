import type { AccessToken } from "@candor/integrations/calendar/account/ask-json.ts";
import { type PermissionParts, readPermission } from "./account-permission.ts";

/**
 * Gives a permission back to the service that holds it, and has it tell us nothing more. Where the service cannot be
 * reached that comes to nothing, and what we know of the account is thrown away all the same.
 */
export async function leaveService(
  parts: PermissionParts & { tokenOf: (accountId: string) => AccessToken },
  accountId: string,
): Promise<void> {
  const { db, providers, allowed, now } = parts;
  const account = await db
    .selectFrom("calendar_account")
    .select(["kind", "revoked_at"])
    .where("id", "=", accountId)
    .executeTakeFirst();
  const provider = providers.find(({ kind }) => kind === account?.kind);
  const permission = provider && (await readPermission(parts, accountId));
  if (!account || !provider || !permission || account.revoked_at !== null) return;
  const channels = await db
    .selectFrom("calendar_channel")
    .innerJoin("calendar_source", "calendar_source.id", "calendar_channel.source_id")
    .select(["channel", "resource"])
    .where("account_id", "=", accountId)
    .execute();
  const { closeHints } = await import("@candor/integrations/calendar/oauth/calendar-hints.ts");
  const ports = { kind: provider.kind, base: provider.api, allowed, now, token: parts.tokenOf(accountId) };
  await Promise.all(
    channels.flatMap(({ channel: id, resource }) => (id === null ? [] : [closeHints(ports, { id, resource })])),
  );
  const { giveBack } = await import("@candor/integrations/calendar/oauth/ask-tokens.ts");
  await giveBack(provider, permission.refreshToken, { allowed, now });
}
