import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { beginPair, shareDatabase } from "../people/testing/open-app.ts";
import { createIn, ENTERPRISE, openScim, resources, USER } from "./testing/open-directory.ts";

describeEachEngine("people by a directory", (engine) => {
  const shared = shareDatabase(engine);
  const personRow = (id: string) =>
    shared().db.selectFrom("person").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
  const edges = (report: string) =>
    shared()
      .db.selectFrom("manager_edge")
      .select(["manager_id", "since", "until"])
      .where("report_id", "=", report)
      .orderBy("since")
      .execute();

  test("Entra finds nobody, makes somebody, changes, ends and deletes them", async () => {
    const { directory } = await openScim(shared()).company();
    const nobody = await directory.get(`/Users?filter=${encodeURIComponent('userName eq "Kim.Lee@example.org"')}`);
    expect([nobody.status, nobody.body.totalResults, nobody.body.Resources]).toEqual([200, 0, []]);

    const created = await directory.post("/Users", {
      schemas: [USER, ENTERPRISE],
      externalId: "0a21f0f2",
      userName: "Kim.Lee@example.org",
      active: true,
      displayName: "Kim Lee",
      title: "Engineer",
      emails: [{ primary: true, type: "work", value: "Kim.Lee@example.org" }],
      meta: { resourceType: "User" },
      name: { formatted: "Kim Lee", familyName: "Lee", givenName: "Kim" },
      addresses: [{ type: "work", country: "KR" }],
      [ENTERPRISE]: { employeeNumber: "701", department: "Platform" },
    });
    expect(created.status).toBe(201);
    const id = String(created.body.id);
    expect(created.headers.get("location")).toBe(`http://localhost:4321/scim/v2/Users/${id}`);
    expect(created.headers.get("content-type")).toBe("application/scim+json; charset=utf-8");
    expect(await personRow(id)).toMatchObject({
      name: "Kim Lee",
      email: "kim.lee@example.org",
      title: "Engineer",
      department: "Platform",
      external_id: "0a21f0f2",
      role: "member",
    });

    const found = await directory.get(`/Users?filter=${encodeURIComponent('userName eq "kim.lee@EXAMPLE.org"')}`);
    expect(resources(found)).toEqual([created.body]);
    const changed = await directory.patch(`/Users/${id}`, [
      { op: "Replace", path: "displayName", value: "Kim Lee-Park" },
      { op: "Replace", path: 'emails[type eq "work"].value', value: "kim.park@example.org" },
      { op: "Add", path: `${ENTERPRISE}:department`, value: "Core" },
    ]);
    expect(changed.body).toMatchObject({
      userName: "Kim.Lee@example.org",
      displayName: "Kim Lee-Park",
      emails: [{ primary: true, type: "work", value: "kim.park@example.org" }],
      [ENTERPRISE]: { employeeNumber: "701", department: "Core" },
    });
    expect(await personRow(id)).toMatchObject({
      name: "Kim Lee-Park",
      email: "kim.park@example.org",
      department: "Core",
    });

    const ended = await directory.patch(`/Users/${id}`, [{ op: "Replace", path: "active", value: "False" }]);
    expect(ended.body.active).toBe(false);
    expect((await personRow(id)).left_at).not.toBeNull();
    expect((await directory.delete(`/Users/${id}`)).status).toBe(204);
    expect((await directory.get(`/Users/${id}`)).status).toBe(404);
    expect((await directory.delete(`/Users/${id}`)).status).toBe(404);
  });

  test("Okta makes somebody, reads and puts them back whole, ends them and takes them back", async () => {
    const { directory } = await openScim(shared()).company();
    const filter = encodeURIComponent('userName eq "ada@example.org"');
    expect((await directory.get(`/Users?filter=${filter}&startIndex=1&count=100`)).body.totalResults).toBe(0);
    const created = await directory.post("/Users", {
      schemas: [USER],
      userName: "ada@example.org",
      name: { givenName: "Ada", familyName: "Byron" },
      emails: [{ primary: true, value: "ada@example.org", type: "work" }],
      displayName: "Ada Byron",
      locale: "en-US",
      externalId: "00u1",
      groups: [],
      password: "never kept",
      active: true,
    });
    expect(JSON.stringify(created.body)).not.toContain("never kept");
    const id = String(created.body.id);
    const put = await directory.put(`/Users/${id}`, {
      ...created.body,
      name: { givenName: "Ada", familyName: "Lovelace" },
      displayName: "Ada Lovelace",
    });
    expect([put.status, put.body.displayName]).toEqual([200, "Ada Lovelace"]);
    const ended = await directory.patch(`/Users/${id}`, [{ op: "replace", value: { active: false } }]);
    expect([ended.status, ended.body.active]).toEqual([200, false]);
    const back = await directory.put(`/Users/${id}`, { ...put.body, active: true });
    expect(back.body.active).toBe(true);
    expect((await personRow(id)).left_at).toBeNull();
    const rows = await shared().db.selectFrom("scim_profile").selectAll().where("person_id", "=", id).execute();
    expect(JSON.stringify(rows)).not.toContain("never kept");
  });

  test("whoever is ended loses sessions and seat at once, and their page is asked for anew", async () => {
    const { company, person, changed, signedOut } = openScim(shared());
    const { directory, workspaceId } = await company();
    const id = await createIn(directory, "leaver@example.org");
    const leaver = await person("Leaver");
    const { userId } = (await leaver.get("/api/me")).body as { userId: string };
    await shared().db.updateTable("person").set({ user_id: userId }).where("id", "=", id).execute();
    await shared()
      .db.updateTable("user")
      .set({ isAnonymous: engine.engine === "sqlite" ? 0 : false })
      .where("id", "=", userId)
      .execute();
    const pair = await beginPair(leaver);
    await shared()
      .db.updateTable("pair")
      .set({ workspace_id: workspaceId, relation: "peer" })
      .where("id", "=", pair.id)
      .execute();
    await shared()
      .db.updateTable("pair_member")
      .set({ person_id: id })
      .where("pair_id", "=", pair.id)
      .where("member", "=", "a")
      .execute();
    expect((await leaver.get(`/api/pairs/${pair.id}`)).status).toBe(200);

    await directory.patch(`/Users/${id}`, [{ op: "replace", path: "active", value: false }]);
    expect((await leaver.get(`/api/pairs/${pair.id}`)).status).toBe(401);
    expect([signedOut, changed]).toEqual([[userId], [pair.id]]);
    const { frozen_at } = await shared()
      .db.selectFrom("pair")
      .select("frozen_at")
      .where("id", "=", pair.id)
      .executeTakeFirstOrThrow();
    expect(frozen_at).not.toBeNull();
    await directory.patch(`/Users/${id}`, [{ op: "replace", path: "active", value: false }]);
    expect(signedOut).toEqual([userId]);
  });

  test("a manager holds from today, the one before until today, and nobody manages themselves over others", async () => {
    const { company, passDays } = openScim(shared());
    const { directory } = await company();
    const [ana, ben, cleo] = [
      await createIn(directory, "ana@example.org"),
      await createIn(directory, "ben@example.org"),
      await createIn(directory, "cleo@example.org"),
    ];
    await directory.patch(`/Users/${ben}`, [{ op: "add", path: `${ENTERPRISE}:manager`, value: ana }]);
    passDays(3);
    const moved = await directory.patch(`/Users/${ben}`, [
      { op: "replace", path: `${ENTERPRISE}:manager`, value: { value: cleo } },
    ]);
    expect(moved.body[ENTERPRISE]).toMatchObject({ manager: { value: cleo, displayName: "cleo@example.org" } });
    expect(await edges(ben)).toEqual([
      { manager_id: ana, since: "2026-11-24", until: "2026-11-27" },
      { manager_id: cleo, since: "2026-11-27", until: null },
    ]);
    await directory.patch(`/Users/${cleo}`, [{ op: "add", path: `${ENTERPRISE}:manager`, value: { value: ana } }]);
    for (const above of [ana, ben]) {
      const cycle = await directory.patch(`/Users/${ana}`, [
        { op: "add", path: "title", value: "Boss" },
        { op: "add", path: `${ENTERPRISE}:manager`, value: above },
      ]);
      expect([cycle.status, cycle.body.scimType]).toEqual([400, "invalidValue"]);
      expect(cycle.body.detail).toMatch(/manage themselves/);
    }
    expect((await directory.get(`/Users/${ana}`)).body.title).toBeUndefined(); // all of a patch, or nothing
    const nobody = await directory.patch(`/Users/${ana}`, [
      { op: "add", path: `${ENTERPRISE}:manager`, value: randomUUID() },
    ]);
    expect(nobody.status).toBe(400);
    const filter = encodeURIComponent(`${ENTERPRISE}:manager.value eq "${cleo}"`);
    expect(resources(await directory.get(`/Users?filter=${filter}`)).map(({ id }) => id)).toEqual([ben]);

    const put = await directory.put(`/Users/${ben}`, { schemas: [USER], userName: "ben@example.org" });
    expect(put.body[ENTERPRISE]).toMatchObject({ manager: { value: cleo } }); // what a directory says nothing of stays
    const freed = await directory.put(`/Users/${ben}`, {
      userName: "ben@example.org",
      [ENTERPRISE]: { manager: null },
    });
    expect(freed.body[ENTERPRISE]).toBeUndefined();
  });

  test("one userName, one address and one externalId are one person's", async () => {
    const { directory, ownerId } = await openScim(shared()).company();
    await createIn(directory, "one@example.org", { externalId: "x1", emails: [{ value: "first@example.org" }] });
    for (const body of [
      { userName: "ONE@example.org" },
      { userName: "two", emails: [{ value: "First@example.org" }] },
      { userName: "three", externalId: "x1" },
      { userName: `olga-${ownerId}@example.org` },
    ]) {
      const { status, body: answer } = await directory.post("/Users", { schemas: [USER], ...body });
      expect([status, answer.scimType]).toEqual([409, "uniqueness"]);
    }
    const other = await createIn(directory, "four@example.org");
    const taken = await directory.patch(`/Users/${other}`, [
      { op: "replace", path: "userName", value: "one@example.org" },
    ]);
    expect([taken.status, taken.body.scimType]).toEqual([409, "uniqueness"]);
  });

  test("of twenty who make the same person at once one does", async () => {
    const { directory } = await openScim(shared()).company();
    const made = await Promise.all(
      Array.from({ length: 20 }, () => directory.post("/Users", { schemas: [USER], userName: "same@example.org" })),
    );
    expect(made.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 19 }, () => 409)]);
  });

  test("who was deleted is nobody's namesake: the same address again is somebody new", async () => {
    const { directory } = await openScim(shared()).company();
    const first = await createIn(directory, "again@example.org", { externalId: "e9" });
    await directory.delete(`/Users/${first}`);
    const second = await createIn(directory, "again@example.org", { externalId: "e9" });
    expect(second).not.toBe(first);
    expect((await personRow(first)).left_at).not.toBeNull();
    expect((await personRow(first)).user_id).toBeNull();
  });

  test("who came to the workspace another way is found by their address and can be taken on", async () => {
    const { directory, ownerId } = await openScim(shared()).company();
    const email = `olga-${ownerId}@example.org`;
    const [found] = resources(await directory.get(`/Users?filter=${encodeURIComponent(`userName eq "${email}"`)}`));
    expect(found).toMatchObject({ id: ownerId, userName: email, displayName: "Olga", active: true });
    const taken = await directory.patch(`/Users/${ownerId}`, [{ op: "add", path: "externalId", value: "o1" }]);
    expect(taken.body).toMatchObject({ externalId: "o1", displayName: "Olga" });
  });

  test("the last owner cannot be taken out", async () => {
    const { directory, ownerId, owner } = await openScim(shared()).company();
    const ended = await directory.patch(`/Users/${ownerId}`, [{ op: "replace", path: "active", value: false }]);
    expect([ended.status, ended.body.detail]).toEqual([403, expect.stringMatching(/last owner/)]);
    expect((await directory.delete(`/Users/${ownerId}`)).status).toBe(403);
    expect((await owner.get("/api/me")).body).not.toBeNull();
  });

  test("a list comes in parts, in the order in which people came, and never more than it says it can", async () => {
    const { company, passDays } = openScim(shared());
    const { directory } = await company();
    for (let number = 1; number <= 5; number += 1) {
      passDays(1);
      await createIn(directory, `p${number}@example.org`, { title: "T" });
    }
    const names = async (query: string) => {
      const answer = await directory.get(`/Users?${query}`);
      return [
        answer.body.totalResults,
        answer.body.startIndex,
        answer.body.itemsPerPage,
        resources(answer).map(({ userName }) => userName),
      ];
    };
    const filter = `filter=${encodeURIComponent('title eq "t"')}`;
    expect(await names(`${filter}&startIndex=2&count=2`)).toEqual([5, 2, 2, ["p2@example.org", "p3@example.org"]]);
    expect(await names(`${filter}&startIndex=-3&count=1`)).toEqual([5, 1, 1, ["p1@example.org"]]);
    expect(await names(`${filter}&startIndex=9`)).toEqual([5, 9, 0, []]);
    expect(await names(`${filter}&count=-1`)).toEqual([5, 1, 0, []]);
    expect(await names("count=0")).toEqual([6, 1, 0, []]);
    expect((await names("startIndex=6&count=100000"))[0]).toBe(6);
    const searched = await directory.post("/Users/.search", { filter: 'userName sw "p4"', attributes: ["userName"] });
    expect(resources(searched)).toEqual([
      { schemas: [USER, ENTERPRISE], id: expect.any(String), userName: "p4@example.org" },
    ]);
  });

  test("only what is asked for is sent", async () => {
    const { directory } = await openScim(shared()).company();
    const id = await createIn(directory, "short@example.org", {
      name: { givenName: "S", familyName: "T" },
      emails: [{ value: "short@example.org", type: "work" }],
      [ENTERPRISE]: { department: "D", employeeNumber: "1" },
    });
    const schemas = [USER, ENTERPRISE];
    const some = await directory.get(
      `/Users/${id}?attributes=userName,name.givenName,emails.value,${ENTERPRISE}:department`,
    );
    expect(some.body).toEqual({
      schemas,
      id,
      userName: "short@example.org",
      name: { givenName: "S" },
      emails: [{ value: "short@example.org" }],
      [ENTERPRISE]: { department: "D" },
    });
    const rest = await directory.get(`/Users/${id}?excludedAttributes=id,meta,name,emails.type,employeenumber`);
    expect(rest.body).toEqual({
      schemas,
      id,
      userName: "short@example.org",
      emails: [{ value: "short@example.org" }],
      active: true,
      [ENTERPRISE]: { department: "D" },
    });
  });

  test("a version is another with each change, and a change to an older one is refused", async () => {
    const { directory } = await openScim(shared()).company();
    const id = await createIn(directory, "v@example.org");
    const read = await directory.get(`/Users/${id}`);
    const first = String(read.headers.get("etag"));
    expect(read.body.meta).toMatchObject({ version: first, resourceType: "User" });
    expect((await directory.get(`/Users/${id}`, { "if-none-match": first })).status).toBe(304);
    const rename = [{ op: "replace", path: "displayName", value: "V" }];
    const changed = await directory.patch(`/Users/${id}`, rename, { "if-match": first });
    expect([changed.status, changed.headers.get("etag") === first]).toEqual([200, false]);
    const stale = await directory.patch(`/Users/${id}`, [{ op: "remove", path: "displayName" }], { "if-match": first });
    expect([stale.status, stale.body.status]).toEqual([412, "412"]);
    expect((await directory.put(`/Users/${id}`, { userName: "v@example.org" }, { "if-match": "*" })).status).toBe(200);
  });

  test.each([
    ["of 5,000 characters", { displayName: "x".repeat(5000) }, `${"x".repeat(79)}…`],
    ["of two lines", { displayName: "Kim\r\nLee" }, "Kim Lee"],
    ["that turns the text around it", { displayName: "Kim\u202E Lee\u2066" }, "Kim Lee"],
    ["with controls", { displayName: "Kim\u0000\u001b[31mLee" }, "Kim [31mLee"],
    ["of invisible letters", { displayName: "\u200b\u3164", name: { givenName: "Kim", familyName: "Lee" } }, "Kim Lee"],
    ["of invisible letters and no other", { displayName: "\u200b", name: { formatted: "\u2060" } }, "kim@example.org"],
    [
      "in parts that are too long",
      { name: { givenName: "K".repeat(70), familyName: "L".repeat(70) } },
      /^K{70} L{8}…$/,
    ],
  ])("somebody with a name %s comes all the same, under what can be shown of it", async (_, given, shown) => {
    const { directory } = await openScim(shared()).company();
    const id = await createIn(directory, "kim@example.org", given);
    const { name } = await personRow(id);
    expect(name).toEqual(typeof shown === "string" ? shown : expect.stringMatching(shown));
    // What they are given back is what stands: it does not change when it is sent once more.
    const read = await directory.get(`/Users/${id}`);
    expect((await directory.put(`/Users/${id}`, read.body)).status).toBe(200);
    expect((await personRow(id)).name).toBe(name);
  });

  test("a new name, title or department is cleaned like the first", async () => {
    const { directory } = await openScim(shared()).company();
    const id = await createIn(directory, "ken@example.org", { displayName: "Ken" });
    const changed = await directory.patch(`/Users/${id}`, [
      { op: "replace", path: "displayName", value: `K\u202E${"n".repeat(2000)}` },
      { op: "replace", value: { title: "Head of\nOps\u2067", [`${ENTERPRISE}:department`]: "\u200b" } },
    ]);
    expect(changed.status).toBe(200);
    const { name, title, department } = await personRow(id);
    expect([name.length, name.startsWith("K nnn"), title, department]).toEqual([80, true, "Head of Ops", ""]);
  });

  describe.each([
    ["no userName", { displayName: "X" }],
    ["an address that is none", { userName: "x", emails: [{ value: "not an address" }] }],
    ["a userName that is too long", { userName: "x".repeat(255) }],
    ["a userName of two lines", { userName: "a\nb" }],
    ["a userName that turns the text around it", { userName: "a\u202Eb" }],
    ["a userName of which nothing shows", { userName: "\u200b" }],
    ["a truth that is none", { userName: "x", active: "maybe" }],
  ])("%s", (_, body) => {
    test("is told plainly, without repeating it", async () => {
      const { directory } = await openScim(shared()).company();
      const { status, body: answer } = await directory.post("/Users", { schemas: [USER], ...body });
      expect([status, answer.status, answer.scimType]).toEqual([400, "400", "invalidValue"]);
      expect(answer.detail).not.toContain("not an address.");
      expect(answer.schemas).toEqual(["urn:ietf:params:scim:api:messages:2.0:Error"]);
    });
  });
});
