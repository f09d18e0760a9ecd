import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { openApp, shareDatabase } from "../people/testing/open-app.ts";
import { createOperatorOutbox } from "./operator-outbox.ts";

describeEachEngine("the mails of a server without a mail server", (engine) => {
  const shared = shareDatabase(engine);

  function open() {
    const printed: string[] = [];
    let now = Date.parse("2026-11-24T09:00:00Z");
    const outbox = createOperatorOutbox(randomBytes, () => new Date(now));
    outbox.begin((path) => printed.push(path));
    let remote = "127.0.0.1";
    const isOrigin = (origin: string) => origin === "http://localhost:4321";
    const { app, stranger } = openApp(shared(), { operator: { outbox, remoteAddress: () => remote, isOrigin } });
    return {
      printed,
      stranger,
      secret: () => printed.at(-1)?.split("#")[1] ?? "",
      from: (address: string) => {
        remote = address;
      },
      passMinutes: (minutes: number) => {
        now += minutes * 60_000;
      },
      async read(secret: string, headers: Record<string, string> = {}) {
        const answer = await app.request("http://localhost:4321/api/operator/outbox", {
          method: "POST",
          headers: {
            ...{ "content-type": "application/json", origin: "http://localhost:4321", host: "localhost:4321" },
            ...headers,
          },
          body: JSON.stringify({ secret }),
        });
        return { status: answer.status, body: (await answer.json()) as { key: string; mails: { to: string }[] } };
      },
    };
  }

  test("are read by the link that was printed, once, and for an hour by the page it opened", async () => {
    const { read, secret, printed, stranger, passMinutes } = open();
    await stranger().post("/api/auth/mail", { email: "ana@example.org" });
    const link = secret();
    const { status, body } = await read(link);
    expect(status).toBe(200);
    expect(body.mails.map(({ to }) => to)).toContain("ana@example.org");
    expect(printed).toHaveLength(2);
    expect((await read(link)).status).toBe(404);
    expect((await read(body.key)).status).toBe(200);
    passMinutes(60);
    expect((await read(body.key)).status).toBe(404);
    expect((await read(secret())).status).toBe(200);
  });

  test.each<[string, { remote?: string; headers?: Record<string, string> }]>([
    ["from another machine", { remote: "192.0.2.7" }],
    ["through a proxy on this machine", { headers: { "x-forwarded-for": "192.0.2.7" } }],
    ["through a proxy that says so in other words", { headers: { forwarded: "for=192.0.2.7" } }],
    ["under the name that people use", { headers: { host: "candor.example.org" } }],
    ["under a name that somebody else's DNS sent here", { headers: { host: "rebound.example" } }],
  ])("are not read %s, even with the link, which stays good", async (_how, { remote, headers }) => {
    const { read, secret, from } = open();
    if (remote) from(remote);
    expect((await read(secret(), headers)).status).toBe(404);
    from("::1");
    expect((await read(secret())).status).toBe(200);
  });

  test("are not read by guessing, or from a page of another site", async () => {
    const { read, secret } = open();
    expect((await read("guessed")).status).toBe(404);
    expect((await read("")).status).toBe(404);
    expect((await read(secret(), { origin: "https://evil.example" })).status).toBe(403);
  });
});
