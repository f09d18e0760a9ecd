import { expect } from "@playwright/test";
import { expectNoViolations } from "./world/expect-no-violations.ts";
import { test } from "./world/mail.ts";
import { askForMail, signInByMail } from "./world/sign-in.ts";

test("a mail's link signs in in the browser that asked, and what was begun there is in every browser", async ({
  newPerson,
  inbox,
}) => {
  const ana = await newPerson("Ana");
  ana.mayReport(/WebSocket connection to/); // one that is just being opened ends with the session that it is for
  await ana.firstMinute("Sam");
  await ana.addTopic("Growth");
  await ana.expectSaved();
  await ana.page.goto("/");
  await ana.page.getByRole("link", { name: "Open your pages from anywhere: add your e-mail." }).click();
  await expect(ana.page.getByText("The pages you began in this browser come along.")).toBeVisible();
  const { link, subject } = await askForMail(ana, inbox, "ana@example.org");
  expect(subject).toContain("Sign in to Candor");
  const tab = await ana.context.newPage();
  await tab.goto(link);
  await expect(tab.getByRole("heading", { name: "Sign in to Candor" })).toBeVisible();
  await tab.getByRole("button", { name: "Sign in" }).click();
  await expect(tab.getByRole("link", { name: /Sam/ })).toBeVisible();

  const phone = await newPerson("Ana on her phone");
  await signInByMail(phone, inbox, "ana@example.org");
  await phone.page.getByRole("link", { name: /Sam/ }).click();
  await expect(phone.topic("Growth")).toBeVisible();
  await phone.addTopic("From the phone");
  await phone.expectSaved();
  await ana.page.goto(phone.page.url());
  await expect(ana.topic("From the phone")).toBeVisible();
});

test("in another browser a link shows the code for the first one, and scanners burn nothing", async ({
  newPerson,
  inbox,
}) => {
  const ana = await newPerson("Ana");
  const { link, code } = await askForMail(ana, inbox, "ana@example.org");
  for (const method of ["GET", "HEAD"]) await fetch(link, { method });
  const phone = await newPerson("Ana's mail app");
  await phone.page.goto(link);
  await phone.page.getByRole("button", { name: "Sign in" }).click();
  await expect(phone.page.getByText(code)).toBeVisible();
  await phone.page.goto("/settings/account");
  await expect(phone.page.getByRole("alert")).toContainText("sign in first");
  phone.mayReport(/401/);
  await ana.page.getByLabel("The code, such as").fill(code.toLowerCase());
  await expect(ana.page).toHaveURL(/\/$/);
  await ana.page.goto("/settings/account");
  await expect(ana.page.getByText("ana@example.org")).toBeVisible();
});

test("a wrong code is said and can be mended; the fifth ends it", async ({ newPerson, inbox }) => {
  const ana = await newPerson("Ana");
  ana.mayReport(/status of 4(00|10)/); // the browser logs refusals
  await askForMail(ana, inbox, "ana@example.org");
  const field = ana.page.getByLabel("The code, such as");
  for (const left of ["4 more times", "3 more times", "2 more times", "once more"]) {
    await field.fill("");
    await field.fill("AAAA-AAAA");
    await expect(ana.page.getByRole("alert").filter({ hasText: left })).toBeVisible();
  }
  await field.fill("");
  await field.fill("AAAA-AAAA");
  await expect(ana.page.getByText("This is no longer good")).toBeVisible();
  await ana.page.getByRole("button", { name: "Send another mail" }).click();
  await expect(ana.page.getByText("This is no longer good")).toBeHidden();
  await expect.poll(() => inbox.mails.length).toBe(2);
  const code = /^ {4}(\w{4}-\w{4})$/m.exec(inbox.mails[1]?.text ?? "")?.[1] ?? "";
  await field.fill(code);
  await expect(ana.page).toHaveURL(/\/$/);
});

test("a session that is ended on another device is cut off there at once, and signing out takes everything along", async ({
  newPerson,
  inbox,
}) => {
  const laptop = await newPerson("Ana");
  await laptop.firstMinute("Sam");
  await laptop.addTopic("Growth");
  await laptop.expectSaved();
  await signInByMail(laptop, inbox, "ana@example.org");
  await laptop.page.getByRole("link", { name: /Sam/ }).click();
  await laptop.expectSaved();

  const phone = await newPerson("Ana on her phone");
  await signInByMail(phone, inbox, "ana@example.org");
  await phone.page.goto("/settings/account");
  laptop.mayReport(/401|WebSocket connection to/);
  await phone.page.getByRole("button", { name: /^Sign out there: Chrome on/ }).click();
  await expect(laptop.page.getByText("You are signed out.")).toBeVisible({ timeout: 5_000 });
  await expect(phone.page.getByRole("button", { name: /^Sign out there/ })).toBeHidden();

  // The account and the start tell of it, too, and lead back in.
  await laptop.page.goto("/settings/account");
  await expect(laptop.page.getByRole("main").getByRole("link", { name: "Sign in" })).toBeVisible();
  await laptop.page.goto("/");
  await expect(laptop.page.getByRole("status").filter({ hasText: "You are signed out." })).toBeVisible();

  await laptop.page.getByRole("link", { name: "Sign in", exact: true }).click();
  await expect(laptop.page.getByLabel("Your e-mail address")).toBeVisible();
  await signInByMail(laptop, inbox, "ana@example.org");
  await laptop.page.getByRole("link", { name: /Sam/ }).click();
  await expect(laptop.topic("Growth")).toBeVisible();
  await laptop.expectSaved();

  // A thought that is on no page yet is named before it goes.
  await laptop.page.goto("/capture?title=A%20thought%20for%20nobody%20yet");
  await expect(laptop.page.getByRole("textbox")).toHaveValue("A thought for nobody yet");
  await laptop.page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(laptop.page.getByLabel("For whom is “A thought for nobody yet”?")).toBeVisible();
  await laptop.page.goto("/settings/account");
  await laptop.page.evaluate(() => localStorage.setItem("candor.handoff.a-change", "the draft of a letter"));
  await laptop.page.getByRole("button", { name: "Sign out here" }).click();
  await expect(laptop.page.getByText("1 change on this device is not on the server yet.")).toBeVisible();
  await laptop.page.getByRole("button", { name: "Sign out and throw away" }).click();
  await expect(laptop.page.getByLabel("Who do you meet?")).toBeVisible();
  const left = await laptop.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  expect(left).not.toContain("candor-visits");
  expect(await laptop.page.evaluate(() => JSON.stringify(localStorage))).not.toContain("letter");
  const kept = await laptop.page.evaluate(async () => {
    const counts: number[] = [];
    const stores = { candor: ["pages", "outbox", "people"], "candor-inbox": ["captured"] };
    for (const [name, those] of Object.entries(stores)) {
      const database = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
      });
      for (const store of those) {
        if (!database.objectStoreNames.contains(store)) continue; // the inbox was not opened anew
        const request = database.transaction(store).objectStore(store).count();
        counts.push(await new Promise<number>((resolve) => (request.onsuccess = () => resolve(request.result))));
      }
    }
    return counts;
  });
  expect([...new Set(kept)]).toEqual([0]);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`no screen of signing in breaks a rule of accessibility, ${colorScheme}`, async ({ newPerson, inbox }) => {
    const look = { colorScheme, reducedMotion: "reduce" } as const;
    const ana = await newPerson("Ana", look);
    await ana.page.goto("/sign-in");
    await expect(ana.page.getByLabel("Your e-mail address")).toBeVisible();
    await expectNoViolations(ana, "sign in");
    const { link } = await askForMail(ana, inbox, "ana@example.org");
    await expectNoViolations(ana, "the code");
    await ana.page.goto(link);
    await expect(ana.page.getByRole("button", { name: "Sign in" })).toBeVisible();
    await expectNoViolations(ana, "the link");
    const phone = await newPerson("Ana on her phone", look);
    await phone.page.goto(link);
    await phone.page.getByRole("button", { name: "Sign in" }).click();
    await expect(phone.page.getByRole("heading", { name: /Now type this code/ })).toBeVisible();
    await expectNoViolations(phone, "the link elsewhere");
    await signInByMail(ana, inbox, "ana@example.org");
    await ana.page.goto("/sign-in");
    await expect(ana.page.getByRole("link", { name: "To my account" })).toBeVisible();
    await expectNoViolations(ana, "signed in already");
    await ana.page.goto("/settings/account");
    await expect(ana.page.getByText("ana@example.org")).toBeVisible();
    await ana.page.getByRole("button", { name: "Change it" }).click();
    await expectNoViolations(ana, "account");
  });
}
