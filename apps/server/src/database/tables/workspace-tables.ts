import type { Generated } from "kysely";

export type WorkspaceTables = {
  workspace: WorkspaceTable;
  person: PersonTable;
  manager_edge: ManagerEdgeTable;
  workspace_invitation: WorkspaceInvitationTable;
  people_import: PeopleImportTable;
};

/** Whoever hosts Candor for themselves: a company, a team. Several may share a server and know nothing of each other. */
export type WorkspaceTable = {
  id: string;
  name: string;
  /** JSON */
  settings: string;
  created_at: string;
};

/** Somebody of a workspace, who need not have signed in yet. */
export type PersonTable = {
  id: string;
  workspace_id: string;
  /** null: has not signed in yet */
  user_id: string | null;
  /** in lower case */
  email: string | null;
  name: string;
  title: string;
  department: string;
  role: "owner" | "admin" | "member";
  /** what the company's own list calls them */
  external_id: string | null;
  created_at: string;
  /** since then they have no access to anything of the workspace */
  left_at: string | null;
  /** JSON: what leaving took from them, so that it can be given back */
  leaving: string | null;
  /** when the account became theirs; who was begun a page with before is let onto it by whoever began it */
  joined_at: string | null;
  /** the account that made the link they came by; null: none, or they came another way */
  invited_by: string | null;
  /** how they came in; null: they have not, or did before that was kept */
  joined_by: "told_link" | "mailed_link" | "handed_link" | "address" | "setup" | null;
  /** the address that the link was sent to or that they signed in by; null: it was neither */
  joined_email: string | null;
};

/** Who manages whom from one day to another, by days as ISO dates, half-open; nobody has two managers on one day. */
export type ManagerEdgeTable = {
  id: string;
  workspace_id: string;
  report_id: string;
  manager_id: string;
  since: string;
  until: string | null;
};

/** A link that brings one person of the chart into the workspace. */
export type WorkspaceInvitationTable = {
  id: string;
  workspace_id: string;
  person_id: string;
  secret_hash: string;
  created_by: string;
  created_at: string;
  expires_at: string;
  revoked_at: string | null;
  accepted_at: string | null;
  /** the mail that carries it, which may be gone; null: it was told to whoever made it */
  mail_id: Generated<string | null>;
  mailed_to: Generated<string | null>;
  /** "operator": whoever runs the server hands it on */
  mailed_by: Generated<"smtp" | "operator" | null>;
};

export type PeopleImportTable = {
  id: string;
  workspace_id: string;
  created_by: string;
  created_at: string;
  undone_at: string | null;
  /** JSON: how many came, changed, left */
  summary: string;
  /** JSON: what it takes to take the import back */
  undo: string;
};
