import { generateKeyPairSync, randomUUID } from "node:crypto";
import {
  type DiscordAnswer,
  type DiscordMember,
  openDiscordService,
} from "@candor/integrations/chat/discord/testing/discord-service.ts";
import { expect, test } from "vitest";
import { openApiWorld } from "../api/testing/api-world.ts";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { beginPair, openApp, shareDatabase } from "../people/testing/open-app.ts";
import { topicsOn } from "./testing/topics-on.ts";

const EPHEMERAL = 64;

describeEachEngine("words from Discord", (engine) => {
  const shared = shareDatabase(engine);

  async function open() {
    const database = shared();
    const chat = { slackSecrets: [], discordKey: null as Uint8Array | null, teams: null, origins: [] };
    const app = openApp(database, { chat });
    const world = await openApiWorld(database, app);
    const discord = openDiscordService(app.now, async (path, { body, headers }) => {
      const answer = await app.app.request(`http://localhost:4321${path}`, { method: "POST", body, headers });
      return { status: answer.status, text: await answer.text() };
    });
    chat.discordKey = discord.publicKey;
    const member: DiscordMember = { id: discord.snowflake(), name: "ana" };
    const connect = async () => {
      const answer = await discord.command(member, "hi");
      const code = /#([\w-]+)$/.exec(componentsOf(answer)[0]?.url ?? "")?.[1];
      return world.ana.post("/api/me/chats", { code });
    };
    const topics = async () => (await topicsOn(database, app, world.page)).map(({ title }) => title).toSorted();
    return { ...world, app, discord, member, connect, topics };
  }

  const componentsOf = ({ data }: DiscordAnswer) => data?.components?.flatMap(({ components }) => components) ?? [];

  test("a ping is answered, once it is signed", async () => {
    const { discord } = await open();
    expect(await discord.ping()).toEqual({ type: 1 });
  });

  test("a command becomes a topic of the page that was chosen while typing, or of whoever is named", async () => {
    const { discord, member, connect, topics, page } = await open();
    const unknown = await discord.command(member, "Growth plan", "ben");
    expect(unknown.data).toMatchObject({ flags: EPHEMERAL, allowed_mentions: { parse: [] } });
    expect((await discord.typing(member, "b")).data?.choices).toEqual([]);
    expect((await connect()).status).toBe(200);
    expect((await discord.typing(member, "b")).data?.choices).toEqual([{ name: "Ben", value: page }]);
    expect((await discord.typing(member, "")).data?.choices).toHaveLength(1);
    expect((await discord.typing(member, "zoe")).data?.choices).toEqual([]);
    const answer = await discord.command(member, "Growth **plan** !fri", page);
    expect(answer).toMatchObject({ type: 4, data: { flags: EPHEMERAL } });
    expect(answer.data?.content).toContain("with Ben");
    await discord.command(member, "By name", "ben");
    await discord.command(member, "@ben By the line");
    expect(await topics()).toEqual(["By name", "By the line", "Growth **plan**"]);
  });

  test("a command on a message asks whose page, and takes the answer once", async () => {
    const { discord, member, connect, topics } = await open();
    await connect();
    const asked = await discord.messageCommand(member, "Deploys are slow <@99>\nsince Monday");
    expect(asked).toMatchObject({ type: 4, data: { flags: EPHEMERAL } });
    const [select, drop] = componentsOf(asked);
    const ben = select?.options?.find(({ label }) => label === "Ben");
    const placed = await discord.component(member, select?.custom_id ?? "", [ben?.value ?? ""]);
    expect(placed).toMatchObject({ type: 7 });
    expect(await topics()).toEqual(["Deploys are slow @someone"]);
    expect((await discord.component(member, drop?.custom_id ?? "")).data?.content).toContain("already");
    const other = { id: discord.snowflake(), name: "eve" };
    expect((await discord.component(other, drop?.custom_id ?? "")).data?.content).toContain("does not know");
    expect(await topics()).toHaveLength(1);
  });

  test("the same interaction again is one topic; a hundred pages fit into the choice", async () => {
    const { app, discord, member, connect, topics, ana } = await open();
    await connect();
    const body = discord.commandOf(member, "Once", "ben");
    for (const after of [0, 2_000])
      expect((await discord.hand(discord.signed(body, new Date(app.now().getTime() + after)))).status).toBe(200);
    expect(await topics()).toEqual(["Once"]);
    for (let count = 0; count < 30; count += 1)
      await beginPair(ana, { myName: "Ana", theirName: `Kim ${count}`, myRole: "manager", theirRole: "report" });
    const asked = await discord.command(member, "For whom?");
    const offered = componentsOf(asked).flatMap(({ options }) => options ?? []);
    expect(offered).toHaveLength(31);
    expect((await discord.typing(member, "kim")).data?.choices).toHaveLength(25);
  });

  test("what is forged, too old, sent twice, too large or of another kind is refused, logged, and leaves nothing", async () => {
    const { app, discord, member, connect, topics } = await open();
    await connect();
    const body = discord.commandOf(member, "Forged", "ben");
    const whole = discord.signed(body);
    const status = async (request: typeof whole) => (await discord.hand(request)).status;
    expect(await status(discord.signed(body, app.now(), generateKeyPairSync("ed25519").privateKey))).toBe(401);
    expect(await status({ ...whole, body: body.replace("Forged", "Forgery") })).toBe(401);
    const changes: Record<string, string>[] = [
      { "x-signature-ed25519": "" },
      { "x-signature-ed25519": "zz".repeat(64) },
      { "x-signature-ed25519": "00".repeat(64) },
      { "x-signature-timestamp": "" },
      { "x-signature-timestamp": String(Math.floor(app.now().getTime() / 1000) + 1) },
    ];
    for (const changed of changes)
      expect(await status({ ...whole, headers: { ...whole.headers, ...changed } })).toBe(401);
    for (const minutes of [-6, 6])
      expect(await status(discord.signed(body, new Date(app.now().getTime() + minutes * 60_000)))).toBe(401);
    expect(await status(discord.signed(discord.commandOf(member, "x".repeat(1024 * 1024))))).toBe(413);
    const form = { ...whole.headers, "content-type": "application/x-www-form-urlencoded" };
    expect(await status({ ...whole, headers: form })).toBe(400);
    for (const nonsense of ["", "null", "[]", "{", '{"type":2}', '{"type":99,"id":"1"}', randomUUID()])
      expect(await status(discord.signed(nonsense))).toBe(400);
    expect(await topics()).toEqual([]);
    expect(app.told.join("")).toContain('"platform":"discord","why":"forged"');
    const real = discord.signed(discord.commandOf(member, "Real", "ben"));
    expect([await status(real), await status(real)]).toEqual([200, 401]);
    expect(await topics()).toEqual(["Real"]);
  });
});
