/** What an artifact is for; each but "other" has a template to begin with. */
export const ARTIFACT_KINDS = [
  "mission",
  "value_proposition",
  "spec",
  "decision",
  "faq",
  "how_to",
  "career_ladder",
  "other",
] as const;
export type ArtifactKind = (typeof ARTIFACT_KINDS)[number];

/** The owner is one of the writers, and sees to it that it is looked at again. */
export const ARTIFACT_ROLES = ["owner", "writer", "reader"] as const;
export type ArtifactRole = (typeof ARTIFACT_ROLES)[number];

/** "people": those who were chosen; "workspace": everybody in it may read, beside those. */
export const AUDIENCES = ["people", "workspace"] as const;
export type Audience = (typeof AUDIENCES)[number];

/** A question of the bank, or a topic or theme of a page, which an artifact answers. */
export const SOURCE_KINDS = ["topic", "question", "theme"] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

const DAYS_TO_REVIEW: Record<ArtifactKind, number> = {
  mission: 365,
  value_proposition: 182,
  spec: 91,
  decision: 365,
  faq: 91,
  how_to: 182,
  career_ladder: 365,
  other: 182,
};

const DAY_MILLISECONDS = 86_400_000;

/** @returns the ISO date on which it had better be looked at again. */
export function firstReview(kind: ArtifactKind, today: string): string {
  return new Date(Date.parse(today) + DAYS_TO_REVIEW[kind] * DAY_MILLISECONDS).toISOString().slice(0, 10);
}

const SOON_DAYS = 14;

/** @param reviewOn ISO date; null: nobody wants to be reminded. */
export function judgeReview(reviewOn: string | null, today: string): "due" | "soon" | "fine" {
  if (reviewOn === null) return "fine";
  const days = (Date.parse(reviewOn) - Date.parse(today)) / DAY_MILLISECONDS;
  return days <= 0 ? "due" : days <= SOON_DAYS ? "soon" : "fine";
}
