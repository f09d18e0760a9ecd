import { describe, expect, test } from "vitest";
import { type Concerned, mayInWorkspace, type WorkspaceRequest, type WorkspaceRole } from "./may-in-workspace.ts";

const concerned = (role: WorkspaceRole, changes: Partial<Concerned> = {}): Concerned => ({
  role,
  isSelf: false,
  isLastOwner: false,
  ...changes,
});
const why = (role: WorkspaceRole | null, request: WorkspaceRequest) => {
  const verdict = mayInWorkspace(role, request);
  return verdict.type === "allowed" ? "allowed" : verdict.why;
};
const [OWNER, ADMIN, MEMBER] = [concerned("owner"), concerned("admin"), concerned("member")];

const CASES: [what: string, request: WorkspaceRequest, verdicts: Record<WorkspaceRole, ReturnType<typeof why>>][] = [
  ["see who is in it", { action: "take_part" }, { owner: "allowed", admin: "allowed", member: "allowed" }],
  ["manage people", { action: "manage_people" }, { owner: "allowed", admin: "allowed", member: "admins_only" }],
  ["change the chart", { action: "change_chart" }, { owner: "allowed", admin: "allowed", member: "admins_only" }],
  ["run a round of planning", { action: "run_rounds" }, { owner: "allowed", admin: "allowed", member: "admins_only" }],
  ["import", { action: "import_people" }, { owner: "allowed", admin: "allowed", member: "admins_only" }],
  [
    "add a member",
    { action: "add_person", role: "member" },
    { owner: "allowed", admin: "allowed", member: "admins_only" },
  ],
  [
    "add an admin",
    { action: "add_person", role: "admin" },
    { owner: "allowed", admin: "owners_only", member: "admins_only" },
  ],
  [
    "make a member an admin",
    { action: "set_role", of: MEMBER, to: "admin" },
    { owner: "allowed", admin: "owners_only", member: "admins_only" },
  ],
  [
    "make oneself an owner",
    { action: "set_role", of: concerned("admin", { isSelf: true }), to: "owner" },
    { owner: "allowed", admin: "owners_only", member: "admins_only" },
  ],
  [
    "take an admin's role",
    { action: "set_role", of: ADMIN, to: "member" },
    { owner: "allowed", admin: "owners_only", member: "admins_only" },
  ],
  [
    "change a member",
    { action: "change_person", of: MEMBER },
    { owner: "allowed", admin: "allowed", member: "admins_only" },
  ],
  [
    "change an owner's e-mail address",
    { action: "change_person", of: OWNER },
    { owner: "allowed", admin: "owners_only", member: "admins_only" },
  ],
  [
    "make a link to come in as an owner",
    { action: "invite_person", of: OWNER },
    { owner: "allowed", admin: "owners_only", member: "admins_only" },
  ],
  [
    "invite a member",
    { action: "invite_person", of: MEMBER },
    { owner: "allowed", admin: "allowed", member: "admins_only" },
  ],
  [
    "take an admin out",
    { action: "end_membership", of: ADMIN },
    { owner: "allowed", admin: "owners_only", member: "admins_only" },
  ],
  ["change settings", { action: "change_settings" }, { owner: "allowed", admin: "owners_only", member: "owners_only" }],
];

describe("in a workspace", () => {
  test.each(CASES)("to %s", (_what, request, verdicts) => {
    for (const role of ["owner", "admin", "member"] as const) expect(why(role, request)).toBe(verdicts[role]);
  });

  test.each(CASES)("whoever is not in it may not %s, and is not told why", (_what, request) => {
    expect(why(null, request)).toBe("not_in_it");
  });

  test("the last owner can neither step down nor leave", () => {
    const last = concerned("owner", { isSelf: true, isLastOwner: true });
    expect(why("owner", { action: "set_role", of: last, to: "member" })).toBe("last_owner");
    expect(why("owner", { action: "end_membership", of: last })).toBe("last_owner");
    expect(why("owner", { action: "set_role", of: last, to: "owner" })).toBe("allowed");
  });

  test("an admin may step down by themselves", () => {
    const self = concerned("admin", { isSelf: true });
    expect(why("admin", { action: "set_role", of: self, to: "member" })).toBe("allowed");
  });
});
