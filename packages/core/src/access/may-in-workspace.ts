/** What somebody is to a workspace. None of them is anything to a page: that is a seat's, see `may`. */
export type WorkspaceRole = "owner" | "admin" | "member";

export const WORKSPACE_ROLES: readonly WorkspaceRole[] = ["owner", "admin", "member"];

/** Somebody whom a request concerns. */
export type Concerned = {
  role: WorkspaceRole;
  isSelf: boolean;
  /** whether nobody else is an owner who has joined and not left */
  isLastOwner: boolean;
};

/** What somebody wants to do in a workspace. */
export type WorkspaceRequest =
  /** see who is in it and who manages whom today, begin a page of one's own with them */
  | { action: "take_part" }
  /** see e-mail addresses, who has left, invitations, imports, and the chart on any day */
  | { action: "manage_people" }
  /** begin a round of planning, see who has planned, go on without somebody, end it */
  | { action: "run_rounds" }
  /** set up where announcements of the workspace go */
  | { action: "set_channels" }
  /** plan an all-hands, order it, say what is done */
  | { action: "lead_all_hands"; managesSomebody: boolean }
  /** set managers from a day on */
  | { action: "change_chart" }
  | { action: "import_people" }
  | { action: "add_person"; role: WorkspaceRole }
  | { action: "change_person"; of: Concerned }
  | { action: "set_role"; of: Concerned; to: WorkspaceRole }
  /** invite by a link, or take one back */
  | { action: "invite_person"; of: Concerned }
  /** take somebody out of the workspace, or back in */
  | { action: "end_membership"; of: Concerned }
  /** its name and time zone, and whatever else is of weight */
  | { action: "change_settings" };

export type WorkspaceVerdict =
  | { type: "allowed" }
  /** `not_in_it`: they are told what they would be told if there were no such workspace */
  | { type: "denied"; why: "not_in_it" | "admins_only" | "owners_only" | "last_owner" };

const ALLOWED: WorkspaceVerdict = { type: "allowed" };

/**
 * Who may do what in a workspace. Nothing here opens a page, whatever the role: only a seat does.
 *
 * @param role null: the actor is not in the workspace, or has left it.
 */
export function mayInWorkspace(role: WorkspaceRole | null, request: WorkspaceRequest): WorkspaceVerdict {
  if (role === null) return { type: "denied", why: "not_in_it" };
  if (request.action === "take_part") return ALLOWED;
  if (request.action === "lead_all_hands" && request.managesSomebody) return ALLOWED;
  if (request.action === "change_settings") return role === "owner" ? ALLOWED : OWNERS_ONLY;
  if (request.action === "set_role" && request.of.role === request.to) return ALLOWED;
  if (isLastOwnerGoing(request)) return { type: "denied", why: "last_owner" };
  if (role === "member") return { type: "denied", why: "admins_only" };
  return role === "owner" || !touchesPower(request) ? ALLOWED : OWNERS_ONLY;
}

const OWNERS_ONLY: WorkspaceVerdict = { type: "denied", why: "owners_only" };

function isLastOwnerGoing(request: WorkspaceRequest): boolean {
  if (request.action !== "set_role" && request.action !== "end_membership") return false;
  return request.of.role === "owner" && request.of.isLastOwner;
}

/**
 * Whether a request makes or unmakes an owner or admin, or could end in being one: an invitation or another e-mail
 * address decides who comes in as them. An admin may step down by themselves.
 */
function touchesPower(request: WorkspaceRequest): boolean {
  switch (request.action) {
    case "add_person":
      return request.role !== "member";
    case "set_role":
      return request.to !== "member" || (request.of.role !== "member" && !request.of.isSelf);
    case "change_person":
    case "invite_person":
    case "end_membership":
      return request.of.role !== "member" && !request.of.isSelf;
    default:
      return false;
  }
}
