import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { shareDatabase } from "../people/testing/open-app.ts";
import { createIn, type Directory, GROUP, openScim, resources } from "./testing/open-directory.ts";

describeEachEngine("groups by a directory", (engine) => {
  const shared = shareDatabase(engine);
  const roleOf = async (id: string) =>
    (await shared().db.selectFrom("person").select("role").where("id", "=", id).executeTakeFirstOrThrow()).role;

  async function createGroup(directory: Directory, displayName: string, members: string[] = []): Promise<string> {
    const body = { schemas: [GROUP], displayName, members: members.map((value) => ({ value })) };
    const { status, body: answer } = await directory.post("/Groups", body);
    expect(status).toBe(201);
    return String(answer.id);
  }

  const membersOf = async (directory: Directory, group: string) =>
    ((await directory.get(`/Groups/${group}`)).body.members as { value: string }[] | undefined)?.map(
      ({ value }) => value,
    ) ?? [];

  test("Entra makes a group, finds it without its members, adds and takes away one by one", async () => {
    const { company, passDays } = openScim(shared());
    const { directory } = await company();
    const ana = await createIn(directory, "a@example.org");
    passDays(1);
    const ben = await createIn(directory, "b@example.org");
    const group = await createGroup(directory, "Managers");
    const filter = encodeURIComponent('displayName eq "managers"');
    const found = await directory.get(`/Groups?excludedAttributes=members&filter=${filter}`);
    expect(resources(found)).toMatchObject([{ id: group, displayName: "Managers" }]);
    const added = await directory.patch(`/Groups/${group}`, [
      { op: "Add", path: "members", value: [{ value: ana }, { value: ben }] },
    ]);
    expect([added.status, added.body]).toEqual([204, {}]);
    expect(await membersOf(directory, group)).toEqual([ana, ben]);
    expect(resources(await directory.get("/Groups?excludedAttributes=members"))[0]).not.toHaveProperty("members");
    const holding = encodeURIComponent(`members.value eq "${ben}"`);
    expect(resources(await directory.get(`/Groups?attributes=displayName&filter=${holding}`))).toEqual([
      { schemas: [GROUP], id: group, displayName: "Managers" },
    ]);
    await directory.patch(`/Groups/${group}`, [{ op: "Remove", path: "members", value: [{ value: ana }] }]);
    expect(await membersOf(directory, group)).toEqual([ben]);
    await directory.delete(`/Users/${ben}`);
    expect(await membersOf(directory, group)).toEqual([]);
    expect((await directory.delete(`/Groups/${group}`)).status).toBe(204);
    expect((await directory.get(`/Groups/${group}`)).status).toBe(404);
  });

  test("Okta renames a group by its id in a value without a path, and puts it whole", async () => {
    const { directory } = await openScim(shared()).company();
    const ana = await createIn(directory, "a@example.org");
    const group = await createGroup(directory, "Team");
    const renamed = await directory.patch(`/Groups/${group}?attributes=displayName`, [
      { op: "replace", value: { id: group, displayName: "Team One" } },
    ]);
    expect([renamed.status, renamed.body.displayName]).toEqual([200, "Team One"]);
    const put = await directory.put(`/Groups/${group}`, {
      schemas: [GROUP],
      id: group,
      displayName: "Team One",
      members: [{ value: ana, display: "a@example.org" }],
    });
    expect(put.body.members).toEqual([
      { value: ana, type: "User", display: "a@example.org", $ref: `http://localhost:4321/scim/v2/Users/${ana}` },
    ]);
  });

  test("one name is one group's, groups hold no groups, and nobody from elsewhere", async () => {
    const { company } = openScim(shared());
    const { directory } = await company();
    const elsewhere = await createIn((await company("Other")).directory, "e@example.org");
    const group = await createGroup(directory, "Only");
    expect((await directory.post("/Groups", { displayName: "ONLY" })).body.scimType).toBe("uniqueness");
    for (const member of [
      { value: elsewhere },
      { value: randomUUID() },
      { value: "\u0000" },
      { value: group, type: "Group" },
    ]) {
      const refused = await directory.patch(`/Groups/${group}`, [{ op: "add", path: "members", value: [member] }]);
      expect([refused.status, refused.body.scimType]).toEqual([400, "invalidValue"]);
    }
    expect(await membersOf(directory, group)).toEqual([]);
  });

  test("no group gives a role until an owner says which one, and none makes or unmakes an owner", async () => {
    const { directory, owner, workspaceId, ownerId } = await openScim(shared()).company();
    const [ana, ben] = [await createIn(directory, "a@example.org"), await createIn(directory, "b@example.org")];
    const group = await createGroup(directory, "Admins", [ana, ownerId]);
    expect(await roleOf(ana)).toBe("member");
    const say = (adminGroup: string | null) => owner.patch(`/api/workspaces/${workspaceId}/scim`, { adminGroup });
    expect((await say("admins")).body).toMatchObject({ adminGroup: "admins" });
    expect([await roleOf(ana), await roleOf(ben), await roleOf(ownerId)]).toEqual(["admin", "member", "owner"]);
    await directory.patch(`/Groups/${group}`, [{ op: "add", path: "members", value: [{ value: ben }] }]);
    await directory.patch(`/Groups/${group}`, [{ op: "remove", path: `members[value eq "${ana}"]` }]);
    await directory.patch(`/Groups/${group}`, [{ op: "remove", path: `members[value eq "${ownerId}"]` }]);
    expect([await roleOf(ana), await roleOf(ben), await roleOf(ownerId)]).toEqual(["member", "admin", "owner"]);
    await directory.patch(`/Groups/${group}`, [{ op: "replace", path: "displayName", value: "Others" }]);
    expect(await roleOf(ben)).toBe("member");
    await say("Others");
    expect(await roleOf(ben)).toBe("admin");
    await directory.delete(`/Groups/${group}`);
    expect(await roleOf(ben)).toBe("member");
    expect((await say(null)).body).toMatchObject({ adminGroup: null });
  });

  test("a group of three thousand comes whole and in one request", async () => {
    const { directory, workspaceId } = await openScim(shared()).company();
    const ids = Array.from({ length: 3000 }, () => randomUUID());
    const row = { workspace_id: workspaceId, user_id: null, email: null, title: "", department: "" };
    for (let at = 0; at < ids.length; at += 500) {
      const some = ids.slice(at, at + 500).map((id) => ({
        ...row,
        ...{ id, name: id.slice(0, 8), role: "member" as const, external_id: null, left_at: null },
        created_at: "2026-01-05T09:00:00.000Z",
      }));
      await shared().db.insertInto("person").values(some).execute();
    }
    const group = await createGroup(directory, "Everybody", ids);
    expect((await membersOf(directory, group)).length).toBe(3000);
    await directory.patch(`/Groups/${group}`, [{ op: "remove", path: `members[value eq "${ids[0]}"]` }]);
    expect((await membersOf(directory, group)).length).toBe(2999);
  });
});
