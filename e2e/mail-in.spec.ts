import { writeMail } from "@candor/integrations/mail/testing/write-mail.ts";
import { expect } from "@playwright/test";
import type { CandorServer } from "./world/candor-server.ts";
import { expectNoViolations } from "./world/expect-no-violations.ts";
import { listenerOf } from "./world/invited.ts";
import { test as base } from "./world/mail.ts";
import type { Person } from "./world/person.ts";
import { signInByMail } from "./world/sign-in.ts";
import { two } from "./world/two.ts";

const test = base.extend({
  environment: { CANDOR_MAIL_IN_ADDRESS: "in@example.org", CANDOR_MAIL_IN_PORT: "0" },
});

type Mail = Parameters<typeof writeMail>[1];
const write = (server: CandorServer, mail: Mail) => writeMail(listenerOf(server), mail);

const addressOf = (person: Person, label: string) => person.page.getByRole("textbox", { name: label }).inputValue();

test("a mail to one's own address becomes a topic on both screens; one into the inbox is given a page later", async ({
  newPerson,
  inbox,
  server,
}) => {
  const [ana, sam] = await two(async (name) => {
    const person = await newPerson(name);
    person.mayReport(/WebSocket connection to/);
    await signInByMail(person, inbox, `${name.toLowerCase()}@example.org`);
    return person;
  });
  await ana.addTopic("Budget");
  await ana.expectSaved();
  const page = sam.page.url();

  await sam.page.goto("/settings/connections");
  await sam.page.getByRole("button", { name: "Make an address: Onto the page with Ana" }).click();
  const onto = sam.page.getByRole("textbox", { name: "Onto the page with Ana" });
  await expect(onto).toHaveValue(/^in\+[a-z0-9]{20}@example\.org$/);
  await sam.page.getByRole("button", { name: "Make an address: Into your inbox" }).click();
  await expect(sam.page.getByRole("textbox", { name: "Into your inbox" })).toHaveValue(/^in\+/);
  const digest = sam.page.getByRole("group", { name: "Digest, in the morning of the working day before" });
  await digest.getByLabel("By mail").check();
  const week = sam.page.getByRole("group", { name: "What waits this week" });
  await week.getByLabel("By message to your browsers").check();
  const notices = sam.page.getByRole("group", { name: "Notices" });
  await notices.getByLabel("From").selectOption("20:00");
  await notices.getByLabel("Tell me of anything by itself").uncheck();
  await expect(week.getByLabel("By message to your browsers")).toBeDisabled();
  await expectNoViolations(sam, "the connections");
  const [address, own] = [await addressOf(sam, "Onto the page with Ana"), await addressOf(sam, "Into your inbox")];

  const from = "Sam <sam@example.org>";
  expect(await write(server, { from: "eve@evil.example", to: address, subject: "Forged" })).toBe(550);
  const text = "Two names.\n\nOn Tue, Nov 24, 2026 at 8:00 AM Ana <ana@example.org> wrote:\n\n> whom?\n";
  expect(await write(server, { from, to: address, subject: "Hiring", text })).toBe("taken");
  await expect(ana.page.getByText("Hiring").first()).toBeVisible({ timeout: 5000 });
  await expect(ana.page.getByText("Forged")).toHaveCount(0);

  expect(await write(server, { from, to: own, subject: "Offices" })).toBe("taken");
  await sam.page.reload();
  await expect(notices.getByLabel("From")).toHaveValue("20");
  await notices.getByLabel("Tell me of anything by itself").check();
  await expect(week.getByLabel("By message to your browsers")).toBeEnabled();
  await expect(week.getByLabel("By message to your browsers")).toBeChecked();
  await expect(digest.getByLabel("By mail")).toBeChecked();
  await expect(sam.page.getByRole("region", { name: "What came in of late" })).toContainText("eve@evil.example");
  await sam.page.goto("/capture");
  await sam.page.getByLabel("For whom is “Offices”?").selectOption({ label: "Ana" });
  await expect(ana.page.getByText("Offices").first()).toBeVisible({ timeout: 5000 });
  await sam.page.goto(page);
  await expect(sam.page.getByText("Hiring").first()).toBeVisible();
});

test("a message to the browser is shown, and leads to the page", async ({ newPerson }) => {
  const ana = await newPerson("Ana");
  await ana.page.goto("/");
  // One that is still being activated takes no message.
  const state = () => ana.page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state);
  await expect.poll(state).toBe("activated");
  await ana.page.context().grantPermissions(["notifications"]);
  const protocol = await ana.page.context().newCDPSession(ana.page);
  const known = Promise.withResolvers<string>();
  protocol.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
    const [first] = registrations;
    if (first) known.resolve(first.registrationId);
  });
  await protocol.send("ServiceWorker.enable");
  const message = {
    title: "Tomorrow: 1:1 with Sam",
    body: "What do you want to talk about?",
    tag: "digest",
    data: "/",
  };
  await protocol.send("ServiceWorker.deliverPushMessage", {
    origin: new URL(ana.page.url()).origin,
    registrationId: await known.promise,
    data: JSON.stringify([message.title, { body: message.body, tag: message.tag, data: message.data }]),
  });
  const shown = () =>
    ana.page.evaluate(async () => {
      const { getNotifications } = await navigator.serviceWorker.ready;
      const registration = await navigator.serviceWorker.ready;
      const all = await getNotifications.call(registration);
      return all.map(({ title, body, tag, data }) => ({ title, body, tag, data: data as string }));
    });
  await expect.poll(shown).toEqual([message]);
});
