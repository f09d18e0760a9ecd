import { randomUUID } from "node:crypto";
import { plainText } from "@candor/core/notes/note-node.ts";
import { artifactBody } from "@candor/document/artifact/artifact-roots.ts";
import { readNotes } from "@candor/document/notes/read-notes.ts";
import type { ArtifactAnswer, ArtifactEntry, ArtifactProposal, PageArtifacts } from "@candor/protocol/http/artifact.ts";
import { beforeEach, expect, test } from "vitest";
import * as Y from "yjs";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { acceptAs, beginPair, inviteTo, openApp, shareDatabase, type Visitor } from "../people/testing/open-app.ts";
import { eraseAccount } from "../rights/erase-account.ts";

const POINTS = [
  { id: "point-one", whose: "a", text: "We exist so that shops never run dry." },
  { id: "point-two", whose: "b", text: "Nobody on my team could say it." },
];

describeEachEngine("artifacts", (engine) => {
  const current = shareDatabase(engine);
  let app: ReturnType<typeof openApp>;
  let ana: Visitor;
  let ben: Visitor;
  let cleo: Visitor;
  let pair: string;

  beforeEach(async () => {
    app = openApp(current());
    [ana, ben, cleo] = [await app.person("Ana"), await app.person("Ben"), await app.person("Cleo")];
    const begun = await beginPair(ana);
    await acceptAs(ben, await inviteTo(ana, begun), "Ben");
    pair = begun.id;
  });

  const start = async (by: Visitor, more: object = {}) => {
    const id = randomUUID();
    const wanted = { kind: "mission", form: "document", title: "Why we are here", pair, ...more };
    const { status, body } = await by.put(`/api/artifacts/${id}`, wanted);
    expect(status).toBe(200);
    return body as ArtifactAnswer;
  };

  const textOf = async (id: string) => {
    const database = current();
    const doc = new Y.Doc();
    const base = await database.log.readSnapshot(id);
    if (base) Y.applyUpdate(doc, base.state);
    for (const { update } of await database.log.readTail(id, base?.seq ?? 0)) Y.applyUpdate(doc, update);
    return plainText(readNotes(artifactBody(doc)));
  };

  const userIdOf = async (visitor: Visitor) => ((await visitor.get("/api/me")).body as { userId: string }).userId;

  const proposalOf = async (by: Visitor, id: string) =>
    ((await by.get(`/api/artifacts/${id}`)).body as ArtifactAnswer).proposals[0] as ArtifactProposal;

  test("the two of a page write together what they start from it, from a template", async () => {
    const artifact = await start(ben, { sources: [{ kind: "topic", item: "topic-1" }] });
    expect(await textOf(artifact.id)).toContain("Whom we serve");
    expect(artifact).toMatchObject({ owner: "Ben", myRole: "owner", reviewOn: "2027-11-24" });
    const [entry] = (await ana.get("/api/artifacts")).body as ArtifactEntry[];
    expect(entry).toMatchObject({ id: artifact.id, myRole: "writer", sources: [{ item: "topic-1", pair }] });
    const beside = (await ana.get(`/api/pairs/${pair}/artifacts`)).body as PageArtifacts;
    expect(beside.artifacts.map(({ id }) => id)).toEqual([artifact.id]);
    expect((await cleo.get(`/api/artifacts/${artifact.id}`)).status).toBe(404);
    // the same again, as after an answer that was lost
    const again = { kind: "mission", form: "document", title: "Why we are here", pair };
    expect((await ben.put(`/api/artifacts/${artifact.id}`, again)).status).toBe(200);
    expect((await textOf(artifact.id)).match(/Whom we serve/g)).toHaveLength(1);
    expect((await cleo.put(`/api/artifacts/${artifact.id}`, { ...again, pair: undefined })).status).toBe(404);
  });

  test("nothing of the page is in the artifact before both have agreed to the same words", async () => {
    const { id } = await start(ben, { points: POINTS });
    const path = `/api/artifacts/${id}/proposals/${(await proposalOf(ana, id)).id}`;
    expect(await textOf(id)).not.toContain("run dry");
    const other = [{ ...POINTS[0], text: "We exist so that shops are never empty." }, POINTS[1]];
    expect((await ana.put(path, { pair, points: other, revision: 1 })).status).toBe(200);
    expect((await ben.post(`${path}/agree`, { revision: 1 })).status).toBe(409);
    expect(await textOf(id)).not.toContain("shops");
    const agreed = await ben.post(`${path}/agree`, { revision: 2 });
    expect(agreed.body).toMatchObject({ state: "out" });
    expect(await textOf(id)).toContain("We exist so that shops are never empty.\nNobody on my team could say it.");
    // agreeing once more writes nothing twice
    await ben.post(`${path}/agree`, { revision: 2 });
    expect((await textOf(id)).match(/never empty/g)).toHaveLength(1);
  });

  test("either takes theirs out again after it has left the page, and the other point stays", async () => {
    const { id } = await start(ben, { points: POINTS });
    const path = `/api/artifacts/${id}/proposals/${(await proposalOf(ana, id)).id}`;
    await ana.post(`${path}/agree`, { revision: 1 });
    const both = await Promise.all([
      ana.post(`${path}/take-back`, { point: "point-two" }),
      ben.post(`${path}/take-back`, { point: "point-two" }),
    ]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect(await textOf(id)).toContain("run dry");
    expect(await textOf(id)).not.toContain("Nobody on my team");
    expect((await proposalOf(ben, id)).points.map((point) => point.id)).toEqual(["point-one"]);
    // nor is it in a version of before, for anybody
    for (const { seq } of await current().log.readTail(id, 0)) {
      const { status, body } = await ana.get(`/api/artifacts/${id}/versions/${seq}`);
      expect([status, String(body).includes("Nobody on my team")]).toEqual([status, false]);
    }
  });

  test("an invited third reads the artifact, never what is proposed or from which page it came", async () => {
    const { id } = await start(ana, { points: POINTS, sources: [{ kind: "topic", item: "topic-1" }] });
    const others = await beginPair(ana);
    await acceptAs(cleo, await inviteTo(ana, others), "Cleo");
    const candidates = (await ana.get(`/api/artifacts/${id}/candidates`)).body;
    expect(candidates).toMatchObject([{ pair: others.id, name: "Cleo" }]);
    expect((await cleo.get(`/api/artifacts/${id}`)).status).toBe(404);
    await ana.post(`/api/artifacts/${id}/people`, { pair: others.id, role: "writer" });
    const seen = await cleo.get(`/api/artifacts/${id}`);
    expect(seen.body).toMatchObject({ myRole: "writer", proposals: [], sources: [] });
    expect(JSON.stringify(seen.body)).not.toContain("run dry");
    expect(await app.access.accessTo(id, await userIdOf(cleo))).toMatchObject({ member: "p3", write: true });
    const { id: proposal } = await proposalOf(ana, id);
    expect((await cleo.post(`/api/artifacts/${id}/proposals/${proposal}/agree`, { revision: 1 })).status).toBe(404);
    await ana.delete(`/api/artifacts/${id}/people/p3`);
    expect((await cleo.get(`/api/artifacts/${id}`)).status).toBe(404);
    expect(await app.access.accessTo(id, await userIdOf(cleo))).toBeNull();
  });

  test("readers read, writers share, and only the owner takes it away", async () => {
    const { id } = await start(ana);
    const others = await beginPair(ana);
    await acceptAs(cleo, await inviteTo(ana, others), "Cleo");
    await ana.post(`/api/artifacts/${id}/people`, { pair: others.id, role: "reader" });
    expect(await app.access.accessTo(id, await userIdOf(cleo))).toMatchObject({ write: false });
    expect((await cleo.patch(`/api/artifacts/${id}`, { reviewOn: null })).status).toBe(409);
    expect((await ben.patch(`/api/artifacts/${id}`, { reviewOn: "2026-12-24" })).status).toBe(200);
    expect((await ben.delete(`/api/artifacts/${id}`)).status).toBe(409);
    expect((await ben.put(`/api/artifacts/${id}/people/p2`, { role: "owner" })).status).toBe(409);
    expect((await ana.put(`/api/artifacts/${id}/people/p2`, { role: "owner" })).body).toMatchObject({
      owner: "Ben",
      myRole: "writer",
    });
    expect((await ben.delete(`/api/artifacts/${id}`)).status).toBe(204);
    expect((await ben.get("/api/artifacts")).body).toEqual([]);
    expect(await current().db.selectFrom("page_session").select("id").where("page", "=", id).execute()).toEqual([]);
  });

  test("where the owner leaves, whoever has written for longest owns it, else whoever has read", async () => {
    const { id } = await start(ben);
    const cleos = await beginPair(ana);
    await acceptAs(cleo, await inviteTo(ana, cleos), "Cleo");
    await ana.post(`/api/artifacts/${id}/people`, { pair: cleos.id, role: "reader" });
    const userOf = async (who: Visitor) => ({ userId: await userIdOf(who), keepName: false });
    const erase = async (who: Visitor) => eraseAccount(current(), await userOf(who), new Date());
    await erase(ben);
    expect((await cleo.get(`/api/artifacts/${id}`)).body).toMatchObject({ owner: "Ana", myRole: "reader" });
    expect((await ana.get(`/api/artifacts/${id}`)).body).toMatchObject({ myRole: "owner" });
    await ana.delete(`/api/artifacts/${id}/people/p2`);
    await erase(ana);
    expect((await cleo.get(`/api/artifacts/${id}`)).body).toMatchObject({ owner: "Cleo", myRole: "owner" });
    expect((await cleo.patch(`/api/artifacts/${id}`, { reviewOn: null })).status).toBe(200);
  });

  test("what stands elsewhere is linked by an address that can only be a page of the web", async () => {
    const link = { kind: "other", form: "link", title: "Handbook", pair };
    for (const address of ["javascript:alert(1)", "data:text/html,x", "https:", "//evil", "file:///etc/passwd"])
      expect((await ana.put(`/api/artifacts/${randomUUID()}`, { ...link, address })).status).toBe(400);
    const linked = await start(ana, { ...link, address: "https://docs.example.org/handbook" });
    expect(linked).toMatchObject({ form: "link", address: "https://docs.example.org/handbook" });
    app.passDays(200);
    const { body } = await ben.post(`/api/artifacts/${linked.id}/reviewed`);
    expect(body).toMatchObject({ reviewedAt: app.now().toISOString() });
    expect(await app.access.accessTo(linked.id, await userIdOf(ana))).toBeNull(); // there is no document of it
  });
});
