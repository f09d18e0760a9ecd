import type { DeviceRequest } from "@candor/protocol/http/device.ts";
import type { ApiToken, NewApiToken } from "@candor/protocol/http/token.ts";
import { expect, test } from "vitest";
import { programOf } from "../api/testing/api-world.ts";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { openApp, problemOf, shareDatabase, type Visitor } from "../people/testing/open-app.ts";
import { signInByMail } from "../sign-in/testing/read-mail.ts";

describeEachEngine("letting a program in that has no browser", (engine) => {
  const shared = shareDatabase(engine);
  let people = 0;

  async function open() {
    const app = openApp(shared());
    const [ana, program] = [app.stranger(), app.stranger()];
    people += 1;
    await signInByMail(shared(), ana, `ana.device${people}@example.org`);
    const ask = async () =>
      (await program.post("/api/device", { name: "candor on laptop", scopes: ["pages:read"] })).body as DeviceRequest;
    return { app, ana, program, ask };
  }

  const poll = (program: Visitor, { deviceCode }: DeviceRequest) => program.post("/api/device/token", { deviceCode });

  test("somebody types its code, sees what it asks for, and says yes: it is given a token, once", async () => {
    const { app, ana, program, ask } = await open();
    const asked = await ask();
    expect(asked.userCode).toMatch(/^[B-Z]{4}-[B-Z]{4}$/);
    expect(asked.verificationUri).toMatch(/\/settings\/device$/);
    expect(problemOf(await poll(program, asked))).toBe("authorization_pending");
    const code = asked.userCode.toLowerCase().replace("-", "");
    expect((await ana.get(`/api/me/devices/${code}`)).body).toMatchObject({
      name: "candor on laptop",
      scopes: ["pages:read"],
    });
    expect((await ana.post(`/api/me/devices/${code}`, { grant: true })).status).toBe(204);
    const given = (await poll(program, asked)).body as NewApiToken;
    expect((await programOf(app, given.secret).get("/api/v1/me")).status).toBe(200);
    expect(problemOf(await poll(program, asked))).toBe("sign_in_void");
    expect(((await ana.get("/api/me/tokens")).body as ApiToken[]).map(({ name }) => name)).toEqual([
      "candor on laptop",
    ]);
  });

  test("a no is final, and a code that was answered is not answered again", async () => {
    const { ana, program, ask } = await open();
    const asked = await ask();
    expect((await ana.post(`/api/me/devices/${asked.userCode}`, { grant: false })).status).toBe(204);
    expect(problemOf(await poll(program, asked))).toBe("access_denied");
    expect(problemOf(await ana.post(`/api/me/devices/${asked.userCode}`, { grant: true }))).toBe("not_found");
    expect(problemOf(await ana.get(`/api/me/devices/${asked.userCode}`))).toBe("not_found");
  });

  test("whoever asks too often is told so, and after ten minutes nothing waits any more", async () => {
    const { app, ana, program, ask } = await open();
    const asked = await ask();
    await poll(program, asked);
    expect(problemOf(await poll(program, asked))).toBe("slow_down");
    app.passMinutes(11);
    expect(problemOf(await poll(program, asked))).toBe("sign_in_void");
    expect(problemOf(await ana.get(`/api/me/devices/${asked.userCode}`))).toBe("not_found");
  });

  test("a guessed code leads to nothing, and a program that was never let in has no token", async () => {
    const { ana, program } = await open();
    expect(problemOf(await ana.get("/api/me/devices/BCDF-GHJK"))).toBe("not_found");
    expect(problemOf(await program.post("/api/device/token", { deviceCode: "guessed" }))).toBe("sign_in_void");
    expect(problemOf(await program.post("/api/device", { name: "x", scopes: ["everything"] }))).toBe("invalid");
  });
});
