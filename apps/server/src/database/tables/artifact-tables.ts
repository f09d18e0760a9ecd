import type { ArtifactKind, ArtifactRole, Audience, SourceKind } from "@candor/core/artifact/artifact.ts";
import type { LinkKind } from "@candor/core/artifact/share-link.ts";
import type { SuggestionState } from "@candor/core/artifact/suggestion.ts";
import type { CoWriterId } from "@candor/core/person/member.ts";

export type ArtifactTables = {
  artifact: ArtifactTable;
  artifact_person: ArtifactPersonTable;
  artifact_source: ArtifactSourceTable;
  artifact_proposal: ArtifactProposalTable;
  artifact_image: ArtifactImageTable;
  artifact_suggestion: ArtifactSuggestionTable;
  artifact_link: ArtifactLinkTable;
};

/** Something written down for more than the two who spoke of it; of a document the id is also that of its log. */
export type ArtifactTable = {
  id: string;
  kind: ArtifactKind;
  /** "link": it stands elsewhere, at `address` */
  form: "document" | "link";
  /** of a document: as it was when it was last written down whole */
  title: string;
  address: string | null;
  workspace_id: string | null;
  audience: Audience;
  /** ISO date; null: nobody wants to be reminded */
  review_on: string | null;
  reviewed_at: string | null;
  created_by: string;
  created_at: string;
  /** versions from before are closed: something was taken out again; null: none are */
  closed_before: string | null;
};

/**
 * Who takes part: an account, or whoever sits on a seat of a pair or in a place of a workspace, whether or not they have
 * come yet.
 */
export type ArtifactPersonTable = {
  artifact_id: string;
  member: CoWriterId;
  role: ArtifactRole;
  user_id: string | null;
  pair_id: string | null;
  seat: "a" | "b" | null;
  person_id: string | null;
  /** where neither the pair nor the workspace has one */
  name: string;
  added_at: string;
};

/** What it answers. A topic or theme is known to the two of its page alone. */
export type ArtifactSourceTable = {
  artifact_id: string;
  kind: SourceKind;
  /** a topic's id, a question's id, a theme's word */
  item: string;
  /** "": of no pair, as a question of the bank is */
  pair_id: string;
  added_at: string;
};

/** What is to come out of a page, see `core/artifact/agreement.ts`; the two of the page alone read it. */
export type ArtifactProposalTable = {
  id: string;
  artifact_id: string;
  pair_id: string;
  state: "open" | "leaving" | "out" | "withdrawn";
  revision: number;
  /** JSON: Point[] */
  points: string;
  agreed_a: string | null;
  agreed_b: string | null;
  proposed_by: "a" | "b";
  proposed_at: string;
};

/** The bytes lie in the data folder or a store, under the id. */
export type ArtifactImageTable = {
  id: string;
  artifact_id: string;
  type: string;
  bytes: number;
  added_by: string;
  added_at: string;
  /** ISO instant since when its artifact's text has not shown it; null: it does, as far as anybody has looked */
  unused_since: string | null;
};

/** A change of the text that somebody would like to see, see `document/artifact/suggestion-place.ts`; whoever reads it reads these. */
export type ArtifactSuggestionTable = {
  id: string;
  artifact_id: string;
  /** JSON of a relative position of Yjs */
  starts_at: string;
  ends_at: string;
  /** the words as they were; "": something is put in */
  quote: string;
  /** the words instead; "": they go */
  instead: string;
  reason: string;
  state: SuggestionState;
  suggested_by: string;
  suggested_at: string;
  /** who decided about it, or took it back; null: nobody has */
  decided_by: string | null;
  decided_at: string | null;
};

/** By which somebody without an account reads an artifact, see `core/artifact/share-link.ts`. */
export type ArtifactLinkTable = {
  id: string;
  artifact_id: string;
  secret_hash: string;
  kind: LinkKind;
  /** for whom it is, in the words of whoever made it */
  label: string;
  /** of a snapshot, JSON: Paper; null: it is live, or opens nothing any more */
  paper: string | null;
  made_by: string;
  made_at: string;
  expires_at: string;
  revoked_at: string | null;
  opened: number;
  last_opened_at: string | null;
};
