import { randomUUID } from "node:crypto";
import { readPage } from "@candor/document/page/read-page.ts";
import { topicNotes } from "@candor/document/topic/edit-topic.ts";
import { codeIn, openSlackService, type SlackMember } from "@candor/integrations/chat/slack/testing/slack-service.ts";
import type { MyChats } from "@candor/protocol/http/chat.ts";
import type { MailInbox } from "@candor/protocol/http/my-mail.ts";
import { afterEach, expect, test } from "vitest";
import { openApiWorld } from "../api/testing/api-world.ts";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { writeTopics } from "../mail-in/write-topics.ts";
import { beginPair, openApp, problemOf, shareDatabase } from "../people/testing/open-app.ts";
import { buildPage } from "../sync/snapshot/build-page.ts";
import { packPage } from "../sync/snapshot/pack-page.ts";

const SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
const OLD = "another0secret0of0thirtytwo0byte";

describeEachEngine("words from Slack", (engine) => {
  const shared = shareDatabase(engine);
  const services: { close(): Promise<unknown> }[] = [];
  afterEach(async () => {
    for (const service of services.splice(0)) await service.close();
  });

  async function open(slackSecrets: readonly string[] = [SECRET]) {
    const database = shared();
    const origins: string[] = [];
    const app = openApp(database, { chat: { slackSecrets, discordKey: null, teams: null, origins } });
    const world = await openApiWorld(database, app);
    const slack = await openSlackService(SECRET, app.now, async (path, { body, headers }) => {
      const answer = await app.app.request(`http://localhost:4321${path}`, { method: "POST", body, headers });
      return { status: answer.status, text: await answer.text() };
    });
    services.push(slack);
    origins.push(slack.origin);
    const person = (name: string): SlackMember => ({ id: `U${randomUUID().slice(0, 8).toUpperCase()}`, name });
    const [ana, ben] = [person("ana.lopez"), person("ben")];
    const connect = async (member: SlackMember, visitor = world.ana) =>
      visitor.post("/api/me/chats", { code: codeIn(await slack.command(member, "hi")) });
    const onPage = async () => {
      await writeTopics({ db: database.db, now: app.now, act: app.parts.acts.act });
      const { log } = database;
      const base = await log.readSnapshot(world.page);
      const built = buildPage(packPage(base?.state ?? null, await log.readTail(world.page, base?.seq ?? 0), "page"));
      if (built.type === "unsound") throw new Error(built.reason);
      return { ...readPage(built.doc), doc: built.doc };
    };
    const topics = async () => (await onPage()).topics.map(({ title }) => title);
    const isKept = async (title: string) =>
      (await database.db.selectFrom("mail_taken").select("title").where("title", "=", title).execute()).length > 0;
    const refusals = () => app.told.join("").match(/"why":"[^"]*"/g) ?? [];
    return { ...world, app, slack, member: ana, other: ben, connect, onPage, topics, isKept, refusals };
  }

  test("whoever is not known is given a link for themselves alone, and nothing is taken", async () => {
    const { slack, member, ana, ben, isKept, connect } = await open();
    const answer = await slack.command(member, "@ben Growth plan");
    expect(answer).toMatchObject({ response_type: "ephemeral" });
    expect(JSON.stringify(answer)).not.toContain("Growth");
    const code = codeIn(answer);
    expect((await ana.post("/api/me/chats/asking", { code })).body).toEqual({
      ...{ platform: "slack", name: "ana.lopez", workspace: "acme" },
    });
    expect(await isKept("Growth plan")).toBe(false);
    expect((await ana.post("/api/me/chats", { code })).status).toBe(200);
    expect(problemOf(await ben.post("/api/me/chats", { code }))).toBe("not_found");
    expect(problemOf(await ben.post("/api/me/chats/asking", { code }))).toBe("not_found");
    expect((await slack.command(member, "")).text).toContain("Hopper");
    expect((await connect(member)).status).toBe(400); // it is known already, so no link is given
  });

  test("a link is good for ten minutes, and only the newest", async () => {
    const { slack, member, ana, app } = await open();
    const first = codeIn(await slack.command(member, "hi"));
    const second = codeIn(await slack.command(member, "hi"));
    expect(problemOf(await ana.post("/api/me/chats", { code: first }))).toBe("not_found");
    app.passMinutes(11);
    expect(problemOf(await ana.post("/api/me/chats/asking", { code: second }))).toBe("not_found");
    expect(problemOf(await ana.post("/api/me/chats/asking", { code: "" }))).toBe("invalid");
  });

  test("a command puts a topic into the Hopper of the page with whoever it names, and says so to its writer alone", async () => {
    const { slack, member, connect, onPage } = await open();
    await connect(member);
    const answer = await slack.command(member, "@ben Growth &amp; plan &lt;soon&gt; !2026-12-01 #career");
    expect(answer).toMatchObject({ response_type: "ephemeral", replace_original: false });
    expect(answer.text).toContain("Ben");
    expect(answer.text).toContain("Growth &amp; plan &lt;soon&gt;");
    const { topics, actions } = await onPage();
    expect(topics.map(({ title, theme, place, author }) => ({ title, theme, place, author }))).toEqual([
      { title: "Growth & plan <soon>", theme: "career", place: "hopper", author: "a" },
    ]);
    expect(actions).toMatchObject([{ text: "Growth & plan <soon>", due: "2026-12-01", owner: "a" }]);
    expect((await onPage()).topics).toHaveLength(1);
  });

  test("the same command sent again, signed anew, is one topic", async () => {
    const { app, slack, member, connect, topics } = await open();
    await connect(member);
    const trigger = randomUUID();
    await slack.command(member, "@ben Once", trigger);
    const later = slack.sign(slack.commandOf(member, "@ben Once", trigger), new Date(app.now().getTime() + 2_000));
    const again = await slack.hand({ ...later, headers: { ...later.headers, "x-slack-retry-num": "1" } });
    expect([again.status, again.text.includes("In the Hopper")]).toEqual([200, true]);
    expect(await topics()).toEqual(["Once"]);
  });

  test("whom Slack itself names is known by what they connected, not by what they are called", async () => {
    const { slack, member, other, connect, ana, ben, topics } = await open();
    await connect(member);
    await connect(other, ben);
    await beginPair(ana, { myName: "Ana", theirName: "Ben", myRole: "manager", theirRole: "report" }); // another Ben
    await slack.command(member, `<@${other.id}|whatever> By account`);
    expect(await topics()).toEqual(["By account"]);
    const choice = await slack.command(member, "<@U0NOBODY|ben> By name");
    expect(choice.text).toContain("Which of the people");
    expect(await topics()).toEqual(["By account"]);
  });

  test("a name that is nobody's leads to a choice, and until then it lies in the inbox", async () => {
    const { slack, member, connect, topics, ana } = await open();
    await connect(member);
    const answer = await slack.command(member, "@zoe Growth plan");
    expect(answer.text).toContain("“zoe”");
    expect(((await ana.get("/api/me/mail/inbox")).body as MailInbox).topics.map(({ title }) => title)).toEqual([
      "Growth plan",
    ]);
    const { status, answers } = await slack.choose(member, answer, "Ben");
    expect([status, answers.length]).toEqual([200, 1]);
    expect(answers[0]).toMatchObject({ response_type: "ephemeral", replace_original: true });
    expect(await topics()).toEqual(["Growth plan"]);
    const again = await slack.choose(member, answer, "Ben");
    expect(again.answers[0]?.text).toContain("already");
    expect(await topics()).toEqual(["Growth plan"]);
  });

  test("an action on a message asks whose page, and brings the message with the way back to it", async () => {
    const { slack, member, connect, onPage, isKept } = await open();
    await connect(member);
    const asked = await slack.messageAction(
      member,
      "Deploys are *slow*\nSee <https://ci.example.org/a|the build> <@U9>",
    );
    expect(asked).toMatchObject({ status: 200, text: "" });
    const [choice] = asked.answers;
    if (!choice) throw new Error("nothing was asked");
    expect(choice.response_type).toBe("ephemeral");
    await slack.choose(member, choice, "Ben");
    const { topics, doc } = await onPage();
    expect(topics.map(({ title }) => title)).toEqual(["Deploys are *slow*"]);
    const notes = topics.map(({ id }) => JSON.stringify(topicNotes(doc, id)));
    expect(notes.join()).toContain("https://ci.example.org/a");
    expect(notes.join()).toContain("https://acme.slack.com/archives/C1/p1764100000000200");
    const thrown = await slack.messageAction(member, "Never mind");
    const [second] = thrown.answers;
    if (!second) throw new Error("nothing was asked");
    const { answers } = await slack.drop(member, second);
    expect(answers[0]?.text).toContain("Thrown away");
    expect((await onPage()).topics).toHaveLength(1);
    expect(await isKept("Deploys are *slow*")).toBe(false); // from then on they stand on the page alone
  });

  test("whoever brings more than a topic holds is told so, when asked whose page and once it is there", async () => {
    const { slack, member, connect } = await open();
    await connect(member);
    const [choice] = (await slack.messageAction(member, `Deploys are slow. ${"word ".repeat(2600)}`)).answers;
    expect(choice?.text).toContain("its beginning was taken, the rest was not");
    if (!choice) throw new Error("nothing was asked");
    const { answers } = await slack.choose(member, choice, "Ben");
    expect(answers[0]?.text).toContain("its beginning was taken, the rest was not");
    const [short] = (await slack.messageAction(member, "Deploys are slow.")).answers;
    expect(short?.text).not.toContain("beginning");
  });

  test("nobody chooses a page that is not theirs, or of words that are not", async () => {
    const { slack, member, other, connect, ben, ana, topics } = await open();
    await connect(member);
    await connect(other, ben);
    const foreign = await beginPair(ben, { myName: "Ben", theirName: "Kim", myRole: "manager", theirRole: "report" });
    const mine = await slack.command(member, "@zoe Mine");
    expect(JSON.stringify(mine.blocks)).toContain("where you alone see it."); // to its end
    const block = mine.blocks.find(({ block_id }) => block_id !== undefined);
    const option = block?.elements?.[0]?.options?.[0];
    if (!option) throw new Error("nobody is to be chosen");
    const theirs = await slack.choose(other, mine, "Ben").catch(() => null);
    expect(theirs?.answers[0]?.text ?? "").not.toContain("Mine");
    option.value = foreign.id;
    const { answers } = await slack.choose(member, mine, "Ben");
    expect(answers[0]?.text).toContain("inbox");
    expect(await topics()).toEqual([]);
    expect(((await ana.get("/api/me/mail/inbox")).body as MailInbox).topics).toHaveLength(1);
  });

  test("what is forged, too old, sent twice, too large or of another kind is refused, logged, and leaves nothing", async () => {
    const { slack, member, connect, app, topics, refusals } = await open([OLD, SECRET]);
    await connect(member);
    const command = () => slack.commandOf(member, "@ben Forged");
    const before = refusals().length;
    const whole = slack.sign(command());
    const status = async (request: typeof whole) => (await slack.hand(request)).status;
    expect(await status(slack.sign(command(), app.now(), "some other secret of Slack's"))).toBe(401);
    expect(await status({ ...whole, body: whole.body.replace("Forged", "Forgery") })).toBe(401);
    for (const signature of ["", "v0=", "v1=abc", whole.headers["x-slack-signature"]?.slice(0, -2) ?? ""])
      expect(await status({ ...whole, headers: { ...whole.headers, "x-slack-signature": signature } })).toBe(401);
    for (const minutes of [-6, 6])
      expect(await status(slack.sign(command(), new Date(app.now().getTime() + minutes * 60_000)))).toBe(401);
    const large = slack.sign({ ...command(), text: "x".repeat(1024 * 1024) });
    expect(await status(large)).toBe(413);
    const json = slack.sign(command());
    expect(await status({ ...json, headers: { ...json.headers, "content-type": "application/json" } })).toBe(400);
    expect(refusals().length - before).toBe(10);
    expect(await topics()).toEqual([]);
    const real = slack.sign(slack.commandOf(member, "@ben Real"));
    expect(await status(real)).toBe(200);
    expect(await status(real)).toBe(401);
    expect(await topics()).toEqual(["Real"]);
    expect(app.told.join("")).not.toContain("Forged");
  });

  test("an answer goes to Slack and to nowhere else, whatever a request says", async () => {
    const { slack, member, connect, isKept } = await open();
    await connect(member);
    for (const response_url of [
      "https://evil.example.org/a",
      "http://127.0.0.1:1/a",
      "https://hooks.slack.com.evil.org/",
    ])
      expect((await slack.messageAction(member, "Elsewhere", { response_url })).status).toBe(400);
    expect(await isKept("Elsewhere")).toBe(false);
  });

  test("nothing comes in where no secret was set", async () => {
    const { slack, member } = await open([]);
    expect((await slack.hand(slack.sign(slack.commandOf(member, "@ben Hi")))).status).toBe(404);
  });

  test("what is disconnected takes no more words, and whoever connects it next has it alone", async () => {
    const { slack, member, connect, ana, ben, topics } = await open();
    await connect(member);
    const { links } = (await ana.get("/api/me/chats")).body as MyChats;
    const [link] = links;
    expect(link).toMatchObject({ platform: "slack", name: "ana.lopez", workspace: "acme" });
    expect(problemOf(await ben.delete(`/api/me/chats/${link?.id}`))).toBe("not_found");
    expect(((await ana.delete(`/api/me/chats/${link?.id}`)).body as MyChats).links).toEqual([]);
    expect(codeIn(await slack.command(member, "@ben Too late"))).not.toBe("");
    expect(await topics()).toEqual([]);
    expect((await connect(member, ben)).status).toBe(200);
    expect(((await ana.get("/api/me/chats")).body as MyChats).links).toEqual([]);
  });

  test("whoever writes too much at once is told to wait", async () => {
    const { slack, member, connect } = await open();
    await connect(member);
    for (let count = 0; count < 28; count += 1) await slack.command(member, "");
    expect((await slack.command(member, "@ben Late")).text).toContain("Late");
    expect((await slack.command(member, "@ben Later")).text).toContain("a lot in a short time");
  });
});
