import type { ArtifactRole } from "../artifact/artifact.ts";

export type ArtifactAction =
  | "read"
  /** proposing a change of the text, for somebody who may write to decide about */
  | "suggest"
  | "write"
  /** who writes and reads, who owns it, for whom it is, when it is looked at again */
  | "share"
  | "review"
  | "delete";

export type ArtifactVerdict =
  | { type: "allowed" }
  | { type: "denied"; reason: "not_yours" | "readers_read" | "owner_only" };

/** @param role null: somebody it is not for. */
export function mayOnArtifact(role: ArtifactRole | null, action: ArtifactAction): ArtifactVerdict {
  if (role === null) return { type: "denied", reason: "not_yours" };
  if (action === "read" || action === "suggest" || role === "owner") return { type: "allowed" };
  if (action === "delete") return { type: "denied", reason: "owner_only" };
  return role === "writer" ? { type: "allowed" } : { type: "denied", reason: "readers_read" };
}
