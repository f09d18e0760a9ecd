/** What lets a company's directory write the people of one workspace. Its secret is told once and never again. */
export type ScimToken = {
  id: string;
  name: string;
  createdAt: string;
  /** the day, such as 2026-12-01; null: not yet */
  lastUsedOn: string | null;
  revokedAt: string | null;
};

export type NewScimToken = ScimToken & { secret: string };

export type ScimSettings = {
  /** where a directory sends its requests */
  baseUrl: string;
  /** people in the group of this name are admins of the workspace; null: no group gives a role */
  adminGroup: string | null;
  tokens: ScimToken[];
};
