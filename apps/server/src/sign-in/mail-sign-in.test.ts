import { expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { beginPair, openApp, problemOf, shareDatabase, type Visitor } from "../people/testing/open-app.ts";
import { readCode } from "./mail-code.ts";
import { askForMail, readMails, signInByMail } from "./testing/read-mail.ts";

let people = 0;
/** an address that no other test has */
function newAddress(name = "ana"): string {
  people += 1;
  return `${name}${people}@example.org`;
}

describeEachEngine("signing in by mail", (engine) => {
  const shared = shareDatabase(engine);

  test("the code from the mail signs in, however it is written", async () => {
    const { stranger } = openApp(shared());
    const ana = stranger();
    const address = newAddress();
    const { id, code } = await askForMail(shared(), ana, address);
    const typed = ` ${code.toLowerCase().replace("-", " ")} `;
    expect(await ana.post("/api/auth/mail/code", { id, code: typed })).toMatchObject({
      status: 200,
      body: { anonymous: false },
    });
    const { userId } = (await ana.get("/api/me")).body as { userId: string };
    expect((await ana.get("/api/me/account")).body).toMatchObject({ email: address });
    const again = stranger();
    await signInByMail(shared(), again, address.toUpperCase());
    expect((await again.get("/api/me")).body).toMatchObject({ userId });
  });

  test("the link signs in in the browser that asked", async () => {
    const { stranger } = openApp(shared());
    const ana = stranger();
    const { link } = await askForMail(shared(), ana, newAddress());
    expect(await ana.post("/api/auth/mail/link", link)).toMatchObject({ status: 200, body: { type: "signed_in" } });
    expect((await ana.get("/api/me")).body).toMatchObject({ anonymous: false });
  });

  test("in another browser the link gives the code, which is good in the first one, and nothing else", async () => {
    const { stranger } = openApp(shared());
    const [ana, phone] = [stranger(), stranger()];
    const { id, code, link } = await askForMail(shared(), ana, newAddress());
    await phone.post("/api/auth/mail", { email: newAddress("other") }); // it has a cookie of its own
    for (const other of [phone, stranger()]) {
      const { status, body } = await other.post("/api/auth/mail/link", link);
      expect({ status, body }).toEqual({ status: 200, body: { type: "other_browser", code: readCode(code) } });
      expect((await other.get("/api/me")).body).toBeNull();
      expect(problemOf(await other.post("/api/auth/mail/code", { id, code }))).toBe("sign_in_void");
    }
    expect((await ana.post("/api/auth/mail/code", { id, code })).status).toBe(200);
  });

  test("what scans mails, opens links and presses buttons burns nothing", async () => {
    const { stranger, app } = openApp(shared());
    const ana = stranger();
    const { link } = await askForMail(shared(), ana, newAddress());
    for (let scan = 0; scan < 20; scan += 1) await stranger().post("/api/auth/mail/link", link);
    for (const method of ["GET", "HEAD"]) await app.request("/sign-in/link", { method });
    expect(await ana.post("/api/auth/mail/link", link)).toMatchObject({ body: { type: "signed_in" } });
  });

  test("link and code are good for ten minutes", async () => {
    const { stranger, passMinutes } = openApp(shared());
    const [ana, ben] = [stranger(), stranger()];
    const anas = await askForMail(shared(), ana, newAddress());
    const bens = await askForMail(shared(), ben, newAddress("ben"));
    passMinutes(9.9);
    expect((await ana.post("/api/auth/mail/link", anas.link)).status).toBe(200);
    passMinutes(0.1);
    expect(problemOf(await ben.post("/api/auth/mail/link", bens.link))).toBe("sign_in_void");
    expect(problemOf(await ben.post("/api/auth/mail/code", bens))).toBe("invalid"); // more than is asked for
    const { id, code } = bens;
    expect(problemOf(await ben.post("/api/auth/mail/code", { id, code }))).toBe("sign_in_void");
  });

  test("a hundred who redeem at once are one, by link and by code", async () => {
    const { stranger } = openApp(shared(), { signInsPerMinute: 1000 });
    const ana = stranger();
    const byLink = await askForMail(shared(), ana, newAddress());
    const links = await Promise.all(Array.from({ length: 100 }, () => ana.post("/api/auth/mail/link", byLink.link)));
    expect(links.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(new Set(links.filter(({ status }) => status !== 200).map(problemOf))).toEqual(new Set(["sign_in_void"]));

    const ben = stranger();
    const { id, code } = await askForMail(shared(), ben, newAddress("ben"));
    const codes = await Promise.all(Array.from({ length: 100 }, () => ben.post("/api/auth/mail/code", { id, code })));
    expect(codes.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test("the fifth wrong code voids link and code, and says so before", async () => {
    const { stranger } = openApp(shared());
    const ana = stranger();
    const { id, code, link } = await askForMail(shared(), ana, newAddress());
    const wrong = code.startsWith("A") ? `B${code.slice(1)}` : `A${code.slice(1)}`;
    const answers = [];
    for (let tries = 0; tries < 5; tries += 1) answers.push(await ana.post("/api/auth/mail/code", { id, code: wrong }));
    expect(answers.map(problemOf)).toEqual([...Array(4).fill("wrong_code"), "sign_in_void"]);
    expect(answers.map(({ body }) => (body as { detail?: string }).detail)).toEqual([
      "You can try 4 more times.",
      "You can try 3 more times.",
      "You can try 2 more times.",
      "You can try once more.",
      undefined,
    ]);
    expect(problemOf(await ana.post("/api/auth/mail/code", { id, code }))).toBe("sign_in_void");
    expect(problemOf(await ana.post("/api/auth/mail/link", link))).toBe("sign_in_void");
  });

  test("many wrong codes at once are not more tries than one after the other", async () => {
    const { stranger } = openApp(shared(), { signInsPerMinute: 1000 });
    const ana = stranger();
    const { id } = await askForMail(shared(), ana, newAddress());
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => ana.post("/api/auth/mail/code", { id, code: "00000000" })),
    );
    expect(answers.filter((answer) => problemOf(answer) === "wrong_code").length).toBeLessThan(5);
  });

  test("a stranger's wrong codes do not count", async () => {
    const { stranger } = openApp(shared());
    const [ana, eve] = [stranger(), stranger()];
    await eve.post("/api/auth/mail", { email: newAddress("eve") });
    const { id, code } = await askForMail(shared(), ana, newAddress());
    for (let tries = 0; tries < 10; tries += 1) await eve.post("/api/auth/mail/code", { id, code: "00000000" });
    expect((await ana.post("/api/auth/mail/code", { id, code })).status).toBe(200);
  });

  test("asking says the same for an address with an account and for one without", async () => {
    const { stranger } = openApp(shared());
    const [known, unknown] = [newAddress(), newAddress("nobody")];
    await signInByMail(shared(), stranger(), known);
    const answers = [];
    for (const email of [known, unknown]) {
      const { status, body, headers } = await stranger().post("/api/auth/mail", { email });
      const shape = Object.keys(body as object).sort();
      const names = [...headers].map(([name]) => name).sort();
      answers.push({ status, shape, names });
    }
    expect(answers[0]).toEqual(answers[1]);
  });

  test("neither link nor code nor the browser's secret can be read from the database once the mail is gone", async () => {
    const { stranger } = openApp(shared());
    const ana = stranger();
    const address = newAddress();
    const { code, link } = await askForMail(shared(), ana, address);
    const { db } = shared();
    await db.deleteFrom("mail_outbox").where("to_address", "=", address).execute();
    const kept = JSON.stringify([
      await db.selectFrom("mail_proof").selectAll().execute(),
      await db.selectFrom("known_browser").selectAll().execute(),
    ]);
    const browser = /candor\.browser=([\w-]+)/.exec(ana.cookie())?.[1] ?? "";
    expect(browser).toHaveLength(43);
    for (const secret of [link?.token ?? "", code, readCode(code), browser]) expect(kept).not.toContain(secret);
  });

  test("a session begins anew with every sign-in, and the one before it ends", async () => {
    const { app, stranger, endedSessions } = openApp(shared());
    const ana = stranger();
    const address = newAddress();
    await signInByMail(shared(), ana, address);
    const planted = sessionOf(ana);
    await signInByMail(shared(), ana, address);
    expect(sessionOf(ana)).not.toBe(planted);
    expect(await (await app.request("/api/me", { headers: { cookie: planted } })).json()).toBeNull();
    expect(endedSessions).toHaveLength(1);
  });

  test("an account's session ends when nobody used it for thirty days, an anonymous one does not", async () => {
    const { stranger, person, passDays } = openApp(shared());
    const [ana, ben] = [stranger(), await person()];
    await signInByMail(shared(), ana, newAddress());
    passDays(29);
    expect((await ana.get("/api/me")).body).toMatchObject({ anonymous: false });
    passDays(29);
    expect((await ana.get("/api/me")).body).toMatchObject({ anonymous: false });
    passDays(30);
    expect((await ana.get("/api/me")).body).toBeNull();
    expect((await ben.get("/api/me")).body).toMatchObject({ anonymous: true });
  });

  test("an account's session ends after half a year, however much it is used", async () => {
    const { stranger, passDays } = openApp(shared());
    const ana = stranger();
    await signInByMail(shared(), ana, newAddress());
    for (let days = 0; days < 179; days += 1) {
      passDays(1);
      if (days % 20 === 0) expect((await ana.get("/api/me")).body).not.toBeNull();
    }
    passDays(1);
    expect((await ana.get("/api/me")).body).toBeNull();
  });

  test("strangers cannot use up the mails of somebody who signed in in their browser before", async () => {
    const { stranger, parts } = openApp(shared(), { signInsPerMinute: 100_000 });
    let place = 0;
    parts.addressOf = () => {
      place += 1;
      return `198.51.100.${place}`;
    };
    const address = newAddress();
    const ana = stranger();
    await signInByMail(shared(), ana, address);
    const refused: number[] = [];
    for (let each = 0; each < 60; each += 1)
      refused.push((await stranger().post("/api/auth/mail", { email: address })).status);
    expect(refused.slice(0, 29)).toEqual(Array(29).fill(200)); // hers was the first of the thirty
    expect(refused.slice(30)).toEqual(Array(30).fill(429));
    expect((await signInByMail(shared(), ana, address)).status).toBe(200);
  });

  test("one place gets so many mails for an address, and the others are not held up by it", async () => {
    const { stranger, parts } = openApp(shared());
    let place = "198.51.100.7";
    parts.addressOf = () => place;
    const address = newAddress();
    const statuses = [];
    for (let each = 0; each < 7; each += 1)
      statuses.push((await stranger().post("/api/auth/mail", { email: address })).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
    place = "203.0.113.9";
    expect((await signInByMail(shared(), stranger(), address)).status).toBe(200);
  });

  test("whatever is no address gets a sentence and no mail", async () => {
    const { stranger } = openApp(shared());
    for (const email of ["ana", "ana@example.org, eve@example.net", "ana@example.org\r\nBcc: eve@example.net", ""]) {
      const answer = await stranger().post("/api/auth/mail", { email });
      expect(problemOf(answer)).toBe("invalid");
      expect(answer.body).toMatchObject({ detail: "email: That is no e-mail address." });
    }
  });

  test("the cookie that a sign-in is bound to is out of reach for scripts and other sites", async () => {
    const { stranger } = openApp(shared(), { secure: true });
    const { headers } = await stranger().post("/api/auth/mail", { email: newAddress() });
    expect(headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^__Host-candor\.browser=[\w-]{43}; Max-Age=34560000; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
      ),
    ]);
  });

  test("the mail says where it is from and leads there alone", async () => {
    const { stranger } = openApp(shared(), { secure: true });
    const address = newAddress();
    await stranger().post("/api/auth/mail", { email: address });
    const [mail] = await readMails(shared(), address);
    expect(mail?.text.match(/https?:\/\/[^\s#]+/g)).toEqual(["https://candor.example.org/sign-in/link"]);
    expect(mail?.subject).toMatch(/^Sign in to Candor: \w{4}-\w{4}$/);
  });
});

describeEachEngine("signing in with pages from before", (engine) => {
  const shared = shareDatabase(engine);

  test("an anonymous person becomes the account, and keeps their pages, name and id", async () => {
    const { app, person } = openApp(shared());
    const ana = await person("Ana");
    const pair = await beginPair(ana);
    const { userId } = (await ana.get("/api/me")).body as { userId: string };
    const before = sessionOf(ana);
    expect((await signInByMail(shared(), ana, newAddress())).body).toEqual({ userId, name: "Ana", anonymous: false });
    expect((await ana.get("/api/pairs")).body).toEqual([pair]);
    expect(await (await app.request("/api/me", { headers: { cookie: before } })).json()).toBeNull();
  });

  test("where there is an account already, it gets what the anonymous person had, questions too", async () => {
    const { app, person, stranger, changed, endedSessions } = openApp(shared());
    const address = newAddress();
    const laptop = stranger();
    await signInByMail(shared(), laptop, address);
    const first = await beginPair(laptop);
    const phone = await person("Ana");
    const second = await beginPair(phone);
    await phone.put("/api/me/questions/own/q1", {
      text: "How are you?",
      occasion: "first",
      asks: "either",
      depth: "light",
    });
    const questions = (await phone.get("/api/me/questions")).body;
    expect(questions).toMatchObject({ own: [{ id: "q1" }] });
    const before = sessionOf(phone);
    await signInByMail(shared(), phone, address);
    const ids = ((await laptop.get("/api/pairs")).body as { id: string }[]).map(({ id }) => id);
    expect(ids.sort()).toEqual([first.id, second.id].sort());
    expect((await phone.get("/api/pairs")).body).toEqual((await laptop.get("/api/pairs")).body);
    expect((await laptop.get("/api/me/questions")).body).toEqual(questions);
    expect((await phone.get("/api/me")).body).toMatchObject({ name: "Ana" });
    expect(changed).toContain(second.id);
    expect(endedSessions).toHaveLength(1);
    expect(await (await app.request("/api/me", { headers: { cookie: before } })).json()).toBeNull();
  });

  test("two devices that sign in for the first time at once are one account", async () => {
    const { person } = openApp(shared());
    const address = newAddress();
    const [laptop, phone] = [await person("Ana"), await person("Ana")];
    const pairs = [await beginPair(laptop), await beginPair(phone)];
    const mails = [await askForMail(shared(), laptop, address), await askForMail(shared(), phone, address)];
    const answers = await Promise.all(
      [laptop, phone].map((device, index) => {
        const { id, code } = mails[index] ?? { id: "", code: "" };
        return device.post("/api/auth/mail/code", { id, code });
      }),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const listed = ((await laptop.get("/api/pairs")).body as { id: string }[]).map(({ id }) => id).sort();
    expect(listed).toEqual(pairs.map(({ id }) => id).sort());
    expect((await phone.get("/api/pairs")).body).toEqual((await laptop.get("/api/pairs")).body);
  });

  test("whoever signs in as somebody else leaves what the first has to them", async () => {
    const { stranger } = openApp(shared());
    const visitor = stranger();
    await signInByMail(shared(), visitor, newAddress());
    await beginPair(visitor);
    await signInByMail(shared(), visitor, newAddress("ben"));
    expect((await visitor.get("/api/pairs")).body).toEqual([]);
  });
});

function sessionOf(visitor: Visitor): string {
  return /candor\.session=[^;]+/.exec(visitor.cookie())?.[0] ?? "";
}
