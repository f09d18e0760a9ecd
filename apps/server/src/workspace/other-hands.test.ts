import type { ImportPreview } from "@candor/protocol/http/people-import.ts";
import { expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { claimAccount } from "../people/claim-account.ts";
import { acceptAs, inviteTo, problemOf, shareDatabase } from "../people/testing/open-app.ts";
import { openWorkspace } from "./testing/open-workspace.ts";

describeEachEngine("places in other hands", (engine) => {
  const shared = shareDatabase(engine);

  test("whoever took somebody's place by its link gets no seat of theirs by leaving and coming back", async () => {
    const { join, add, invite, accept, beginPage, person, base } = await openWorkspace(shared());
    const { visitor: ada } = await join("Ada", { role: "admin" });
    const { visitor: mo } = await join("Mo");
    const xenia = await add("Xenia");
    const page = await beginPage(mo, { person: xenia.id, relation: "report", iAm: "above" });
    const real = await person("Xenia");
    expect((await acceptAs(real, await inviteTo(mo, page), "Xenia")).status).toBe(200);
    // Ada keeps the link to Xenia's place and opens it herself, in another browser.
    const fake = await person();
    expect((await accept(fake, await invite(xenia, ada))).status).toBe(200);
    expect((await ada.post(`${base}/people/${xenia.id}/leave`)).status).toBe(200);
    expect((await real.get(`/api/pairs/${page.id}`)).status).toBe(404);
    expect((await real.post(`/api/pairs/${page.id}/take-back`)).status).toBe(404);
    expect((await ada.post(`${base}/people/${xenia.id}/return`)).status).toBe(200);
    expect((await fake.get(`/api/pairs/${page.id}`)).status).toBe(404);
    expect((await real.get(`/api/pairs/${page.id}`)).body).toMatchObject({ members: [{}, { joined: true }] });
    expect((await mo.get(`/api/pairs/${page.id}`)).body).not.toHaveProperty("archive");
  });

  test("a link opens nothing once whoever made it could make it no longer", async () => {
    const { olga, join, add, invite, accept, person, base } = await openWorkspace(shared());
    const { visitor: ada } = await join("Ada", { role: "admin" });
    const { person: bob, visitor: bobs } = await join("Bob", { role: "admin" });
    const [future, gone] = [await add("Future"), await add("Gone")];
    const links = [await invite(future, ada), await invite(gone, bobs)];
    expect((await olga.patch(`${base}/people/${future.id}`, { role: "owner" })).status).toBe(200);
    expect((await olga.post(`${base}/people/${bob.id}/leave`)).status).toBe(200);
    for (const link of links) {
      const eve = await person();
      expect(problemOf(await accept(eve, link))).toBe("invitation_revoked");
      expect(problemOf(await eve.post(`/api/workspace-invitations/${link.id}/look`, { secret: link.secret }))).toBe(
        "invitation_revoked",
      );
    }
    expect((await accept(await person(), await invite(future))).status).toBe(200);
  });

  test("links go on opening when whoever made them signs in for the first time", async () => {
    const { olga, add, invite, accept, person, workspace, db } = await openWorkspace(shared());
    const link = await invite(await add("Ben"));
    const account = await person();
    const idOf = async (visitor: typeof olga) => ((await visitor.get("/api/me")).body as { userId: string }).userId;
    await claimAccount(db, await idOf(olga), await idOf(account));
    expect((await accept(await person(), link)).body).toMatchObject({ id: workspace.id });
  });

  test("undoing an import changes nothing of somebody who became an owner since", async () => {
    const { olga, join, peopleFor, base } = await openWorkspace(shared());
    const { visitor: ada } = await join("Ada", { role: "admin" });
    const bring = async (csv: string): Promise<string> => {
      const { body: preview } = await ada.post(`${base}/imports/preview`, { csv });
      const { digest } = preview as Extract<ImportPreview, { type: "preview" }>;
      const { status, body } = await ada.post(`${base}/imports`, { csv, digest });
      expect(status).toBe(201);
      return (body as { id: string }).id;
    };
    await bring("employee id,name,email\n7,Bo,eve@elsewhere.example\n");
    const corrected = await bring("employee id,name,email\n7,Bo,bo@example.org\n");
    const bo = async () => (await peopleFor(olga)).people.find(({ name }) => name === "Bo");
    expect(await bo()).toMatchObject({ email: "bo@example.org" });
    await olga.patch(`${base}/people/${(await bo())?.id}`, { role: "owner" });
    const { body } = await ada.post(`${base}/imports/${corrected}/undo`);
    expect(body).toMatchObject({ restored: 0, kept: [{ name: "Bo", why: "changed" }] });
    expect(await bo()).toMatchObject({ email: "bo@example.org", role: "owner" });
  });
});
