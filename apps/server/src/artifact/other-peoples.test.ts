import { randomUUID } from "node:crypto";
import type { ArtifactAnswer, ArtifactProposal } from "@candor/protocol/http/artifact.ts";
import { beforeEach, expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import {
  ANA_AND_BEN,
  acceptAs,
  beginPair,
  inviteTo,
  openApp,
  shareDatabase,
  type Visitor,
} from "../people/testing/open-app.ts";

const DOCUMENT = { kind: "mission", form: "document", title: "Why we are here" };
const POINTS = [{ id: "point-one", whose: "a", text: "We exist so that shops never run dry." }];

describeEachEngine("an artifact and what is not its writer's", (engine) => {
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

  const userIdOf = async (visitor: Visitor) => ((await visitor.get("/api/me")).body as { userId: string }).userId;

  test("whoever knows the id of a page opens it by no artifact of that id", async () => {
    for (const by of [cleo, ana]) {
      expect((await by.put(`/api/artifacts/${pair}`, DOCUMENT)).status).toBe(404);
      expect((await by.get(`/api/artifacts/${pair}`)).status).toBe(404);
    }
    expect(await app.access.accessTo(pair, await userIdOf(cleo))).toBeNull();
    expect(await app.access.accessTo(pair, await userIdOf(ana))).toMatchObject({ member: "a" });
    // nor after the page was put away by both
    for (const by of [ana, ben]) await by.post(`/api/pairs/${pair}/put-away`);
    expect((await ben.put(`/api/artifacts/${pair}`, DOCUMENT)).status).toBe(404);
  });

  test("no page is begun with the id of an artifact", async () => {
    const id = randomUUID();
    await ana.put(`/api/artifacts/${id}`, { ...DOCUMENT, pair });
    for (const by of [cleo, ana]) expect((await by.put(`/api/pairs/${id}`, ANA_AND_BEN)).status).toBe(404);
    expect(await app.access.accessTo(id, await userIdOf(ana))).toMatchObject({ member: "p1" });
  });

  test("nothing leaves a page that one of the two has left, and it can still be taken back", async () => {
    const id = randomUUID();
    await ana.put(`/api/artifacts/${id}`, { ...DOCUMENT, pair, points: POINTS });
    const [proposal] = ((await ben.get(`/api/artifacts/${id}`)).body as ArtifactAnswer).proposals as [ArtifactProposal];
    await ana.post(`/api/pairs/${pair}/put-away`);
    const path = `/api/artifacts/${id}/proposals/${proposal.id}`;
    const refused = await ben.post(`${path}/agree`, { revision: 1 });
    expect([refused.status, refused.body]).toMatchObject([409, { type: "/problems/nothing_leaves" }]);
    expect((await ben.put(path, { pair, points: POINTS, revision: 1 })).status).toBe(409);
    expect((await ben.get(`/api/artifacts/${id}`)).body).toMatchObject({ proposals: [{ state: "open" }] });
    expect((await ben.post(`${path}/take-back`, { point: "point-one" })).body).toMatchObject({ state: "withdrawn" });
  });
});
