import { randomUUID } from "node:crypto";
import type {
  ArtifactAnswer,
  ArtifactLink,
  ArtifactProposal,
  NewArtifactLink,
} from "@candor/protocol/http/artifact.ts";
import { beforeEach, expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import {
  acceptAs,
  beginPair,
  inviteTo,
  ORIGIN,
  openApp,
  problemOf,
  shareDatabase,
  type Visitor,
} from "../people/testing/open-app.ts";
import { hashSecret } from "../sign-in/hash-secret.ts";
import { collectImages } from "./collect-images.ts";
import { clearOldLinks } from "./link-rows.ts";
import { PNG } from "./testing/png.ts";

const POINTS = [
  { id: "point-one", whose: "a", text: "We exist so that <b>shops</b> never run dry." },
  { id: "point-two", whose: "b", text: "Nobody on my team could say it." },
];
const APART = "https://shared.example.net";

describeEachEngine("links to artifacts", (engine) => {
  const current = shareDatabase(engine);
  let app: ReturnType<typeof openApp>;
  let ana: Visitor;
  let ben: Visitor;
  let id: string;
  let pair: string;

  const begin = async (changes: Parameters<typeof openApp>[1] = {}) => {
    app = openApp(current(), changes);
    [ana, ben] = [await app.person("Ana"), await app.person("Ben")];
    const begun = await beginPair(ana);
    await acceptAs(ben, await inviteTo(ana, begun), "Ben");
    pair = begun.id;
    id = randomUUID();
    const wanted = { kind: "mission", form: "document", title: "Why we are here", pair, points: POINTS };
    expect((await ben.put(`/api/artifacts/${id}`, wanted)).status).toBe(200);
  };
  beforeEach(() => begin());

  const make = async (kind: "live" | "snapshot" = "live", days = 30) => {
    const { status, body } = await ben.post(`/api/artifacts/${id}/links`, { kind, days, label: "For the board" });
    expect(status).toBe(200);
    return body as NewArtifactLink;
  };
  const list = async (who = ben) => (await who.get(`/api/artifacts/${id}/links`)).body as ArtifactLink[];
  /** As somebody nobody knows, with whatever they say of themselves. */
  const open = async (address: string, init: RequestInit = {}) => {
    const answer = await app.app.request(address, init);
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  };
  const proposalOf = async () =>
    ((await ana.get(`/api/artifacts/${id}`)).body as ArtifactAnswer).proposals[0] as ArtifactProposal;
  const agree = async () => {
    const { id: proposal, revision } = await proposalOf();
    const answer = await ana.post(`/api/artifacts/${id}/proposals/${proposal}/agree`, { revision });
    expect(answer.body).toMatchObject({ state: "out" });
  };
  const takeOut = async (point: string) => {
    const { id: proposal } = await proposalOf();
    expect((await ana.post(`/api/artifacts/${id}/proposals/${proposal}/take-back`, { point })).status).toBe(200);
  };

  test("a stranger reads it by its link, as text that does nothing, and is told nothing beside it", async () => {
    await agree();
    const { address } = await make();
    expect(address).toMatch(/^http:\/\/localhost:4321\/s\/[\w-]{43}$/);
    const { status, text, headers } = await open(address);
    expect(status).toBe(200);
    for (const each of ["<h1>Why we are here</h1>", "&lt;b&gt;shops&lt;/b&gt; never run dry", "<dd>Ben</dd>"])
      expect(text).toContain(each);
    for (const each of ["<b>", "<script", "Ana", id]) expect(text).not.toContain(each);
    expect(text).toContain(`<meta name="robots" content="noindex, nofollow, noarchive">`);
    expect(headers.get("x-robots-tag")).toBe("noindex, nofollow, noarchive");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("set-cookie")).toBeNull();
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy.split("; ")).toEqual(expect.arrayContaining(["default-src 'none'", "sandbox", "form-action 'none'"]));
    expect(policy).not.toMatch(/script|unsafe|\*/);
  });

  test("nobody who has a link sees what only one of the two has agreed to", async () => {
    const { address } = await make();
    expect((await open(address)).text).not.toContain("run dry");
    expect(JSON.stringify(await list())).not.toContain("run dry");
    await agree();
    expect((await open(address)).text).toContain("run dry");
  });

  test("what one takes out again is gone from what is live at once, and a copy from before is closed", async () => {
    await agree();
    const [live, copy] = [await make("live"), await make("snapshot")];
    expect((await open(copy.address)).text).toContain("run dry");
    expect((await open(live.address)).text).toContain("run dry");
    await takeOut("point-one");
    expect((await open(live.address)).text).not.toContain("run dry");
    expect((await open(live.address)).text).toContain("Nobody on my team");
    expect((await open(copy.address)).status).toBe(404);
    expect((await list()).map(({ kind, state }) => [kind, state])).toEqual(
      expect.arrayContaining([
        ["snapshot", "taken_out"],
        ["live", "open"],
      ]),
    );
    const row = await current()
      .db.selectFrom("artifact_link")
      .select("paper")
      .where("id", "=", copy.id)
      .executeTakeFirstOrThrow();
    expect(row.paper).toBeNull();
  });

  test("a copy stays as it was, while what is live changes", async () => {
    const [live, copy] = [await make("live"), await make("snapshot")];
    await agree();
    expect((await open(live.address)).text).toContain("run dry");
    expect((await open(copy.address)).text).not.toContain("run dry");
    expect((await open(copy.address)).text).toContain("Whom we serve");
  });

  test("a link that is revoked, over, unknown or no link at all gets one answer", async () => {
    const [revoked, over] = [await make(), await make("snapshot", 1)];
    expect((await ben.delete(`/api/artifacts/${id}/links/${revoked.id}`)).status).toBe(204);
    app.passDays(1);
    const answers = await Promise.all(
      [revoked.address, over.address, `${ORIGIN}/s/${"x".repeat(43)}`, `${ORIGIN}/s/x`, `${ORIGIN}/s/%00`].map((each) =>
        open(each),
      ),
    );
    expect(answers[0]?.text).toContain("This link opens nothing");
    for (const { status, text, headers } of answers)
      expect([status, text, [...headers]]).toEqual([404, answers[0]?.text, [...(answers[0]?.headers ?? [])]]);
    expect((await list()).map(({ state }) => state).sort()).toEqual(["expired", "revoked"]);
    await clearOldLinks(current().db, new Date("2026-12-26T10:00:00Z"));
    expect(await list()).toEqual([]);
  });

  test("whoever guesses is told to wait, and a good link works from the same office meanwhile", async () => {
    const { address } = await make();
    const statuses: number[] = [];
    for (let guess = 0; guess < 40; guess += 1)
      statuses.push((await open(`${ORIGIN}/s/${String(guess).padStart(43, "g")}`)).status);
    expect([statuses[0], statuses.at(-1)]).toEqual([404, 429]);
    expect((await open(address)).status).toBe(200);
  });

  test("those who see to it are told how often it was opened and when, and the secret is kept nowhere", async () => {
    const { address } = await make();
    await open(address, { method: "HEAD" });
    app.passMinutes(5);
    await open(address);
    await open(address);
    expect(await list()).toMatchObject([
      { opened: 2, lastOpenedAt: "2026-11-24T09:05:00.000Z", label: "For the board" },
    ]);
    const secret = address.split("/s/")[1] ?? "";
    const rows = await current().db.selectFrom("artifact_link").selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect(JSON.stringify(rows)).toContain(hashSecret(secret));
    expect(app.told.join("")).not.toContain(secret);
    expect(JSON.stringify(await list())).not.toContain(secret);
  });

  test("an image comes by the link, while the link is good and what it shows holds it", async () => {
    const session = { cookie: ben.cookie(), origin: ORIGIN, "content-type": "application/octet-stream" };
    const sent = await app.app.request(`${ORIGIN}/api/artifacts/${id}/images`, {
      ...{ method: "POST", headers: session, body: PNG },
    });
    const { src } = (await sent.json()) as { src: string };
    const image = src.split("/").at(-1);
    const { address, id: link } = await make();
    expect((await open(`${address}/images/${image}`)).status).toBe(404); // it stands nowhere in the text yet
    const put = await app.parts.artifacts.edit(id, {
      change: { type: "begin", title: "", body: [{ type: "image", attrs: { src, alt: "a shelf" } }], points: [] },
      isWanted: async () => true,
      note: [],
    });
    expect(put).toBe("done");
    expect((await open(address)).text).toContain(`<img src="/s/${address.split("/s/")[1]}/images/${image}"`);
    const shown = await open(`${address}/images/${image}`);
    expect([shown.status, shown.headers.get("content-type")]).toEqual([200, "image/png"]);
    expect(shown.headers.get("content-security-policy")).toContain("sandbox");
    expect((await open(`${address}/images/${randomUUID()}`)).status).toBe(404);
    await ben.delete(`/api/artifacts/${id}/links/${link}`);
    expect((await open(`${address}/images/${image}`)).status).toBe(404);
  });

  test("an image that only a copy still shows is kept for as long as the copy opens", async () => {
    const session = { cookie: ben.cookie(), origin: ORIGIN, "content-type": "application/octet-stream" };
    const sent = await app.app.request(`${ORIGIN}/api/artifacts/${id}/images`, {
      ...{ method: "POST", headers: session, body: PNG },
    });
    const { src } = (await sent.json()) as { src: string };
    const { address, id: link } = await make("snapshot", 365);
    const body = [{ type: "image", attrs: { src, alt: "" } }];
    await current()
      .db.updateTable("artifact_link")
      .set({ paper: JSON.stringify({ title: "", lang: "en", facts: [], body }) })
      .where("id", "=", link)
      .execute();
    const collect = (days: number) =>
      collectImages(current(), app.parts.artifacts.images, new Date(app.now().getTime() + days * 86_400_000));
    for (const days of [2, 200]) await collect(days);
    const image = `${address}/images/${src.split("/").at(-1)}`;
    expect((await open(image)).status).toBe(200);
    await ben.delete(`/api/artifacts/${id}/links/${link}`);
    for (const days of [202, 400]) await collect(days);
    expect(await app.parts.artifacts.images.read(src.split("/").at(-1) ?? "")).toBeNull();
  });

  test("either of two from whose page something stands in it closes a link, even one who only reads", async () => {
    await agree();
    const { id: link, address } = await make();
    await ben.put(`/api/artifacts/${id}/people/p2`, { role: "reader" });
    const refused = await ana.post(`/api/artifacts/${id}/links`, { kind: "live", days: 1, label: "" });
    expect(problemOf(refused)).toBe("not_allowed");
    expect(await list(ana)).toMatchObject([{ id: link, opened: null, lastOpenedAt: null }]);
    expect((await ana.get(`/api/artifacts/${id}`)).body).toMatchObject({ openLinks: 1 });
    expect((await ana.delete(`/api/artifacts/${id}/links/${link}`)).status).toBe(204);
    expect((await open(address)).status).toBe(404);
    expect((await ana.get(`/api/artifacts/${id}`)).body).toMatchObject({ openLinks: 0 });
  });

  test("where links have an origin of their own, they open there alone, and nothing else does", async () => {
    await begin({ shareOrigin: APART });
    const { address } = await make();
    expect(address.startsWith(`${APART}/s/`)).toBe(true);
    expect((await open(address)).status).toBe(200);
    expect((await open(address.replace(APART, ORIGIN))).status).toBe(404);
    for (const path of ["/", "/api/me", "/artifacts", "/api/openapi.json"]) {
      const { status, text } = await open(`${APART}${path}`);
      expect([path, status, text.includes("This link opens nothing")]).toEqual([path, 404, true]);
    }
    expect((await open(`${ORIGIN}/api/me`)).status).toBe(200);
  });

  test("an artifact has only so many open links, and none for longer than a year", async () => {
    for (let count = 0; count < 20; count += 1) await make();
    const more = await ben.post(`/api/artifacts/${id}/links`, { kind: "live", days: 30, label: "" });
    expect(problemOf(more)).toBe("too_many_links");
    const long = await ben.post(`/api/artifacts/${id}/links`, { kind: "live", days: 366, label: "" });
    expect(problemOf(long)).toBe("invalid");
  });

  test("a link goes with its artifact", async () => {
    const { address } = await make();
    expect((await ben.delete(`/api/artifacts/${id}`)).status).toBe(204);
    expect((await open(address)).status).toBe(404);
  });
});
