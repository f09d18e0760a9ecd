import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "@playwright/test";
import { expectNoViolations } from "./world/expect-no-violations.ts";
import { test as base } from "./world/mail.ts";
import type { Person } from "./world/person.ts";
import { signInByMail } from "./world/sign-in.ts";

type Message = { headers: IncomingHttpHeaders; body: string };

/** A program that is told what happens. */
class Receiver {
  readonly messages: Message[] = [];
  /** what it answers */
  status = 204;
  /** takes what it is told and answers nothing */
  isSilent = false;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => {
        body += chunk.toString();
      });
      request.on("end", () => {
        this.messages.push({ headers: request.headers, body });
        if (!this.isSilent) response.writeHead(this.status).end();
      });
    });
  }

  static async open(): Promise<Receiver> {
    const receiver = new Receiver();
    receiver.#server.listen(0, "127.0.0.1");
    await once(receiver.#server, "listening");
    return receiver;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

const test = base.extend<{ receiver: Receiver }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its pattern
  receiver: async ({}, use) => {
    const receiver = await Receiver.open();
    await use(receiver);
    receiver.close();
  },
  environment: async ({ receiver }, use) => use({ CANDOR_WEBHOOK_ORIGINS: receiver.origin }),
});

async function makeToken({ page }: Person, name: string): Promise<string> {
  await page.getByRole("button", { name: "Make a token" }).click();
  const dialog = page.getByRole("dialog", { name: "Make a token" });
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("checkbox", { name: /topics:write/ }).check();
  await dialog.getByRole("button", { name: "Make it" }).click();
  return page.getByRole("textbox", { name: `The token “${name}”` }).inputValue();
}

/** As a receiver checks it by Standard Webhooks. */
function verified({ headers, body }: Message, secret: string): unknown {
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
  expect(headers["webhook-signature"]).toBe(`v1,${createHmac("sha256", key).update(signed).digest("base64")}`);
  return JSON.parse(body);
}

test("a program adds a topic that shows at once, its owner’s webhook hears of it, and the token is cut off", async ({
  newPerson,
  inbox,
  receiver,
  server,
}) => {
  test.slow();
  const ana = await newPerson("Ana");
  await signInByMail(ana, inbox, "ana@example.org");
  await ana.firstMinute("Ben");
  await ana.expectSaved();
  const pageUrl = ana.page.url();
  const pageId = new URL(pageUrl).pathname.split("/").at(-1) ?? "";
  const { page } = ana;

  await page.goto("/settings/connections");
  const token = await makeToken(ana, "Shell");
  expect(token).toMatch(/^candor_pat_/);
  await expectNoViolations(ana, "connections");
  await page.getByRole("button", { name: "Add a webhook" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a webhook" });
  await dialog.getByLabel("Name").fill("Board");
  await dialog.getByLabel("Address that is told").fill(`${receiver.origin}/in`);
  await expectNoViolations(ana, "adding a webhook");
  await dialog.getByRole("button", { name: "Add it" }).click();
  const secret = await page.getByRole("textbox", { name: "The secret of “Board”" }).inputValue();

  await page.goto(pageUrl);
  await expect(page.getByRole("heading", { level: 2, name: "Agenda" })).toBeVisible();
  await expect(ana.topic("From a program")).toHaveCount(0);
  const ask = (method: string, path: string, body?: object) =>
    fetch(`${server.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: body ? JSON.stringify(body) : null,
    });
  const added = await ask("POST", `/pages/${pageId}/topics`, { title: "From a program", place: "agenda" });
  expect(added.status).toBe(201);
  await expect(ana.topic("From a program")).toBeVisible();

  await expect.poll(() => receiver.messages.length, { timeout: 10_000 }).toBeGreaterThan(0);
  const { id } = (await added.json()) as { id: string };
  const told = receiver.messages.map((message) => verified(message, secret));
  expect(told).toContainEqual(expect.objectContaining({ data: expect.objectContaining({ id, page: pageId }) }));
  expect(JSON.stringify(told)).not.toContain("From a program");

  await page.goto("/settings/connections");
  await page.getByRole("button", { name: "What was told to Board" }).click();
  await expect(page.getByRole("dialog").getByText("arrived").first()).toBeVisible();
  const before = receiver.messages.length;
  await page
    .getByRole("button", { name: /^Send again: \S+$/ })
    .first()
    .click();
  await expect.poll(() => receiver.messages.length).toBe(before + 1);
  const ids = receiver.messages.map(({ headers }) => headers["webhook-id"]);
  expect(ids.slice(0, before)).toContain(ids.at(-1));
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Revoke the token Shell" }).click();
  await expect(page.getByText(/revoked today/)).toBeVisible();
  expect((await ask("GET", "/me")).status).toBe(401);

  const reference = await page.request.get("/api/v1/reference");
  expect(reference.headers()["content-security-policy"]).toContain("script-src 'self'");
  await page.goto("/api/v1/reference");
  await expect(page.getByRole("heading", { name: "Candor for programs" })).toBeVisible();
});

test("a webhook whose other end fails says so in words, and one press tries it again", async ({
  newPerson,
  inbox,
  receiver,
}) => {
  const ana = await newPerson("Ana");
  await signInByMail(ana, inbox, "ana.tries@example.org");
  const { page } = ana;
  await page.goto("/settings/connections");
  await page.getByRole("button", { name: "Add a webhook" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a webhook" });
  await dialog.getByLabel("Name").fill("Board");
  await dialog.getByLabel("Address that is told").fill(`${receiver.origin}/in`);
  await dialog.getByRole("button", { name: "Add it" }).click();
  const row = page.getByRole("listitem").filter({ hasText: "Board" });
  receiver.status = 500;
  const tryNow = row.getByRole("button", { name: /^Try now: / });
  await tryNow.focus();
  await page.keyboard.press("Enter");
  await expect(row).toContainText("500");
  await expectNoViolations(ana, "a webhook that takes nothing");
  receiver.status = 204;
  await tryNow.focus();
  await page.keyboard.press("Enter");
  await expect(row).not.toContainText("500");
  await expect.poll(() => receiver.messages.length).toBeGreaterThan(1);

  receiver.isSilent = true;
  await page.clock.install();
  const taken = page.waitForResponse(/\/try$/);
  await tryNow.click();
  await taken;
  await page.getByRole("link", { name: "To the settings" }).click();
  await expect(page).not.toHaveURL(/connections/);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.clock.runFor(20_000);
  await page.evaluate(() => fetch("/healthz")); // whatever was asked is heard of by now
  expect(asked).toContain("/healthz");
  expect(asked.filter((path) => path === "/api/me/webhooks")).toEqual([]);
});
