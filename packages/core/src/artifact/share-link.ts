/** "live": the text as it is whenever the link is opened; "snapshot": as it was when the link was made. */
export const LINK_KINDS = ["live", "snapshot"] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

export const DEFAULT_LINK_DAYS = 30;
export const MAX_LINK_DAYS = 365;
export const MAX_OPEN_LINKS = 20; // of one artifact; more than anybody keeps in their head

export type ShareLink = {
  kind: LinkKind;
  /** ISO instants */
  madeAt: string;
  expiresAt: string;
  revokedAt: string | null;
};

/**
 * Whether a link opens anything, and if not, why not. Only those of the artifact are told why; whoever has the link is not.
 *
 * @param closedBefore of the artifact, ISO instant: something was taken out then; null: nothing ever was. What was copied
 *   before may hold it, so that such a copy is closed to everybody, as the versions from then are.
 */
export function judgeLink(
  { kind, madeAt, expiresAt, revokedAt }: ShareLink,
  closedBefore: string | null,
  now: string,
): "open" | "revoked" | "taken_out" | "expired" {
  if (kind === "snapshot" && closedBefore !== null && madeAt <= closedBefore) return "taken_out";
  if (revokedAt !== null) return "revoked";
  return expiresAt <= now ? "expired" : "open";
}
