import { generateKeyPairSync, randomUUID } from "node:crypto";
import {
  openTeamsService,
  type TeamsAnswer,
  type TeamsMember,
} from "@candor/integrations/chat/teams/testing/teams-service.ts";
import { afterEach, expect, test } from "vitest";
import { openApiWorld } from "../api/testing/api-world.ts";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { openApp, shareDatabase } from "../people/testing/open-app.ts";
import { topicsOn } from "./testing/topics-on.ts";

const MESSAGE = {
  body: { contentType: "html", content: "<p>Deploys &amp; tests are <b>slow</b></p><p>since <i>Monday</i></p>" },
  linkToMessage: "https://teams.microsoft.com/l/message/19:x/1764100000000",
};

describeEachEngine("words from Teams", (engine) => {
  const shared = shareDatabase(engine);
  const services: { close(): Promise<unknown> }[] = [];
  afterEach(async () => {
    for (const service of services.splice(0)) await service.close();
  });

  async function open() {
    const database = shared();
    let send: Parameters<typeof openTeamsService>[1] = async () => ({ status: 0, text: "" });
    let now = () => new Date();
    const teams = await openTeamsService(
      () => now(),
      (path, request) => send(path, request),
    );
    services.push(teams);
    const { appId, tenant, metadata, issuer, origin } = teams;
    const app = openApp(database, {
      chat: { slackSecrets: [], discordKey: null, teams: { appId, tenant, metadata, issuer }, origins: [origin] },
    });
    now = app.now;
    send = async (path, { body, headers }) => {
      const answer = await app.app.request(`http://localhost:4321${path}`, { method: "POST", body, headers });
      return { status: answer.status, text: await answer.text() };
    };
    const world = await openApiWorld(database, app);
    const member: TeamsMember = { id: randomUUID(), name: "Ana López" };
    const connect = async () => {
      const url = cardOf(await teams.open(member, null)).actions[0]?.url ?? "";
      return world.ana.post("/api/me/chats", { code: url.split("#")[1] });
    };
    const topics = async () => (await topicsOn(database, app, world.page)).map(({ title }) => title).toSorted();
    return { ...world, app, teams, member, connect, topics };
  }

  const cardOf = ({ task }: TeamsAnswer) => task.value.card.content;

  test("a message is added by a form that offers one's own pages, with the message in it", async () => {
    const { teams, member, connect, topics, page } = await open();
    expect((await connect()).status).toBe(200);
    const [text, person] = cardOf(await teams.open(member, MESSAGE)).body;
    expect(text).toMatchObject({ type: "Input.Text", value: "Deploys & tests are slow\nsince Monday" });
    expect(person).toMatchObject({ type: "Input.ChoiceSet", choices: [{ title: "Ben", value: page }] });
    const said = await teams.fill(member, { person: page, text: text?.value }, MESSAGE);
    expect(JSON.stringify(cardOf(said))).toContain("with Ben");
    const one = cardOf(await teams.open(member, null)).body[0];
    expect(one).toMatchObject({ value: "" });
    await teams.fill(member, { person: page, text: "A line !fri #career" }, null);
    expect(await topics()).toEqual(["A line", "Deploys & tests are slow"]);
  });

  test("who was chosen in the form needs no name before the words, and whoever else is named there stays in them", async () => {
    const { teams, member, connect, topics, page } = await open();
    await connect();
    for (const text of ["@ben Growth", "@Ben, the budget", "@zoe Hiring", "Ask @ben twice", "@ben"])
      await teams.fill(member, { person: page, text }, null);
    expect(await topics()).toEqual(["@zoe Hiring", "Ask @ben twice", "Growth", "the budget"].toSorted());
  });

  test("the same activity again is one topic, and nobody fills in a page that is not theirs", async () => {
    const { teams, member, connect, topics, page } = await open();
    await connect();
    for (let times = 0; times < 2; times += 1)
      await teams.fill(member, { person: page, text: "Once" }, null, { id: `f:${page}` });
    const asked = cardOf(await teams.fill(member, { person: randomUUID(), text: "Nobody’s" }, null));
    expect(asked.actions).toMatchObject([{ title: "Open your inbox", url: expect.stringMatching(/\/capture$/) }]);
    expect(JSON.stringify(asked.body)).toContain("it lies in your inbox");
    expect(await topics()).toEqual(["Once"]);
  });

  test("a token that Microsoft did not sign for our bot and this service, or whose time is over, opens nothing", async () => {
    const { app, teams, member, connect, topics, page } = await open();
    await connect();
    const told = teams.activity(member, "submitAction", { data: { person: page, text: "Forged" } });
    const seconds = Math.floor(app.now().getTime() / 1000);
    teams.publish("of another channel", ["webchat"]);
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    for (const token of [
      "",
      "Bearer ",
      "Bearer a.b.c",
      teams.token({}, {}, privateKey),
      teams.token({}, { kid: "made up" }, privateKey),
      teams.token({}, { alg: "none" }),
      teams.token({}, { alg: "HS256" }),
      teams.token({ aud: randomUUID() }),
      teams.token({ iss: "https://evil.example.org" }),
      teams.token({ serviceurl: "https://evil.example.org/" }),
      teams.token({ serviceurl: undefined }),
      teams.token({ exp: seconds - 400 }),
      teams.token({ exp: undefined }),
      teams.token({ nbf: seconds + 400 }),
      `${teams.token()}x`,
    ])
      expect([token.length, (await teams.hand(told, token)).status]).toEqual([token.length, 401]);
    app.passMinutes(2); // so that a new key is asked for
    const foreign = teams.token({}, { kid: "of another channel" });
    expect((await teams.hand(told, foreign)).status).toBe(401);
    const elsewhere = { ...told, channelData: { tenant: { id: randomUUID() } } };
    expect((await teams.hand(elsewhere)).status).toBe(401);
    expect((await teams.hand(told, teams.token(), { "content-type": "text/plain" })).status).toBe(400);
    expect((await teams.hand({ ...told, more: "x".repeat(1024 * 1024) })).status).toBe(413);
    for (const other of [{ name: "composeExtension/query" }, { type: "message" }, { value: {} }, { from: {} }])
      expect((await teams.hand({ ...told, ...other })).status).toBe(401);
    expect(await topics()).toEqual([]);
    expect(app.told.join("")).toContain('"platform":"teams","why":"forged"');
  });

  test("a new key is learnt once it is asked for, and made up names make us ask no more than once a minute", async () => {
    const { app, teams, member, connect } = await open();
    await connect();
    const told = teams.activity(member, "fetchTask", {});
    const before = teams.asked();
    for (let count = 0; count < 5; count += 1) await teams.hand(told, teams.token({}, { kid: `made up ${count}` }));
    expect(teams.asked()).toBe(before);
    teams.publish("second");
    app.passMinutes(2);
    expect((await teams.hand(told, teams.token({}, { kid: "second" }))).status).toBe(200);
    expect(teams.asked()).toBe(before + 2);
  });
});
