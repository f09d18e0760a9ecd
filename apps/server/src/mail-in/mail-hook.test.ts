import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { createApp } from "../http/app.ts";
import { inTwoCalendars, personOf, SERVICE } from "../invitation/testing/in-two-calendars.ts";
import { signMessage, webhookSecret } from "../webhook/sign-message.ts";
import { MAIL_HOOK_PATH } from "./mail-hook-routes.ts";
import { whereMailComesIn } from "./testing/where-mail-comes-in.ts";

const [SECRET, NEXT] = [webhookSecret(randomBytes), webhookSecret(randomBytes)];
const MEGABYTE = 1024 * 1024;

describeEachEngine("mail that a provider hands over", (engine) => {
  const { invited, shared } = inTwoCalendars(engine);

  async function open(hookSecrets: readonly string[] = [SECRET]) {
    const world = await invited();
    const comes = await whereMailComesIn(world, shared());
    const { reception } = comes;
    const app = createApp({
      ...world.app.parts,
      mailIn: { address: SERVICE, hookSecrets, reception, wake: () => {} },
    });
    const post = async (body: string | ReadableStream, headers: Record<string, string>) =>
      (
        await app.request(`http://localhost:4321${MAIL_HOOK_PATH}`, {
          method: "POST",
          headers,
          body,
          duplex: "half",
        } as RequestInit)
      ).status;
    const signed = (
      body: string,
      { secrets = [SECRET] as readonly string[], id = randomUUID() as string, at = world.app.now() } = {},
    ) => signMessage({ id, body }, secrets, at);
    const hand = (body: string, how?: Parameters<typeof signed>[1], more: Record<string, string> = {}) =>
      post(body, { ...signed(body, how), ...more });
    const answered = async () => personOf(await world.stateFor(world.ana), "b")?.answer?.answer ?? null;
    return { ...world, ...comes, post, signed, hand, answered };
  }

  test("becomes a topic, or the answer to a series, by whom its head or the provider says that it is for", async () => {
    const { hand, topic, topics, reply, answered, onto, given } = await open();
    expect(await hand(topic("Hiring"))).toBe(204);
    expect(await hand(topic("Budget", "kim@example.org"), {}, { "candor-recipient": `Kim@example.org, ${onto}` })).toBe(
      204,
    );
    expect(await hand(topic("Of somebody else", "kim@example.org"))).toBe(204);
    expect(await hand(reply("ACCEPTED"), {}, { "candor-recipient": given.toUpperCase() })).toBe(204);
    expect((await topics()).toSorted()).toEqual(["Budget", "Hiring"]);
    expect(await answered()).toBe("accepted");
  });

  test("changes nothing where it is not signed, by another secret, or was changed on its way", async () => {
    const { hand, post, signed, topic, topics, reply, answered } = await open();
    for (const body of [topic("Forged"), reply("DECLINED")]) {
      const headers = signed(body);
      const { "webhook-signature": signature = "", ...unsigned } = headers;
      expect(await hand(body, { secrets: [NEXT] })).toBe(404);
      expect(await post(`${body}x`, headers)).toBe(404);
      expect(await post(body, unsigned)).toBe(404);
      expect(await post(body, { ...headers, "webhook-id": "another" })).toBe(404);
      for (const wrong of [
        "v1,",
        "v1",
        "",
        signature.replace("v1,", "v2,"),
        signature.slice(0, -8),
        signature.replace("v1,", "v1,AAAA"),
      ])
        expect(await post(body, { ...headers, "webhook-signature": wrong })).toBe(404);
    }
    expect([await topics(), await answered()]).toEqual([[], null]);
  });

  test("is in the log where it was refused, by its reason and without its words, its sender or whom it was to", async () => {
    const { hand, post, signed, topic, app, onto, bens } = await open();
    const whyNot = () => app.told.flatMap((line) => /a mail was refused.*"why":"(\w+)"/.exec(line)?.[1] ?? []);
    await post(topic("Forged words"), signed("another"));
    await hand(topic("Late words"), { at: new Date(app.now().getTime() - 301_000) });
    await post("", { ...signed(""), "content-length": String(27 * MEGABYTE) });
    await hand(topic("Lost words", "kim@example.org"));
    await hand(topic("Stolen words").replace(bens, "eve@evil.example"));
    await hand(topic("Robot words").replace("MIME-Version", "Auto-Submitted: auto-replied\r\nMIME-Version"));
    await hand(topic("Round words").replace("MIME-Version", `X-Loop: ${SERVICE}\r\nMIME-Version`));
    expect(whyNot()).toEqual([
      ...["not_signed", "too_old", "too_large", "no_such_address", "other_sender", "automatic", "loop"],
    ]);
    for (const secret of ["words", "evil", onto, bens, "kim"]) expect(app.told.join("")).not.toContain(secret);
  });

  test("is nobody's to hand over where no secret was set", async () => {
    const { hand, post, topic, topics, app } = await open([]);
    const [body, at] = [topic("Forged"), String(Math.floor(app.now().getTime() / 1000))];
    const mac = createHmac("sha256", "").update(`one.${at}.${body}`).digest("base64");
    expect(await hand(body)).toBe(404);
    expect(await post(body, { "webhook-id": "one", "webhook-timestamp": at, "webhook-signature": `v1,${mac}` })).toBe(
      404,
    );
    expect(await topics()).toEqual([]);
  });

  test("that is minutes old, or of the future, is refused, however well it is signed", async () => {
    const { hand, topic, topics, reply, answered, app } = await open();
    const after = (seconds: number) => ({ at: new Date(app.now().getTime() + seconds * 1000) });
    for (const body of [topic("Late"), reply("DECLINED")])
      for (const seconds of [-301, 301, -86_400]) expect(await hand(body, after(seconds))).toBe(404);
    expect(await hand(topic("Slow"), after(-299))).toBe(204);
    expect([await topics(), await answered()]).toEqual([["Slow"], null]);
  });

  test("twice is taken once, and never takes back what was answered since", async () => {
    const { post, hand, signed, topic, topics, reply, answered, app } = await open();
    const [body, yes] = [topic("Hiring"), reply("ACCEPTED")];
    const [headers, yesHeaders] = [signed(body), signed(yes)];
    expect(await Promise.all([post(body, headers), post(body, headers)])).toEqual([204, 204]);
    expect(await topics()).toEqual(["Hiring"]);
    expect(await post(yes, yesHeaders)).toBe(204);
    app.passMinutes(1);
    expect(await hand(reply("DECLINED").replace("20261124T100000Z", "20261124T100100Z"))).toBe(204);
    expect([await post(body, headers), await post(yes, yesHeaders)]).toEqual([204, 204]);
    expect(await hand(yes)).toBe(204); // the same mail under another id
    expect([await topics(), await answered()]).toEqual([["Hiring"], "declined"]);
    app.passMinutes(5);
    expect(await post(body, headers)).toBe(404);
  });

  test("is cut after a megabyte, and refused where it is more than mail servers pass on", async () => {
    const { hand, post, signed, topic, topics } = await open();
    expect(await hand(`${topic("Long")}${"x".repeat(2 * MEGABYTE)}`)).toBe(204);
    const headers = signed("");
    expect(await post("", { ...headers, "content-length": String(27 * MEGABYTE) })).toBe(413);
    let asked = 0;
    const endless = new ReadableStream({
      pull(controller) {
        asked += 1;
        controller.enqueue(new Uint8Array(MEGABYTE));
      },
    });
    expect(await post(endless, headers)).toBe(413);
    expect(asked).toBeLessThan(30);
    expect(await topics()).toEqual(["Long"]);
  });

  test("goes on being taken while the secret is changed, whichever side is first, and not by the old one after", async () => {
    const both = await open([NEXT, SECRET]);
    expect(await both.hand(both.topic("By the old"))).toBe(204);
    expect(await both.hand(both.topic("By the new"), { secrets: [NEXT] })).toBe(204);
    expect(await both.hand(both.reply("ACCEPTED"))).toBe(204);
    expect((await both.topics()).toSorted()).toEqual(["By the new", "By the old"]);
    expect(await both.answered()).toBe("accepted");
    const after = await open([NEXT]);
    expect(await after.hand(after.topic("By both"), { secrets: [SECRET, NEXT] })).toBe(204);
    expect(await after.hand(after.topic("By the old"))).toBe(404);
    expect(await after.hand(after.reply("DECLINED"))).toBe(404);
    expect([await after.topics(), await after.answered()]).toEqual([["By both"], null]);
  });

  test("is asked for again where one of those it is for has had too much, and repeats nothing", async () => {
    const { hand, topic, topics, onto, given, app } = await open();
    for (let at = 0; at < 60; at += 1) expect(await hand(topic(`${at}`))).toBe(204);
    const body = topic("One more", `${given}, ${onto}`);
    expect(await hand(body)).toBe(429);
    app.passMinutes(61);
    expect(await hand(body)).toBe(204);
    expect((await topics()).filter((title) => title === "One more")).toHaveLength(1);
  });
});
