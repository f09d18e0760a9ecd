import { expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { openApp, problemOf, shareDatabase } from "../people/testing/open-app.ts";

describeEachEngine("signing in", (engine) => {
  const shared = shareDatabase(engine);
  test("somebody begins without an account and is known again by their cookie", async () => {
    const { stranger } = openApp(shared());
    const ana = stranger();
    expect(await ana.get("/api/me")).toMatchObject({ status: 200, body: null });
    const signedIn = await ana.post("/api/auth/sign-in/anonymous");
    expect(signedIn).toMatchObject({ status: 200, body: { name: "", anonymous: true } });
    expect((await ana.get("/api/me")).body).toEqual(signedIn.body);
  });

  test("signing in twice stays the same person", async () => {
    const { person } = openApp(shared());
    const ana = await person();
    const { body } = await ana.get("/api/me");
    expect((await ana.post("/api/auth/sign-in/anonymous")).body).toEqual(body);
  });

  test("the session is nowhere that a script could read it", async () => {
    const { stranger } = openApp(shared());
    const { body, headers } = await stranger().post("/api/auth/sign-in/anonymous");
    expect(Object.keys(body as object).sort()).toEqual(["anonymous", "name", "userId"]);
    expect(headers.getSetCookie()).toEqual([
      expect.stringMatching(/^candor\.session=[^;]+; Max-Age=34560000; Path=\/; HttpOnly; SameSite=Strict$/),
    ]);
  });

  test("over https the cookie is bound to this host and to https", async () => {
    const { stranger } = openApp(shared(), { secure: true });
    const { headers } = await stranger().post("/api/auth/sign-in/anonymous");
    expect(headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^__Host-candor\.session=[^;]+; Max-Age=34560000; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
      ),
    ]);
  });

  test("a session that was ended cannot be used again", async () => {
    const { app, person, endedSessions } = openApp(shared());
    const ana = await person();
    const { userId } = (await ana.get("/api/me")).body as { userId: string };
    const stolen = ana.cookie();
    const { id: sessionId } = await shared()
      .db.selectFrom("session")
      .select("id")
      .where("userId", "=", userId)
      .executeTakeFirstOrThrow();
    expect((await ana.post("/api/auth/sign-out")).status).toBe(204);
    expect(await (await app.request("/api/me", { headers: { cookie: stolen } })).json()).toBeNull();
    expect((await app.request("/api/pairs", { headers: { cookie: stolen } })).status).toBe(401);
    expect((await ana.get("/api/me")).body).toBeNull();
    expect(problemOf(await ana.patch("/api/me", { name: "Ana" }))).toBe("signed_out");
    expect(endedSessions).toEqual([sessionId]);
  });

  test("a forged or cut cookie is nobody", async () => {
    const { app, person } = openApp(shared());
    const cookie = (await person()).cookie();
    for (const forged of [cookie.slice(0, -4), cookie.replace(/\..*/, ""), "candor.session=x.y", "candor.session="]) {
      expect(await (await app.request("/api/me", { headers: { cookie: forged } })).json()).toBeNull();
      expect((await app.request("/api/pairs", { headers: { cookie: forged } })).status).toBe(401);
    }
  });

  test("nothing else of the sign-in library is reachable", async () => {
    const { person } = openApp(shared());
    const ana = await person();
    for (const path of [
      "/api/auth/get-session",
      "/api/auth/list-sessions",
      "/api/auth/ok",
      "/api/auth/error",
      "/api/auth//get-session",
      "/api/auth/../auth/list-sessions",
      "/api/auth/reset-password/x",
    ]) {
      expect([path, (await ana.get(path)).status]).toEqual([path, 404]);
    }
    for (const path of [
      "/api/auth/sign-up/email",
      "/api/auth/sign-in/email",
      "/api/auth/sign-in/social",
      "/api/auth/update-user",
      "/api/auth/delete-user",
      "/api/auth/delete-anonymous-user",
      "/api/auth/change-email",
    ]) {
      expect([path, (await ana.post(path, {})).status]).toEqual([path, 404]);
    }
  });

  test("my name is what I say, on one line", async () => {
    const { person } = openApp(shared());
    const ana = await person();
    expect((await ana.patch("/api/me", { name: "  Ana María 👩🏽‍💻 " })).body).toMatchObject({
      name: "Ana María 👩🏽‍💻",
    });
    expect((await ana.get("/api/me")).body).toMatchObject({ name: "Ana María 👩🏽‍💻" });
    for (const name of [
      "",
      "   ",
      "Ana\r\nSet-Cookie: x",
      "Ana\u0000",
      "Ana\u202Egpj",
      "Ana\u2028B",
      "\u200b\u2060",
      "x".repeat(81),
      7,
      null,
    ]) {
      expect(problemOf(await ana.patch("/api/me", { name }))).toBe("invalid");
    }
    expect((await ana.get("/api/me")).body).toMatchObject({ name: "Ana María 👩🏽‍💻" });
  });
});
