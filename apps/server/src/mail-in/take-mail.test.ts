import { randomBytes, randomUUID } from "node:crypto";
import { idFromRandom } from "@candor/core/id.ts";
import { readPage } from "@candor/document/page/read-page.ts";
import { readMail } from "@candor/integrations/mail/incoming/read-mail.ts";
import type { MailInbox, MyMail } from "@candor/protocol/http/my-mail.ts";
import { expect, test } from "vitest";
import type * as Y from "yjs";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { acceptAs, beginPair, inviteTo, openApp, shareDatabase, type Visitor } from "../people/testing/open-app.ts";
import { buildPage } from "../sync/snapshot/build-page.ts";
import { packPage } from "../sync/snapshot/pack-page.ts";
import { takeTopic, topicAddress } from "./take-topic.ts";
import { writeTopics } from "./write-topics.ts";

const SERVICE = "candor@mail.example.org";

describeEachEngine("mail that becomes topics", (engine) => {
  const shared = shareDatabase(engine);

  async function open(trustedServer: string | null = null) {
    const database = shared();
    const { db } = database;
    await db.deleteFrom("mail_outbox").execute();
    const app = openApp(database);
    const [ana, ben] = [await app.person("Ana"), await app.person("Ben")];
    const pair = await beginPair(ana);
    await acceptAs(ben, await inviteTo(ana, pair));
    const from = `ben.${pair.id}@example.org`;
    const { userId } = (await ben.get("/api/me")).body as { userId: string };
    const flag = (value: boolean) => (engine.engine === "sqlite" ? Number(value) : value) as never;
    await db
      .updateTable("user")
      .set({ email: from, emailVerified: flag(true), isAnonymous: flag(false) })
      .where("id", "=", userId)
      .execute();
    const refused: [why: string, from: string | null][] = [];
    const taking = {
      ...{ db, serviceAddress: SERVICE, trustedServer, now: app.now, newId: randomUUID },
      ...{ linkOf: (path: string) => `https://candor.example.org${path}`, wakeMail: () => {} },
      refused: (why: string, from: string | null) => refused.push([why, from]),
      newTopicId: () => idFromRandom(randomBytes(12)),
    };
    const receive = async (address: string, text: string, heads: Readonly<Record<string, string>> = {}) => {
      const all = {
        From: `Ben <${from}>`,
        To: address,
        Subject: "Hiring",
        "Message-ID": `<${randomUUID()}@example.org>`,
        ...heads,
      };
      const lines = Object.entries(all)
        .filter(([, value]) => value !== "")
        .map(([name, value]) => `${name}: ${value}`);
      const raw = new TextEncoder().encode(`${lines.join("\r\n")}\r\n\r\n${text}`);
      const to = await topicAddress(taking, address);
      return to === null ? "unknown" : takeTopic(taking, { mail: await readMail(raw), raw, isCut: false }, to);
    };
    const write = () => writeTopics({ db, now: app.now, act: app.parts.acts.act });
    const mine = async (visitor: Visitor = ben) => (await visitor.get("/api/me/mail")).body as MyMail;
    const topics = async () => {
      const { log } = database;
      const base = await log.readSnapshot(pair.id);
      const built = buildPage(packPage(base?.state ?? null, await log.readTail(pair.id, base?.seq ?? 0), "page"));
      if (built.type === "unsound") throw new Error(built.reason);
      return readPage(built.doc as Y.Doc).topics.map(({ title, author, place, state }) => ({
        title,
        author,
        place,
        state,
      }));
    };
    const onto = async () => {
      const { body } = await ben.put(`/api/me/mail/addresses/${pair.id}`);
      return (body as MyMail).pages[0]?.address ?? "";
    };
    const own = async () => ((await ben.put("/api/me/mail/address")).body as MyMail).address ?? "";
    const inbox = async (visitor: Visitor = ben) =>
      ((await visitor.get("/api/me/mail/inbox")).body as MailInbox).topics;
    const told = () => db.selectFrom("mail_outbox").select(["to_address", "text", "headers"]).execute();
    return {
      ...app,
      db,
      ana,
      ben,
      pair,
      from,
      userId,
      receive,
      write,
      mine,
      topics,
      onto,
      own,
      inbox,
      told,
      taking,
      refused,
    };
  }

  test("a mail to the address of a page stands in its Hopper as its sender's, once, however often it comes", async () => {
    const { receive, write, topics, onto, mine, db } = await open();
    const address = await onto();
    expect(address).toMatch(/^candor\+[a-z0-9]{20}@mail\.example\.org$/);
    const id = { "Message-ID": "<one@example.org>" };
    expect(await receive(address, "Two names.\r\n\r\nBest,\r\nBen", id)).toBe("taken");
    expect(await receive(address, "Two names.\r\n\r\nBest,\r\nBen", id)).toBe("taken");
    await Promise.all([write(), write()]);
    await write();
    expect(await topics()).toEqual([{ title: "Hiring", author: "b", place: "hopper", state: "open" }]);
    expect((await mine()).recent).toMatchObject([{ state: "added", from: null }]);
    const kept = await db.selectFrom("mail_taken").select(["title", "notes"]).where("state", "=", "added").execute();
    expect(JSON.stringify(kept)).not.toContain("names");
  });

  test("one to the personal address waits in the inbox until its owner says whose page, and a name says it at once", async () => {
    const { receive, write, topics, own, inbox, ana, ben, pair } = await open();
    const address = await own();
    await receive(address, "", { Subject: "Budget" });
    await receive(address, "", { Subject: "+ana Offices" });
    await receive(address.replace("@", "+ana@"), "", { Subject: "Phones" });
    await receive(address, "+Ana Travel\r\n\r\nOn 24 Nov 2026 at 8:00 Candor <c@example.org> wrote:\r\n\r\n> x\r\n", {
      Subject: "Re: Tomorrow: 2 1:1s",
    });
    await receive(address, "", { Subject: "+zoe Who is she" });
    await write();
    expect((await topics()).map(({ title }) => title).toSorted()).toEqual(["Offices", "Phones", "Travel"]);
    const [budget, zoe] = await inbox();
    expect([budget?.title, zoe?.title]).toEqual(["Budget", "+zoe Who is she"]);
    expect(await inbox(ana)).toEqual([]);
    const at = `/api/me/mail/inbox/${budget?.id}`;
    expect((await ana.post(at, { pair: pair.id })).status).toBe(404);
    await ben.delete(at);
    expect((await inbox()).map(({ title }) => title)).toEqual(["+zoe Who is she"]);
    await ben.post(at, { pair: null });
    expect((await ben.post(at, { pair: pair.id })).status).toBe(200);
    await write();
    expect((await topics()).map(({ title }) => title)).toContain("Budget");
  });

  test("an answer in HTML alone becomes what was written, without what it quotes and its signature", async () => {
    const { receive, write, topics, onto, db } = await open();
    const html = `<div>Offices</div><div>Two of them.</div><div class="gmail_signature">Ben<br>Example</div><div class="gmail_quote"><div class="gmail_attr">24 Kas 2026, Candor:<br></div><blockquote class="gmail_quote"><div>Your 1:1</div></blockquote></div>`;
    const heads = {
      "Content-Type": "text/html; charset=utf-8",
      "MIME-Version": "1.0",
      "In-Reply-To": "<x@example.org>",
    };
    expect(await receive(await onto(), html, { ...heads, Subject: "1:1" })).toBe("taken");
    const [kept] = await db.selectFrom("mail_taken").select(["title", "notes"]).where("title", "=", "1:1").execute();
    expect(kept?.notes.replace("\\", "")).toBe("Offices\nTwo of them.");
    await write();
    expect(await topics()).toMatchObject([{ title: "1:1" }]);
  });

  test("an address that was renewed or closed is nobody's any more", async () => {
    const { receive, onto, ben, pair, mine } = await open();
    const before = await onto();
    const after = await onto();
    expect(before).not.toBe(after);
    expect(await receive(before, "x")).toBe("unknown");
    expect(await receive(after, "x")).toBe("taken");
    await ben.delete(`/api/me/mail/addresses/${pair.id}`);
    expect(await receive(after, "x")).toBe("unknown");
    expect((await mine()).pages).toEqual([]);
  });

  test("nobody else's mail is taken, though they know the address; its owner sees whose it was, and nobody is answered", async () => {
    const { receive, write, topics, onto, mine, told, ben, from, refused } = await open();
    const address = await onto();
    expect(await receive(address, "x", { From: "eve@evil.example" })).toBe("not_believed");
    expect(await receive(address, "x", { From: "" })).toBe("not_believed");
    expect(await receive(address, "x", { From: `${from}, eve@evil.example` })).toBe("not_believed");
    expect(await receive(address, "x", { FROM: "eve@evil.example" })).toBe("not_believed"); // a second one, below
    await write();
    expect(await topics()).toEqual([]);
    expect((await mine()).recent.map(({ why, from }) => ({ why, from }))).toContainEqual({
      ...{ why: "other_sender", from: "eve@evil.example" },
    });
    expect(await told()).toEqual([]);
    expect(refused).toContainEqual(["other_sender", "eve@evil.example"]);
    expect(refused).toHaveLength(4);
    expect((await ben.put("/api/me/mail/senders", { senders: ["nope"] })).status).toBe(400);
    await ben.put("/api/me/mail/senders", { senders: ["Eve@evil.example"] });
    expect(await receive(address, "x", { From: "eve@evil.example" })).toBe("taken");
  });

  test("where a mail server is trusted, mail that it found to be forged is refused", async () => {
    const { receive, onto } = await open("mx.example.org");
    const address = await onto();
    const by = (results: string) => receive(address, "x", { "Authentication-Results": results });
    expect(await by("mx.example.org; dmarc=fail header.from=example.org")).toBe("not_believed");
    expect(await receive(address, "x")).toBe("not_believed");
    expect(await by("mx.example.org; dmarc=pass header.from=example.org")).toBe("taken");
  });

  test.each([
    ["an absence", { "Auto-Submitted": "auto-replied" }],
    ["a list", { "List-Id": "<all.example.org>" }],
    ["a newsletter", { "List-Unsubscribe": "<https://example.org>" }],
    ["a bulk mailer", { Precedence: "bulk" }],
    ["a mail server", { "Return-Path": "<>" }],
  ])("what %s sends is no topic, and is not answered", async (_what, heads) => {
    const { receive, write, topics, onto, told } = await open();
    expect(await receive(await onto(), "x", heads)).toBe("taken");
    await write();
    expect([await topics(), await told()]).toEqual([[], []]);
  });

  test("what has come round is refused", async () => {
    const { receive, onto } = await open();
    const address = await onto();
    expect(await receive(address, "x", { "X-Loop": SERVICE })).toBe("loop");
    expect(await receive(address, "x", { From: SERVICE })).toBe("loop");
    expect(await receive(address, "x", { From: address })).toBe("loop");
  });

  const nested = (depth: number) => {
    const open = Array.from(
      { length: depth },
      (_, at) => `Content-Type: multipart/mixed; boundary="b${at}"\r\n\r\n--b${at}\r\n`,
    );
    return `--b\r\n${open.join("")}Content-Type: text/plain\r\n\r\nDeep.\r\n`;
  };
  test.each([
    ["parts in parts without end", nested(2000)],
    ["parts whose end is missing", '--b\r\nContent-Type: text/plain; charset="no-such"\r\n\r\nTwo n'],
    [
      "what is no base64",
      "--b\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n%%%\r\n--b--",
    ],
    ["bytes of no letters", "\u0000\uffff\r\n--b\r\n\r\n\u0000"],
  ])("a mail of %s is a topic by its subject, and whoever sent it learns what was not taken", async (what, body) => {
    const { receive, write, topics, onto, told } = await open();
    const head = { "Content-Type": 'multipart/mixed; boundary="b"', "MIME-Version": "1.0" };
    expect(await receive(await onto(), body, head)).toBe("taken");
    await write();
    expect((await topics()).map(({ title }) => title)).toEqual(["Hiring"]);
    if (what.startsWith("parts in parts")) expect((await told())[0]?.text).toContain("- a part that could not be read");
  });

  test("files are named and not kept, the text is taken, and one answer a day says so, to the account alone", async () => {
    const { receive, write, topics, onto, told, from, passDays, mine } = await open();
    const address = await onto();
    const mixed = { "Content-Type": 'multipart/mixed; boundary="b"', "MIME-Version": "1.0" };
    const body =
      '--b\r\nContent-Type: text/plain\r\n\r\nTwo names.\r\n--b\r\nContent-Type: application/pdf; name="plan.pdf"\r\nContent-Disposition: attachment; filename="plan.pdf"\r\n\r\nx\r\n--b--\r\n';
    await receive(address, body, mixed);
    await receive(address, body, { ...mixed, Subject: "Budget" });
    await receive(address, "", { Subject: "" });
    await write();
    expect((await topics()).map(({ title }) => title).toSorted()).toEqual(["Budget", "Hiring"]);
    expect((await mine()).recent.map(({ state, why }) => [state, why])).toEqual(
      expect.arrayContaining([
        ["added", "files"],
        ["refused", "empty"],
      ]),
    );
    const answers = await told();
    expect(answers).toHaveLength(1);
    expect(answers[0]).toMatchObject({ to_address: from, text: expect.stringContaining("- plan.pdf") });
    expect(JSON.parse(answers[0]?.headers ?? "")).toMatchObject({
      "X-Loop": SERVICE,
      "Auto-Submitted": "auto-replied",
    });
    passDays(1);
    await receive(address, "", { Subject: "" });
    expect((await told()).map(({ text }) => text).join()).toContain("no words of your own");
  });

  test("whoever sends without end is told to wait, and no stranger uses up what is theirs", async () => {
    const { receive, onto, passMinutes } = await open();
    const address = await onto();
    for (let at = 0; at < 70; at += 1) await receive(address, "x", { From: "eve@evil.example" });
    const taken: string[] = [];
    for (let at = 0; at < 61; at += 1) taken.push(await receive(address, `${at}`));
    expect(taken.filter((each) => each === "taken")).toHaveLength(60);
    expect(taken.at(-1)).toBe("busy");
    passMinutes(61);
    expect(await receive(address, "x")).toBe("taken");
  });

  test("onto an archived page nothing is written, and nothing is lost", async () => {
    const { receive, write, topics, onto, inbox, db, pair } = await open();
    const address = await onto();
    await receive(address, "Two names.");
    await db.updateTable("pair").set({ frozen_at: "2026-11-01T00:00:00.000Z" }).where("id", "=", pair.id).execute();
    await write();
    expect(await topics()).toEqual([]);
    expect(await inbox()).toMatchObject([{ title: "Hiring", notes: "Two names." }]);
  });
});
