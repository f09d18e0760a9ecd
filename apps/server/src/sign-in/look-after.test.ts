import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { beginPair, openApp, shareDatabase, type Visitor } from "../people/testing/open-app.ts";
import { lookAfter } from "./open-sign-in-upkeep.ts";
import { signInByMail } from "./testing/read-mail.ts";

describeEachEngine("between sign-ins", (engine) => {
  const shared = shareDatabase(engine);
  const ports = (changes: Partial<Parameters<typeof lookAfter>[0]> = {}) => ({
    db: shared().db,
    now: () => new Date("2026-11-24T09:01:00Z"),
    accessChanged: () => {},
    openSessions: () => new Set<string>(),
    endSession: () => {},
    report: () => {},
    ...changes,
  });

  test("a page that was on its way while its person signed in is theirs, too", async () => {
    const { person, stranger } = openApp(shared());
    const address = `${randomUUID()}@example.org`;
    await signInByMail(shared(), stranger(), address);
    const phone = await person("Ana");
    const anonymous = ((await phone.get("/api/me")).body as { userId: string }).userId;
    const pair = await beginPair(phone);
    await signInByMail(shared(), phone, address);
    // As if the request had been let in before, and stored after.
    await shared()
      .db.updateTable("pair_member")
      .set({ user_id: anonymous })
      .where("pair_id", "=", pair.id)
      .where("member", "=", "a")
      .execute();
    expect((await phone.get("/api/pairs")).body).toEqual([]);
    const changed: string[] = [];
    await lookAfter(ports({ accessChanged: (page) => changed.push(page) }));
    expect((await phone.get("/api/pairs")).body).toEqual([pair]);
    expect(changed).toContain(pair.id);
  });

  test("sockets end with a session that is over or gone, and no others", async () => {
    const { stranger } = openApp(shared());
    const [ana, ben] = [stranger(), stranger()];
    await signInByMail(shared(), ana, `${randomUUID()}@example.org`);
    await signInByMail(shared(), ben, `${randomUUID()}@example.org`);
    const idOf = async (visitor: Visitor) =>
      ((await visitor.get("/api/me/account")).body as { sessions: { id: string }[] }).sessions[0]?.id ?? "";
    const [anas, bens] = [await idOf(ana), await idOf(ben)];
    await shared()
      .db.updateTable("session")
      .set({ expiresAt: "2026-11-24T09:00:30.000Z" })
      .where("id", "=", bens)
      .execute();
    const ended: string[] = [];
    const openSessions = () => new Set([anas, bens, "gone"]);
    await lookAfter(ports({ openSessions, endSession: (session) => ended.push(session) }));
    expect(ended.sort()).toEqual([bens, "gone"].sort());
  });

  test("what can no longer be finished is cleared away", async () => {
    const { stranger } = openApp(shared());
    await stranger().post("/api/auth/mail", { email: `${randomUUID()}@example.org` });
    await stranger().post("/api/auth/passkey/options");
    await lookAfter(ports({ now: () => new Date("2026-11-24T09:11:00Z") }));
    expect(await shared().db.selectFrom("mail_proof").select("id").execute()).toEqual([]);
    expect(await shared().db.selectFrom("ceremony").select("id").execute()).toEqual([]);
  });
});

describeEachEngine("signing in on several devices in any order", (engine) => {
  const shared = shareDatabase(engine);

  test("loses no page of any of them", async () => {
    const step = fc.record({ device: fc.nat(2), act: fc.constantFrom("page", "page", "sign in") });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 10 }), async (steps) => {
        const { person, stranger, parts } = openApp(shared(), { signInsPerMinute: 1000 });
        let place = 0;
        parts.addressOf = () => {
          place += 1; // limits are not what is asked about here
          return `198.51.100.${place}`;
        };
        const address = `${randomUUID()}@example.org`;
        const devices = [await person("Ana"), await person("Ana"), await person("Ana")];
        const begun: string[] = [];
        const signIn = async (device: Visitor) => {
          await shared().db.deleteFrom("known_browser").execute();
          expect((await signInByMail(shared(), device, address)).status).toBe(200);
        };
        let signIns = 0;
        for (const { device, act } of steps) {
          const visitor = devices[device] as Visitor;
          if (act === "page") begun.push((await beginPair(visitor)).id);
          else if (signIns < 20) {
            signIns += 1;
            await signIn(visitor);
          }
        }
        for (const device of devices) await signIn(device);
        const fresh = stranger();
        await signIn(fresh);
        for (const device of [...devices, fresh]) {
          const listed = ((await device.get("/api/pairs")).body as { id: string }[]).map(({ id }) => id);
          expect(listed.sort()).toEqual([...begun].sort());
        }
      }),
      { seed: 20261124, numRuns: 12 },
    );
  });
});
