/**
 * What the HTTP API says about people and pairs; the page itself travels over the sync socket, but for its past.
 * Whatever changes something needs the Origin header of the server's own address, as browsers send it. Refusals are
 * `Problem`s. POST /api/auth/sign-in/anonymous → Me, and the session in a cookie; POST /api/auth/sign-out ends it.
 */

/** GET /api/me → null where nobody is signed in */
export type Me = {
  userId: string;
  name: string;
  /** an anonymous start, kept on this browser and the server; claimed later by signing in */
  anonymous: boolean;
  /** they asked to be erased, and then are; left out: they did not */
  erasedAt?: string | undefined;
};

export type PairMember = {
  member: "a" | "b";
  name: string;
  role: string;
  joined: boolean;
  /** whoever had the seat has left the pair; nobody else is asked to take it */
  left?: boolean | undefined;
};

export type Pair = {
  /** also the id of the pair's page; UUID made by the client, so that a page can begin offline */
  id: string;
  /** the seat of the person who asks */
  me: "a" | "b";
  members: PairMember[];
  createdAt: string;
  /**
   * equal where the other of two pairs is one person: as a workspace's chart says, else by the account on the other seat, as
   * an id that says no more; left out: nobody has taken it
   */
  person?: string | undefined;
  /** the page is only read, or will be from a day to come; left out: it is in use */
  archive?: PageArchive | undefined;
};

export type PageArchive = {
  since: string;
  /** the chart put the two apart, or one of them left; null: another reason */
  why: "manager_changed" | "left" | null;
  /** on that day it goes for good, as both are told thirty days before; null: not in sight */
  goesAt: string | null;
  /** until then whoever managed the other reads it, and no longer; null: for as long as it is kept, or nobody did */
  formerManagerUntil: string | null;
};

/** PUT /api/pairs/:id — idempotent; the caller takes seat "a". */
export type CreatePair = { myName: string; theirName: string; myRole: string; theirRole: string };

/** PATCH /api/pairs/:id */
export type ChangePair = { members?: { member: "a" | "b"; name?: string; role?: string }[] };

export type Invitation = {
  id: string;
  createdAt: string;
  expiresAt: string;
  revokedAt: string | null;
  /** the name of whoever came through it; null: nobody yet */
  acceptedBy: string | null;
};

/** POST /api/pairs/:id/invitations → the secret is told once and stored hashed; the link is `/i/${id}#${secret}` */
export type NewInvitation = Invitation & { secret: string };

/** POST /api/invitations/:id/look {secret} → who invites to what, before anything is given */
export type InvitationView = { from: string; suggestedName: string; pairId: string; alreadyMember: boolean };

/** POST /api/invitations/:id/accept {secret, name} → Pair */
export type AcceptInvitation = { secret: string; name: string };

/**
 * GET /api/pairs/:id/versions?before=seq → newest first, grouped by who wrote within a few minutes; see `versionsAtOnce`
 * GET /api/pairs/:id/versions/:seq → the page as it was, as one Yjs update
 */
export type PageVersion = { seq: number; at: string; by: ("a" | "b")[]; updates: number };

/** GET /api/pairs/:id/versions/:seq/writers-after → all who wrote since, sorted; null where that is not known */
export type PageWriters = { by: ("a" | "b")[] | null };

/** GET /api/pairs/:id/volumes → newest first; GET /api/pairs/:id/volumes/:year → the volume's file, for `readVolume` */
export type PageVolume = { year: number; sealedAt: string };

/** RFC 9457 */
export type Problem = { type: string; title: string; status: number; detail?: string };
