import type { AccessEventKind, ServerEventKind } from "@candor/core/access/access-log.ts";
import type { ColumnType, Generated } from "kysely";

/**
 * Every table. Ids are text, times ISO-8601 text by the server's clock, booleans 0/1, JSON text; sequence numbers are
 * whole numbers. The four tables of the sign-in library carry its own names and the types it expects of each engine.
 */
export type Schema = {
  user: UserTable;
  session: SessionTable;
  account: AccountTable;
  verification: VerificationTable;

  mail_outbox: MailOutboxTable;
  mail_proof: MailProofTable;
  known_browser: KnownBrowserTable;
  passkey: PasskeyTable;
  ceremony: CeremonyTable;
  account_claim: AccountClaimTable;

  workspace: WorkspaceTable;
  person: PersonTable;
  manager_edge: ManagerEdgeTable;
  workspace_invitation: WorkspaceInvitationTable;
  people_import: PeopleImportTable;
  scim_token: ScimTokenTable;
  scim_profile: ScimProfileTable;
  scim_group: ScimGroupTable;
  scim_group_member: { group_id: string; person_id: string };

  pair: PairTable;
  pair_member: PairMemberTable;
  invitation: InvitationTable;

  page_access_event: PageAccessEventTable;
  server_event: ServerEventTable;
  used_socket_ticket: { nonce: string; expires_at: string };

  meeting_worth: MeetingWorthTable;
  own_question: OwnQuestionTable;
  question_mark: QuestionMarkTable;

  erasure: ErasureTable;

  page_log: PageLogTable;
  page_session: PageSessionTable;
  page_snapshot: PageSnapshotTable;
  page_volume: PageVolumeTable;
  page_state: PageStateTable;

  topic: TopicTable;
  meeting: MeetingTable;
  action: ActionTable;
  search_entry: SearchEntryTable;

  node_event: NodeEventTable;
  node_lease: NodeLeaseTable;

  setting: { key: string; value: string };
};

/** The sign-in library writes and reads Dates on PostgreSQL, ISO text on SQLite. Both are taken. */
type AuthTime = ColumnType<string | Date, string | Date, string | Date>;
/** 0/1 on SQLite, boolean on PostgreSQL. */
type AuthFlag = ColumnType<number | boolean, number | boolean, number | boolean>;

export type UserTable = {
  id: string;
  name: string;
  email: string;
  emailVerified: AuthFlag;
  image: string | null;
  createdAt: AuthTime;
  updatedAt: AuthTime;
  isAnonymous: AuthFlag | null;
};

export type SessionTable = {
  id: string;
  expiresAt: AuthTime;
  token: string;
  createdAt: AuthTime;
  updatedAt: AuthTime;
  ipAddress: string | null;
  userAgent: string | null;
  userId: string;
};

export type AccountTable = {
  id: string;
  accountId: string;
  providerId: string;
  userId: string;
  accessToken: string | null;
  refreshToken: string | null;
  idToken: string | null;
  accessTokenExpiresAt: AuthTime | null;
  refreshTokenExpiresAt: AuthTime | null;
  scope: string | null;
  password: string | null;
  createdAt: AuthTime;
  updatedAt: AuthTime;
};

export type VerificationTable = {
  id: string;
  identifier: string;
  value: string;
  expiresAt: AuthTime;
  createdAt: AuthTime;
  updatedAt: AuthTime;
};

/** Mail that the server has promised to send. A row goes when the mail is sent, refused for good or of no use any more. */
export type MailOutboxTable = {
  id: string;
  to_address: string;
  subject: string;
  text: string;
  created_at: string;
  /** from then on nobody would have any use for it */
  expires_at: string;
  /** moved on before each try, so that two nodes do not try at once */
  next_try_at: string;
  tries: Generated<number>;
};

/** Somebody is to show that they read an address: by a link or a code, once, in the browser that asked. */
export type MailProofTable = {
  id: string;
  purpose: "sign_in" | "old_email" | "new_email";
  /** in lower case */
  email: string;
  /** whose address is to change; null when signing in, where it is not even looked up */
  user_id: string | null;
  browser_hash: string;
  /** null: the mail has a code and no link */
  token_hash: string | null;
  /** keyed, since a code is short */
  code_hash: string;
  /** of codes in the browser that asked; others do not count */
  tries: Generated<number>;
  created_at: string;
  expires_at: string;
  redeemed_at: string | null;
};

/** Somebody once signed in with this address in this browser: strangers cannot use up its allowance of mails. */
export type KnownBrowserTable = { browser_hash: string; email: string; used_at: string };

export type PasskeyTable = {
  id: string;
  user_id: string;
  /** base64url, as are the bytes of the key */
  credential_id: string;
  public_key: string;
  counter: number;
  /** JSON */
  transports: string;
  /** the host it was made for; it works on no other */
  rp_id: string;
  name: string;
  created_at: string;
  /** a day; null: not yet */
  used_on: string | null;
};

/** A sign-in that has begun and waits for its answer, once, in the browser that began it. */
export type CeremonyTable = {
  id: string;
  kind: "passkey_register" | "passkey_sign_in" | "oidc";
  browser_hash: string;
  /** null: nobody was signed in, or it does not matter who */
  user_id: string | null;
  /** JSON */
  data: string;
  expires_at: string;
};

/** An anonymous person turned out to be somebody with an account; what they still send in the old name is that account's. */
export type AccountClaimTable = { from_user: string; to_user: string; at: string };

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

export type ScimTokenTable = {
  id: string;
  workspace_id: string;
  name: string;
  token_hash: string;
  created_by: string;
  created_at: string;
  last_used_at: string | null;
  revoked_at: string | null;
};

/** What a directory said of a person, kept to be read back; what Candor shows of it stands in `person`. */
export type ScimProfileTable = {
  person_id: string;
  workspace_id: string;
  /** the userName in lower case; null once deleted, so that it can be given again */
  user_name_key: string | null;
  /** JSON: userName, displayName, name, emails, employeeNumber, as they were written */
  attributes: string;
  updated_at: string;
  /** since then the directory does not find them, and they have left */
  deleted_at: string | null;
};

export type ScimGroupTable = {
  id: string;
  workspace_id: string;
  display_name: string;
  external_id: string | null;
  created_at: string;
  updated_at: string;
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

/** Who could read a page and who did, told to its two members; see `noteAccess`. Names, no accounts. */
export type PageAccessEventTable = {
  pair_id: string;
  /** of an opening the beginning of its day: nothing finer is kept */
  at: string;
  kind: AccessEventKind;
  /** whose seat it is about; empty: the page's as a whole */
  member: "a" | "b" | "";
  /** as whoever held the seat was called then */
  name: string;
  /** whose doing it was; empty: neither of the two */
  actor: "a" | "b" | "";
};

/** What whoever hosts the server did with all pages at once. */
export type ServerEventTable = { id: string; at: string; kind: ServerEventKind };

/** Whether a meeting was worth the time, as one of the two said; a seat's, whoever holds it. Not on the page: see docs/decisions/0007. */
export type MeetingWorthTable = {
  pair_id: string;
  meeting: string;
  member: "a" | "b";
  worth: "yes" | "no";
  said_at: string;
};

/** A question that somebody added to the bank for themselves. */
export type OwnQuestionTable = {
  user_id: string;
  id: string;
  text: string;
  occasion: string;
  asks: string;
  depth: string;
  added_at: string;
  saved_at: string;
};

/** Which questions somebody hid or likes best; no row: neither. */
export type QuestionMarkTable = {
  user_id: string;
  /** of the bank or of their own */
  question: string;
  hidden: number;
  favourite: number;
};

/** Who asked to be erased, until it is done or taken back. */
export type ErasureTable = {
  user_id: string;
  asked_at: string;
  /** 1: the other person goes on seeing their name on the pages of the two */
  keep_name: number;
};

/** Append-only, in the order of commits, with no index but its row order: an append must cost one write and one sync. */
export type PageLogTable = {
  seq: Generated<number>;
  /** the row before it of the same page, 0 where there is none: a page's rows are found by walking back from its head */
  prev: number;
  /** `page_session.id`, through which the page and the user are found */
  session_id: number;
  cseq: number;
  member: "a" | "b";
  at: string;
  update: Uint8Array;
};

/** A Yjs clientID and push session, bound to a user of a page for good. */
export type PageSessionTable = {
  id: Generated<number>;
  page: string;
  session: string;
  user_id: string;
  client_id: number;
  /** the newest stored push; on SQLite as far as the setting `log_noted_seq` says */
  stored_cseq: Generated<number>;
};

/** Whole states of a page, the newest for opening, older ones for history. */
export type PageSnapshotTable = {
  page: string;
  /** the newest log row it holds */
  seq: number;
  at: string;
  schema_version: number;
  state: Uint8Array;
  state_vector: Uint8Array;
};

/** What a page held of a past year, taken out of it so that it opens flat. */
export type PageVolumeTable = {
  page: string;
  year: number;
  /** a volume file, see the document package */
  state: Uint8Array;
  sealed_at: string;
};

/** What the server knows about a page beside its content. */
export type PageStateTable = {
  page: string;
  /** its newest log row; on SQLite as far as the setting `log_noted_seq` says */
  head_seq: Generated<number>;
  /** the log row up to which topics, meetings, actions and search entries are */
  projected_seq: Generated<number>;
  /** JSON: what of the page is projected, as digests by table and id, so that only what changed is written */
  projected_digests: string | null;
  /** set while the log holds something that cannot be applied: the page is read-only until somebody looks */
  quarantined_at: string | null;
  quarantine_reason: string | null;
};

/** The year of the volume a thing was sealed into; null while it stands on the page. */
type Volume = number | null;

export type TopicTable = {
  page: string;
  volume: Volume;
  id: string;
  title: string;
  /** "hopper" or a meeting's id */
  place: string;
  rank: string;
  altitude: string;
  kind: string;
  author: "a" | "b";
  state: string;
  theme: string | null;
  /** how often it was carried */
  carried: number;
  snoozed_until: string | null;
  kept_at: string | null;
  created_at: string;
  state_at: string | null;
};

export type MeetingTable = {
  page: string;
  volume: Volume;
  id: string;
  start: string | null;
  time_zone: string;
  minutes: number;
  state: string;
  medium: string | null;
  closed_at: string | null;
};

export type ActionTable = {
  page: string;
  volume: Volume;
  id: string;
  text: string;
  owner: "a" | "b";
  due: string | null;
  state: string;
  why: string | null;
  rank: string;
  from_topic: string | null;
  from_meeting: string | null;
  created_at: string;
  state_at: string | null;
};

/** What every node has to know of; see `nodes/record-event.ts`. */
export type NodeEventTable = {
  /** counted in the setting `node_event`, visible in its order */
  id: number;
  /** the node that knows already; empty: none does */
  origin: string;
  kind: "access" | "signed_out" | "quarantine";
  subject: string;
  at: string;
};

/** Which node does what is to be done by one; see `nodes/job-lease.ts`. */
export type NodeLeaseTable = {
  name: string;
  holder: string;
  /** rises with every holder, so that a write of an earlier one can be told */
  token: number;
  /** milliseconds since 1970, by the database's clock */
  until: number;
};

/** What full-text search looks through; the index itself is FTS5 on SQLite and a tsvector on PostgreSQL. */
export type SearchEntryTable = {
  id: Generated<number>;
  page: string;
  volume: Volume;
  kind: "topic" | "action" | "welcome";
  /** id of the topic or action; "welcome" */
  item: string;
  title: string;
  body: string;
};
