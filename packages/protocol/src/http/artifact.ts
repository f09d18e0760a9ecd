import type { Point, Proposal } from "@candor/core/artifact/agreement.ts";
import type { ArtifactKind, ArtifactRole, Audience, SourceKind } from "@candor/core/artifact/artifact.ts";
import type { LinkKind } from "@candor/core/artifact/share-link.ts";
import type { SuggestionAct, SuggestionState } from "@candor/core/artifact/suggestion.ts";
import type { CoWriterId, MemberId } from "@candor/core/person/member.ts";

/** What an artifact answers; `pair` null: a question of the bank, which is nobody's page. */
export type ArtifactSource = { kind: SourceKind; item: string; pair: string | null };

/**
 * GET /api/artifacts → ArtifactEntry[], all that I may see
 * PUT /api/artifacts/:id CreateArtifact → ArtifactAnswer; again: as it is
 * PATCH /api/artifacts/:id ChangeArtifact, POST /api/artifacts/:id/reviewed, DELETE /api/artifacts/:id
 */
export type ArtifactEntry = {
  id: string;
  kind: ArtifactKind;
  /** "link": it stands elsewhere, at `address` */
  form: "document" | "link";
  title: string;
  address: string | null;
  audience: Audience;
  workspace: { id: string; name: string } | null;
  owner: string | null;
  myRole: ArtifactRole;
  /** my number in it; "p0": I read because my workspace may */
  me: CoWriterId;
  /** ISO date */
  reviewOn: string | null;
  reviewedAt: string | null;
  createdAt: string;
  /** by how many links somebody without an account can read it */
  openLinks: number;
  /** as far as they are mine to know */
  sources: ArtifactSource[];
};

export type ArtifactPerson = { member: CoWriterId; name: string; role: ArtifactRole; joined: boolean };

/** GET /api/artifacts/:id */
export type ArtifactAnswer = ArtifactEntry & { people: ArtifactPerson[]; proposals: ArtifactProposal[] };

export type CreateArtifact = {
  kind: ArtifactKind;
  form: "document" | "link";
  title: string;
  /** of a link */
  address?: string | undefined;
  /** the page from which it comes: the other of the two writes it with me */
  pair?: string | undefined;
  workspace?: string | undefined;
  sources?: { kind: SourceKind; item: string }[] | undefined;
  /** what of the page is to come along, once both agree */
  points?: Point[] | undefined;
};

export type ChangeArtifact = {
  kind?: ArtifactKind | undefined;
  /** of a link; a document has its own */
  title?: string | undefined;
  address?: string | undefined;
  reviewOn?: string | null | undefined;
  audience?: Audience | undefined;
};

/** What is to come out of a page into an artifact, as the two of the page see it. */
export type ArtifactProposal = Proposal & {
  id: string;
  artifact: string;
  pair: string;
  /** my seat in the pair */
  me: MemberId;
  proposedBy: MemberId;
  proposedAt: string;
};

/**
 * PUT /api/artifacts/:id/proposals/:proposal ProposePoints → ArtifactProposal; begins it, or says it in other words
 * POST /api/artifacts/:id/proposals/:proposal/agree AgreeToPoints → ArtifactProposal
 * POST /api/artifacts/:id/proposals/:proposal/take-back TakeBackPoint → ArtifactProposal; before it left the page or after
 */
export type ProposePoints = {
  pair: string;
  points: Point[];
  /** what was read; null: there is none yet */
  revision: number | null;
};

export type AgreeToPoints = { revision: number };

export type TakeBackPoint = { point: string };

/** GET /api/pairs/:id/artifacts → what answers topics and themes of a page, and questions, and what is to come out of it */
export type PageArtifacts = { artifacts: ArtifactEntry[]; proposals: ArtifactProposal[] };

/** PUT, DELETE /api/artifacts/:id/sources ArtifactSource */
export type ChangeSource = { kind: SourceKind; item: string; pair: string | null };

/** Somebody who may be asked in: the other of a pair of mine, or a colleague. GET /api/artifacts/:id/candidates */
export type ArtifactCandidate = { pair?: string | undefined; person?: string | undefined; name: string };

/**
 * POST /api/artifacts/:id/people InvitePerson → ArtifactAnswer
 * PUT /api/artifacts/:id/people/:member {role}, DELETE /api/artifacts/:id/people/:member → ArtifactAnswer
 */
export type InvitePerson = { pair?: string | undefined; person?: string | undefined; role: "writer" | "reader" };

/** POST /api/artifacts/:id/images, the bytes → where it can be fetched */
export type ArtifactImage = { src: string };

/** GET /api/artifacts/:id/versions?before=seq → newest first; see `versionsAtOnce` */
export type ArtifactVersion = { seq: number; at: string; by: string[]; updates: number };

/** A change of the text that somebody would like to see; where it stands is for the document to say. */
export type ArtifactSuggestion = {
  id: string;
  /** JSON of relative positions of Yjs */
  start: string;
  end: string;
  /** the words as they were; "": something is put in */
  quote: string;
  /** the words instead; "": they go */
  text: string;
  reason: string;
  state: SuggestionState;
  by: string;
  isMine: boolean;
  at: string;
  /** who accepted or declined it, or took it back */
  decidedBy: string | null;
  decidedAt: string | null;
};

/**
 * GET /api/artifacts/:id/suggestions → ArtifactSuggestion[]; what is open, oldest first, then the newest that are decided
 * PUT /api/artifacts/:id/suggestions/:suggestion SuggestChange → ArtifactSuggestion; again: as it is
 * POST /api/artifacts/:id/suggestions/:suggestion/decide DecideSuggestion → ArtifactSuggestion
 */
export type SuggestChange = Pick<ArtifactSuggestion, "start" | "end" | "quote" | "text" | "reason">;

export type DecideSuggestion = { act: SuggestionAct };

/** GET /api/artifacts/:id/links → ArtifactLink[], the newest first; those that are over for thirty days more */
export type ArtifactLink = {
  id: string;
  kind: LinkKind;
  /** for whom it is, in the words of whoever made it; may be empty */
  label: string;
  state: "open" | "revoked" | "taken_out" | "expired";
  madeAt: string;
  expiresAt: string;
  /** how often somebody opened it, and when last; null: not mine to know */
  opened: number | null;
  lastOpenedAt: string | null;
};

/**
 * POST /api/artifacts/:id/links MakeArtifactLink → NewArtifactLink
 * DELETE /api/artifacts/:id/links/:link → it opens nothing from now on
 */
export type MakeArtifactLink = { kind: LinkKind; days: number; label: string };

/** The address is told this once: the server keeps no more of it than it needs to know it again. */
export type NewArtifactLink = ArtifactLink & { address: string };
