import { sayDevice } from "@candor/core/access/say-device.ts";
import { expect, test } from "vitest";
import { describeEachEngine } from "../../database/testing/describe-each-engine.ts";
import { openApp, problemOf, shareDatabase, type Visitor } from "../../people/testing/open-app.ts";
import { readMails, signInByMail } from "../testing/read-mail.ts";

type Session = { id: string; isThis: boolean };
let people = 0;
const newAddress = () => {
  people += 1;
  return `account${people}@example.org`;
};

describeEachEngine("an account", (engine) => {
  const shared = shareDatabase(engine);

  async function sessionsOf(visitor: Visitor): Promise<Session[]> {
    return ((await visitor.get("/api/me/account")).body as { sessions: Session[] }).sessions;
  }

  test("sessions are listed and ended one by one, or all others", async () => {
    const { stranger, endedSessions } = openApp(shared());
    const address = newAddress();
    const devices = [stranger(), stranger(), stranger()] as const;
    for (const device of devices) await signInByMail(shared(), device, address);
    const [laptop, phone, tablet] = devices;
    const listed = await sessionsOf(laptop);
    expect(listed.map(({ isThis }) => isThis)).toEqual([true, false, false]);
    const phones = (await sessionsOf(phone)).find(({ isThis }) => isThis)?.id ?? "";
    expect((await laptop.delete(`/api/me/account/sessions/${phones}`)).status).toBe(204);
    expect(endedSessions).toContain(phones);
    expect((await phone.get("/api/me")).body).toBeNull();
    expect((await laptop.delete("/api/me/account/sessions")).status).toBe(204);
    expect((await tablet.get("/api/me")).body).toBeNull();
    expect(await sessionsOf(laptop)).toHaveLength(1);
  });

  test("nobody ends another's session", async () => {
    const { stranger } = openApp(shared());
    const [ana, eve] = [stranger(), stranger()];
    await signInByMail(shared(), ana, newAddress());
    await signInByMail(shared(), eve, newAddress());
    const [hers] = await sessionsOf(ana);
    expect(problemOf(await eve.delete(`/api/me/account/sessions/${hers?.id}`))).toBe("not_found");
    expect((await ana.get("/api/me")).body).not.toBeNull();
  });

  test("how one signs in is changed only within ten minutes of a sign-in", async () => {
    const { stranger, passMinutes } = openApp(shared());
    const ana = stranger();
    const address = newAddress();
    await signInByMail(shared(), ana, address);
    passMinutes(10);
    const id = "0b8f9f3e-3c51-4a6e-9d6b-5b6ad9ad4d5c";
    const answers = [
      await ana.post("/api/me/account/email", { email: newAddress() }),
      await ana.post("/api/me/account/email/confirm", { old: null, new: { id, code: "x" } }),
      await ana.post("/api/me/account/passkeys/options"),
      await ana.post("/api/me/account/passkeys", { id, name: "x", response: { id: "x", response: {} } }),
      await ana.patch(`/api/me/account/passkeys/${id}`, { name: "x" }),
      await ana.delete(`/api/me/account/passkeys/${id}`),
      await ana.delete(`/api/me/account/identities/${id}`),
    ];
    expect(answers.map(problemOf)).toEqual(Array(7).fill("not_fresh"));
    await signInByMail(shared(), ana, address);
    expect((await ana.post("/api/me/account/passkeys/options")).status).toBe(200);
  });

  test("another address takes both codes, and the account's old address opens nothing any more", async () => {
    const { stranger } = openApp(shared());
    const ana = stranger();
    const [before, after] = [newAddress(), newAddress()];
    await signInByMail(shared(), ana, before);
    await shared().db.deleteFrom("mail_outbox").execute();
    const me = (await ana.get("/api/me")).body;
    const asked = (await ana.post("/api/me/account/email", { email: after })).body as { old: string; new: string };
    const [oldMail] = await readMails(shared(), before);
    const [newMail] = await readMails(shared(), after);
    const codes = {
      old: { id: asked.old, code: oldMail?.code ?? "" },
      new: { id: asked.new, code: newMail?.code ?? "" },
    };
    expect(problemOf(await ana.post("/api/me/account/email/confirm", { ...codes, old: null }))).toBe("sign_in_void");
    const swapped = { old: codes.new, new: codes.old };
    expect(problemOf(await ana.post("/api/me/account/email/confirm", swapped))).toBe("sign_in_void");
    expect(problemOf(await ana.post("/api/auth/mail/code", codes.new))).toBe("sign_in_void");
    expect((await ana.post("/api/me/account/email/confirm", codes)).status).toBe(204);
    expect((await ana.get("/api/me/account")).body).toMatchObject({ email: after });
    const [again, other] = [stranger(), stranger()];
    expect((await signInByMail(shared(), again, after)).body).toEqual(me);
    expect((await signInByMail(shared(), other, before)).body).not.toEqual(me);
  });

  test("an address that somebody has is not taken over, and whether somebody has it is told to its reader alone", async () => {
    const { stranger } = openApp(shared());
    const [ana, ben] = [stranger(), stranger()];
    const [hers, his] = [newAddress(), newAddress()];
    await signInByMail(shared(), ana, hers);
    await signInByMail(shared(), ben, his);
    await shared().db.deleteFrom("mail_outbox").execute();
    const asked = await ana.post("/api/me/account/email", { email: his });
    expect(asked.status).toBe(200);
    const { old, new: fresh } = asked.body as { old: string; new: string };
    const codes = {
      old: { id: old, code: (await readMails(shared(), hers))[0]?.code ?? "" },
      new: { id: fresh, code: (await readMails(shared(), his))[0]?.code ?? "" },
    };
    expect(problemOf(await ana.post("/api/me/account/email/confirm", codes))).toBe("address_taken");
    expect((await ana.get("/api/me/account")).body).toMatchObject({ email: hers });
  });
});

test.each([
  ["Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:150.0) Gecko/20100101 Firefox/150.0", "Firefox on Windows"],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1 Version/26.0 Mobile Safari/604.1",
    "Safari on iPhone",
  ],
  ["Mozilla/5.0 (Macintosh; Intel Mac OS X) AppleWebKit/537 Chrome/150.0 Safari/537 Edg/150.0", "Edge on Mac"],
  ["curl/8", "Another device"],
  ["", "Another device"],
])("%s is said to be %s", (agent, device) => {
  expect(sayDevice(agent)).toBe(device);
});
