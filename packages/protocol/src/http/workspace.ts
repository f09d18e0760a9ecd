/**
 * What the HTTP API says about workspaces: who is in one, who manages whom, how people come in. None of it tells of a
 * page, but for the pairs of whoever asks. Days are ISO dates in the workspace's own time zone.
 */

export type WorkspaceRole = "owner" | "admin" | "member";

/** GET /api/workspaces → those I am in; GET /api/workspaces/:id; PATCH /api/workspaces/:id {name?, timeZone?} */
export type Workspace = {
  id: string;
  name: string;
  timeZone: string;
  /** who I am in it */
  me: { person: string; role: WorkspaceRole };
  createdAt: string;
};

/** POST /api/setup/look {secret} → 204 where the link still opens; POST /api/setup → Workspace, once */
export type SetUpWorkspace = { secret: string; name: string; myName: string; timeZone: string };

export type WorkspacePerson = {
  id: string;
  name: string;
  title: string;
  department: string;
  role: WorkspaceRole;
  /** whether an account is theirs */
  joined: boolean;
  /** told to owners and admins alone */
  email?: string | null;
  /** what the company's own list calls them; told to owners and admins alone */
  externalId?: string | null;
  /** told to owners and admins, for nobody else sees who has left; null: they have not */
  leftAt?: string | null;
};

/** Who manages whom, half-open from day to day. */
export type ChartEdge = { id: string; report: string; manager: string; since: string; until: string | null };

/**
 * GET /api/workspaces/:id/people → everybody, by name. Owners and admins are given all edges and whoever has left;
 * others only the edges that hold today.
 */
export type WorkspacePeople = { today: string; people: WorkspacePerson[]; edges: ChartEdge[] };

/** POST /api/workspaces/:id/people → WorkspacePerson */
export type AddPerson = {
  name: string;
  email?: string | null;
  title?: string;
  department?: string;
  role?: WorkspaceRole;
  manager?: string | null;
};

/**
 * PATCH /api/workspaces/:id/people/:person → WorkspacePerson; DELETE takes away somebody who was added by mistake: who
 * has never joined and has no page. POST /api/workspaces/:id/people/:person/leave {} → WorkspacePerson; POST …/return {}
 * takes that back.
 */
export type ChangePerson = {
  name?: string;
  email?: string | null;
  title?: string;
  department?: string;
  role?: WorkspaceRole;
};

/** POST /api/workspaces/:id/people/:person/manager → ManagerChange; nothing is changed where `preview` is true */
export type SetManager = {
  /** null: nobody */
  manager: string | null;
  from: string;
  preview: boolean;
};

/** What a change of the chart means for a page that the two may share; whether they do is told to nobody else. */
export type ChartConsequence = { type: "freezes" | "begins"; manager: string; report: string; from: string };

export type ManagerChange =
  | {
      type: "changed";
      consequences: ChartConsequence[];
      /** the manager whom a later day was planned to bring all the same */
      planned: { manager: string; since: string } | null;
    }
  | { type: "unchanged" }
  | { type: "self" }
  /** ids of people, from the report over their new manager back to the report; it would first close on `day` */
  | { type: "cycle"; day: string; path: string[] };

/** GET /api/workspaces/:id/invitations → open ones and used ones, the newest first; DELETE …/invitations/:invitation */
export type WorkspaceInvitation = {
  id: string;
  person: string;
  createdAt: string;
  expiresAt: string;
  revokedAt: string | null;
  acceptedAt: string | null;
};

/**
 * POST /api/workspaces/:id/people/:person/invitations → the secret, told this once; the link is
 * `/join-workspace/${id}#${secret}`
 */
export type NewWorkspaceInvitation = WorkspaceInvitation & { secret: string };

/**
 * POST /api/workspaces/:id/people/:person/invitations/mail: the link goes to the person's own address and is told to
 * nobody else. "operator": no mail server is set, and whoever runs this one hands the mail on.
 */
export type MailedWorkspaceInvitation = WorkspaceInvitation & { way: "smtp" | "operator" };

/** POST /api/workspace-invitations/:id/look {secret} → whose place it offers; needs no sign-in and changes nothing */
export type WorkspaceInvitationView = { workspace: string; workspaceName: string; name: string; alreadyIn: boolean };

/** POST /api/workspace-invitations/:id/accept {secret} → Workspace */
export type AcceptWorkspaceInvitation = { secret: string };

/**
 * GET /api/me/places → workspaces that know the e-mail address I signed in by and have a place for me;
 * POST /api/me/places/:person → Workspace: I take it
 */
export type PlaceForMe = { person: string; name: string; workspace: string; workspaceName: string };

export type WorkspaceRelation = "report" | "skip_level" | "mentor" | "peer";

/**
 * PUT /api/workspaces/:id/pairs/:pair → Pair: begins a page with somebody of the workspace, myself in seat "a". Whoever
 * has joined is seated at once. `iAm` says on which side of the relation I am; for peers it says nothing.
 */
export type BeginWorkspacePair = { person: string; relation: WorkspaceRelation; iAm: "above" | "below" };

/** POST /api/workspaces/:id/pairs/:pair/let-in {} → Pair: gives the other their seat, where they joined after it was begun */

/** GET /api/workspaces/:id/mine → where I stand in the chart today, and my own pages with people of the workspace */
export type MyPlace = {
  today: string;
  manager: string | null;
  skipLevel: string | null;
  reports: string[];
  skipReports: string[];
  pairs: MyWorkspacePair[];
  /** pages that I share with people of the workspace, begun by the two of us without it: the chart does not touch them */
  outside: OutsidePair[];
  /** my turn in a round of planning that goes on; null: there is none, or mine is settled */
  planning: "turn" | "waits" | null;
};

export type OutsidePair = Pick<MyWorkspacePair, "pair" | "person" | "frozenAt">;

export type MyWorkspacePair = {
  pair: string;
  person: string;
  relation: WorkspaceRelation;
  iAm: "above" | "below";
  /** from then on it is read only; may be to come */
  frozenAt: string | null;
  /** they have joined the workspace since the page was begun, and I have yet to let them onto it */
  waitsForMe: boolean;
  /** how they came in, where they wait for me; null: they don't */
  joined: HowJoined | null;
};

/** What somebody who is to let a late comer onto their page can judge by. */
export type HowJoined = {
  /**
   * "told_link": whoever made it passed it on; "mailed_link": it went to an address by mail; "handed_link": it went by
   * whoever runs the server; "address": they signed in by an address that the workspace had for them; "unknown": that was
   * not kept yet.
   */
  way: "told_link" | "mailed_link" | "handed_link" | "address" | "unknown";
  /** when; null: that was not kept yet */
  at: string | null;
  /** id of the person who made the link; null: there was none, or they are somebody no more */
  invitedBy: string | null;
  /** the address that the link was sent to, or by which they came; null: neither */
  email: string | null;
  /** the address by which they sign in today; null: they have none here */
  signsInAs: string | null;
};
