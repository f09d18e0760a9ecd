import type { Generated } from "kysely";

export type PairTables = {
  pair: PairTable;
  pair_member: PairMemberTable;
  invitation: InvitationTable;
};

/** Two people with a relation; the id is also that of their page. */
export type PairTable = {
  id: string;
  created_by: string;
  created_at: string;
  /** null: of two people by themselves */
  workspace_id: string | null;
  /** null: nobody has said */
  relation: "report" | "skip_level" | "mentor" | "peer" | null;
  /** from then on the page is read and no longer written: one of them left, or has another manager; may be to come */
  frozen_at: string | null;
  /** since when both see on an archived page that it will go; null: they have not been told, or it will not */
  going_told_at: string | null;
  frozen_why: "manager_changed" | "left" | null;
  /** 1: the chart said of the two, when they began it, what the relation says */
  from_chart: Generated<number>;
};

/** Both seats of a pair, from its beginning; `user_id` and `joined_at` are null until somebody takes the seat. */
export type PairMemberTable = {
  pair_id: string;
  member: "a" | "b";
  user_id: string | null;
  name: string;
  role: string;
  joined_at: string | null;
  /** the invitation through which the seat was taken; null for whoever began the pair */
  invitation_id: string | null;
  /** whose seat it is in the workspace; their account takes it when they sign in */
  person_id: string | null;
  /** since when whoever had it has left the pair, for whatever reason; from then on it is offered to nobody */
  left_at: string | null;
  /** who left by their own wish and can still come back; `user_id` is null meanwhile, so that nothing is open to them */
  away_user_id: string | null;
};

export type InvitationTable = {
  id: string;
  pair_id: string;
  /** the seat it offers */
  member: "a" | "b";
  secret_hash: string;
  created_by: string;
  created_at: string;
  expires_at: string;
  revoked_at: string | null;
  accepted_by: string | null;
  accepted_at: string | null;
};
