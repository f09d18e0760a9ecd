import { randomUUID } from "node:crypto";
import { artifactBody } from "@candor/document/artifact/artifact-roots.ts";
import { type SuggestedChange, suggestChange } from "@candor/document/artifact/suggestion-place.ts";
import type { ArtifactAnswer, ArtifactSuggestion } from "@candor/protocol/http/artifact.ts";
import { beforeEach, expect, test } from "vitest";
import * as Y from "yjs";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { acceptAs, beginPair, inviteTo, openApp, shareDatabase, type Visitor } from "../people/testing/open-app.ts";

const HEADING = "Whom we serve";

describeEachEngine("suggestions", (engine) => {
  const current = shareDatabase(engine);
  let app: ReturnType<typeof openApp>;
  let ana: Visitor;
  let ben: Visitor;
  let cleo: Visitor;
  let artifact: string;

  /** Ana owns it, Ben writes, Cleo reads. */
  beforeEach(async () => {
    app = openApp(current());
    [ana, ben, cleo] = [await app.person("Ana"), await app.person("Ben"), await app.person("Cleo")];
    const pair = await beginPair(ana);
    await acceptAs(ben, await inviteTo(ana, pair), "Ben");
    const others = await beginPair(ana);
    await acceptAs(cleo, await inviteTo(ana, others), "Cleo");
    artifact = randomUUID();
    await ana.put(`/api/artifacts/${artifact}`, { kind: "mission", form: "document", title: "Why", pair: pair.id });
    const { status } = await ana.post(`/api/artifacts/${artifact}/people`, { pair: others.id, role: "reader" });
    expect(status).toBe(200);
  });

  const docOf = async () => {
    const database = current();
    const doc = new Y.Doc();
    const base = await database.log.readSnapshot(artifact);
    if (base) Y.applyUpdate(doc, base.state);
    for (const { update } of await database.log.readTail(artifact, base?.seq ?? 0)) Y.applyUpdate(doc, update);
    return doc;
  };
  const headings = async () =>
    artifactBody(await docOf())
      .toArray()
      .filter((block) => (block as Y.XmlElement).nodeName === "heading")
      .map((block) => (block as Y.XmlElement).get(0).toString());

  const change = async (instead: string, quote = HEADING): Promise<SuggestedChange> => {
    const texts = artifactBody(await docOf())
      .toArray()
      .map((block) => (block as Y.XmlElement).get(0) as Y.XmlText);
    const text = texts.find((each) => each.toString() === quote);
    if (!text) throw new Error(`${quote} is not there`);
    return suggestChange(text, 0, quote.length, instead);
  };
  const suggest = async (by: Visitor, wanted: SuggestedChange, id = randomUUID()) => {
    const answer = await by.put(`/api/artifacts/${artifact}/suggestions/${id}`, {
      ...wanted,
      reason: "It is plainer.",
    });
    return { ...answer, id };
  };
  const decide = (by: Visitor, id: string, act: string) =>
    by.post(`/api/artifacts/${artifact}/suggestions/${id}/decide`, { act });
  const listed = async (by: Visitor) =>
    (await by.get(`/api/artifacts/${artifact}/suggestions`)).body as ArtifactSuggestion[];

  test("somebody who may only read suggests a change, and whoever writes accepts it", async () => {
    const wanted = await change("For whom we are here");
    const { id, status } = await suggest(cleo, wanted);
    expect(status).toBe(200);
    expect((await suggest(cleo, wanted, id)).status).toBe(200); // again, as after an answer that was lost
    expect(await listed(ben)).toMatchObject([{ id, by: "Cleo", isMine: false, state: "open", decidedBy: null }]);
    expect(await headings()).toContain(HEADING);

    expect((await decide(cleo, id, "accept")).status).toBe(409);
    expect(await headings()).toContain(HEADING);
    const accepted = await decide(ben, id, "accept");
    expect([accepted.status, accepted.body]).toMatchObject([200, { state: "accepted", decidedBy: "Ben" }]);
    expect(await headings()).toContain("For whom we are here");
    expect(await headings()).not.toContain(HEADING);
    // who accepted it is told to whoever reads it
    expect(await listed(cleo)).toMatchObject([{ id, state: "accepted", decidedBy: "Ben", reason: "It is plainer." }]);
    expect((await decide(ben, id, "accept")).status).toBe(200);
    expect((await decide(ana, id, "decline")).status).toBe(409);
  });

  test("a suggestion that is declined or taken back leaves the text as it was", async () => {
    const declined = await suggest(cleo, await change("Other words"));
    expect((await decide(ben, declined.id, "decline")).body).toMatchObject({ state: "declined", decidedBy: "Ben" });
    const takenBack = await suggest(cleo, await change("Other words"));
    expect((await decide(ben, takenBack.id, "withdraw")).status).toBe(409);
    expect((await decide(cleo, takenBack.id, "withdraw")).body).toMatchObject({ state: "withdrawn" });
    expect(await headings()).toContain(HEADING);
    expect((await listed(ana)).map(({ state }) => state)).toEqual(["declined"]);
  });

  test("two who accept one suggestion at once change the text once, and one who declines it meanwhile does not halve it", async () => {
    const twice = await suggest(cleo, await change("Twice?"));
    await Promise.all([decide(ana, twice.id, "accept"), decide(ben, twice.id, "accept")]);
    expect((await headings()).filter((each) => each.includes("Twice?"))).toEqual(["Twice?"]);
    for (let attempt = 0; attempt < 4; attempt += 1) {
      const [was = ""] = (await headings()).slice(1, 2);
      const { id } = await suggest(cleo, await change(`${was}!`, was));
      await Promise.all([decide(ana, id, attempt % 2 ? "accept" : "decline"), decide(ben, id, "accept")]);
      await Promise.all([decide(ana, id, "decline"), decide(ben, id, "accept")]);
      const state = (await listed(ana)).find((each) => each.id === id)?.state;
      expect([state, (await headings())[1]]).toEqual([state, state === "accepted" ? `${was}!` : was]);
    }
  });

  test("of two suggestions for the same words the second is not done over the first, and stays open", async () => {
    const [one, other] = [await suggest(cleo, await change("First")), await suggest(ben, await change("Second"))];
    expect((await decide(ana, one.id, "accept")).status).toBe(200);
    const refused = await decide(ana, other.id, "accept");
    expect([refused.status, refused.body]).toMatchObject([409, { type: "/problems/suggestion_changed" }]);
    expect(await headings()).toContain("First");
    expect((await listed(ana)).find(({ id }) => id === other.id)).toMatchObject({ state: "open", decidedBy: null });
    expect((await decide(ana, other.id, "decline")).status).toBe(200);
  });

  test("one that was being accepted when the server was killed is accepted, and nothing else", async () => {
    const { id } = await suggest(cleo, await change("After the kill"));
    await current()
      .db.updateTable("artifact_suggestion")
      .set({ state: "accepting", decided_by: "somebody", decided_at: "2026-11-24T09:00:00.000Z" })
      .where("id", "=", id)
      .execute();
    expect((await decide(cleo, id, "withdraw")).status).toBe(409);
    expect((await decide(ana, id, "decline")).status).toBe(409);
    expect((await decide(ana, id, "accept")).body).toMatchObject({ state: "accepted" });
    expect(await headings()).toContain("After the kill");
  });

  test("what is no line of text, or no place in one, is refused", async () => {
    const sound = await change("Fine");
    for (const bad of [
      { text: "two\nlines" },
      { text: "\0" },
      { text: "\ud800" },
      { text: HEADING },
      { text: "x".repeat(2_001) },
      { start: "nonsense" },
      { start: '{"tname":"comments"}' },
      { start: '{"item":{"client":-1,"clock":0}}' },
      { end: `{"item":${"[".repeat(150)}` },
    ])
      expect([bad, (await suggest(cleo, { ...sound, ...bad })).status]).toEqual([bad, 400]);
    // a place that is nowhere is kept, and never done
    const nowhere = await suggest(cleo, { ...sound, start: '{"item":{"client":1,"clock":9999}}' });
    expect((await decide(ana, nowhere.id, "accept")).status).toBe(409);
    expect(await headings()).toContain(HEADING);
  });

  test("nobody suggests without end", async () => {
    const sound = await change("Again");
    for (let count = 0; count < 50; count += 1) expect((await suggest(cleo, sound)).status).toBe(200);
    const over = await suggest(cleo, sound);
    expect([over.status, over.body]).toMatchObject([409, { type: "/problems/too_many_suggestions" }]);
    expect((await suggest(ben, sound)).status).toBe(200);
  });

  test("somebody it is not for neither sees nor makes any, nor takes another's place", async () => {
    const dan = await app.person("Dan");
    const wanted = await change("Dan was here");
    const { id } = await suggest(cleo, wanted);
    expect((await dan.get(`/api/artifacts/${artifact}/suggestions`)).status).toBe(404);
    expect((await suggest(dan, wanted)).status).toBe(404);
    expect((await decide(dan, id, "accept")).status).toBe(404);
    expect((await suggest(ben, wanted, id)).status).toBe(404);
    const other = randomUUID();
    await dan.put(`/api/artifacts/${other}`, { kind: "other", form: "document", title: "His" });
    expect((await dan.post(`/api/artifacts/${other}/suggestions/${id}/decide`, { act: "accept" })).status).toBe(404);
    expect(((await ana.get("/api/artifacts")).body as ArtifactAnswer[]).length).toBe(1);
    expect(await headings()).toContain(HEADING);
  });
});
