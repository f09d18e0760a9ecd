import type { MemberId } from "../person/member.ts";

/** Something of a page that one of the two would like to see in an artifact. */
export type Point = {
  id: string;
  /** who brought it up; null: both, or it does not say */
  whose: MemberId | null;
  text: string;
};

/** What is to come out of a page, as it stands; both agree to the same words, or it stays where it is. */
export type Proposal = {
  /** "leaving": both have agreed, and it is being written where it goes */
  state: "open" | "leaving" | "out" | "withdrawn";
  /** rises with every change: an agreement counts for the revision that was read */
  revision: number;
  points: Point[];
  agreed: Readonly<Record<MemberId, string | null>>;
};

export type AgreementVerdict =
  | { type: "changed"; proposal: Proposal }
  /** both have agreed to these very words: now they leave the page */
  | { type: "leaves"; proposal: Proposal }
  /** what was read is not what stands there any more */
  | { type: "stale" }
  /** it has left the page, or was withdrawn */
  | { type: "over" };

type Act = { member: MemberId; revision: number; now: string };

export function beginProposal(member: MemberId, points: Point[], now: string): Proposal {
  return { state: "open", revision: 1, points, agreed: onlyBy(member, now) };
}

/** Agrees to what was read at a revision. */
export function agree(proposal: Proposal, { member, revision, now }: Act): AgreementVerdict {
  const refusal = refuse(proposal, revision);
  if (refusal) return refusal;
  const agreed = { ...proposal.agreed, [member]: proposal.agreed[member] ?? now };
  if (agreed.a !== null && agreed.b !== null && proposal.points.length > 0)
    return { type: "leaves", proposal: { ...proposal, state: "leaving", agreed } };
  return { type: "changed", proposal: { ...proposal, agreed } };
}

/** Other words, or points more or fewer: whoever changes them agrees to them, and the other is asked anew. */
export function changePoints(proposal: Proposal, points: Point[], act: Act): AgreementVerdict {
  const refusal = refuse(proposal, act.revision);
  if (refusal) return refusal;
  const state = points.length === 0 ? "withdrawn" : "open";
  const agreed = onlyBy(act.member, act.now);
  return { type: "changed", proposal: { ...proposal, state, points, agreed, revision: proposal.revision + 1 } };
}

/** One takes a point back before it has left the page: it takes two to let something out, and one to keep it in. */
export function takeBack(proposal: Proposal, point: string, act: Act): AgreementVerdict {
  return changePoints(
    proposal,
    proposal.points.filter(({ id }) => id !== point),
    act,
  );
}

function refuse(proposal: Proposal, revision: number): AgreementVerdict | null {
  if (proposal.state !== "open") return { type: "over" };
  return proposal.revision === revision ? null : { type: "stale" };
}

function onlyBy(member: MemberId, now: string): Proposal["agreed"] {
  return { a: null, b: null, [member]: now };
}
