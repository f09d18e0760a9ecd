import { request as overTls } from "node:https";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { CandorServer } from "../world/candor-server.ts";
import { Person } from "../world/person.ts";
import { freePort, HOST, type ProxyKind, type RunningProxy, startProxy } from "./start-proxy.ts";

for (const kind of ["nginx", "Caddy"] as const satisfies readonly ProxyKind[]) {
  test.describe(`behind ${kind}`, () => {
    let server: CandorServer;
    let proxy: RunningProxy;
    test.beforeEach(async ({ browserName }, info) => {
      expect(browserName).toBe("chromium");
      const ports = { secure: await freePort(), plain: await freePort(), server: await freePort() };
      proxy = await startProxy(kind, join(info.outputDir, "proxy"), ports);
      server = await CandorServer.start({
        environment: {
          PORT: `${ports.server}`,
          CANDOR_ORIGIN: proxy.origin,
          CANDOR_TRUSTED_PROXIES: "1",
          CANDOR_SIGN_INS_PER_MINUTE: "5",
        },
      });
    });
    test.afterEach(async () => {
      await server?.stop();
      await proxy?.end();
    });

    test("two people write on one page, over wss and with cookies that only https carries", async ({ browser }) => {
      const [ana, sam] = await Promise.all(
        ["Ana", "Sam"].map(async (name) => Person.begin(name, await browser.newContext(), server)),
      );
      if (!ana || !sam) throw new Error("there are two");
      const sockets: string[] = [];
      ana.page.on("websocket", (socket) => sockets.push(socket.url()));
      await ana.firstMinute("Sam");
      await sam.join(await ana.invite());
      await ana.expectHere("Sam");
      await sam.addTopic("Through the proxy");
      await expect(ana.topic("Through the proxy")).toBeVisible();
      expect(sockets.every((url) => url.startsWith(`wss://${HOST}:`))).toBe(true);
      expect(sockets.length).toBeGreaterThan(0);
      const cookies = await ana.context.cookies();
      expect(cookies.length).toBeGreaterThan(0);
      for (const cookie of cookies) {
        expect(cookie.name).toMatch(/^__(Host|Secure)-/);
        expect([cookie.name, cookie.secure]).toEqual([cookie.name, true]);
      }
      expect(await ana.page.evaluate(() => isSecureContext)).toBe(true);
      ana.expectNoFaults();
      sam.expectNoFaults();
    });

    test("nobody gets a fresh allowance by naming another address as their own", async () => {
      const answers = [];
      for (let index = 0; index < 30; index += 1) answers.push(await signInFrom(proxy.origin, `203.0.113.${index}`));
      expect(answers.filter((status) => status === 200).length).toBeGreaterThan(0);
      expect(answers.filter((status) => status === 429).length).toBeGreaterThan(15);
    });

    test("whoever comes over plain http is sent to https", async () => {
      const answer = await fetch(`http://127.0.0.1:${proxy.plainPort}/p/x`, {
        redirect: "manual",
        headers: { host: HOST },
      });
      expect([301, 308]).toContain(answer.status);
      expect(answer.headers.get("location")).toMatch(/^https:\/\//);
    });
  });
}

function signInFrom(origin: string, claimed: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const request = overTls(
    `https://127.0.0.1:${new URL(origin).port}/api/auth/sign-in/anonymous`,
    {
      method: "POST",
      rejectUnauthorized: false,
      servername: HOST,
      headers: {
        host: new URL(origin).host,
        origin,
        "x-forwarded-for": claimed,
        "content-type": "application/json",
      },
    },
    (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    },
  );
  request.on("error", reject);
  request.end("{}");
  return promise;
}
