import { mayOnArtifact } from "../access/may-on-artifact.ts";
import type { ArtifactRole, Audience } from "../artifact/artifact.ts";

export type AnnounceVerdict =
  | { type: "allowed" }
  | { type: "denied"; why: "not_yours" | "readers_read" | "not_published" | "not_agreed" };

/**
 * Whether somebody may announce an artifact: one of its writers, once everybody in the workspace may read it and the two of
 * each page agree on what came out of it.
 *
 * @param waiting proposals, of any page, that are open or on their way out of it.
 */
export function mayAnnounce(
  role: ArtifactRole | null,
  { audience, waiting }: { audience: Audience; waiting: number },
): AnnounceVerdict {
  const verdict = mayOnArtifact(role, "share");
  if (verdict.type === "denied")
    return { type: "denied", why: verdict.reason === "not_yours" ? "not_yours" : "readers_read" };
  if (audience !== "workspace") return { type: "denied", why: "not_published" };
  return waiting > 0 ? { type: "denied", why: "not_agreed" } : { type: "allowed" };
}
