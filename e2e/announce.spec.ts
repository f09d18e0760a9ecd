import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "@playwright/test";
import { expectNoViolations } from "./world/expect-no-violations.ts";
import { test as base, readMail } from "./world/mail.ts";
import type { Person } from "./world/person.ts";
import { joinWorkspace, linkFor, setUpWorkspace } from "./world/set-up-workspace.ts";

type Receiver = { origin: string; bodies: string[]; status: number };

/** A real receiver of webhooks, which answers as it is told to. */
const test = base.extend<{ receiver: Receiver }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its pattern
  receiver: async ({}, use) => {
    const bodies: string[] = [];
    const server = createServer(async (request, response) => {
      const body = await textOf(request);
      if (receiver.status === 200) bodies.push(body);
      response.writeHead(receiver.status).end("ok");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const receiver: Receiver = { origin: `http://127.0.0.1:${port}`, bodies, status: 200 };
    await use(receiver);
    server.closeAllConnections();
    server.close();
  },
  environment: async ({ receiver }, use) => use({ CANDOR_WEBHOOK_ORIGINS: receiver.origin }),
});

test("an artifact is announced to a chat, by mail and for the all-hands, where the running order is made, printed and held", async ({
  newPerson,
  receiver,
  inbox,
}) => {
  test.slow();
  const olga = await newPerson("Olga");
  await setUpWorkspace(olga);
  const workspace = new URL(olga.page.url()).pathname.split("/")[2] ?? "";
  await ask(olga, "POST", `/api/workspaces/${workspace}/people`, { name: "Ben" });
  await olga.page.reload();
  const ben = await newPerson("Ben");
  await joinWorkspace(ben, await linkFor(olga, "Ben"));

  // Channels of the workspace: a webhook and a list.
  await olga.page.goto("/settings/channels");
  const form = olga.page.getByRole("form", { name: "Add a channel" });
  olga.mayReport(/status of 400.*\/api\/me\/channels/);
  await form.getByLabel("Name", { exact: true }).fill("#general");
  await form.getByLabel("Address of the webhook").fill("https://evil.example.org/services/x");
  await form.getByRole("button", { name: "Add it" }).click();
  await expect(form.getByRole("alert")).toContainText("no address of such a webhook");
  await form.getByLabel("Address of the webhook").fill(`${receiver.origin}/services/secretofthehook`);
  await form.getByRole("button", { name: "Add it" }).click();
  await expect(olga.page.getByRole("listitem").filter({ hasText: "#general" })).toBeVisible();
  await form.getByLabel("What it is").selectOption("mail");
  await form.getByLabel("Name", { exact: true }).fill("Everybody");
  await form.getByLabel("E-mail addresses, one a line").fill("ana@example.org\ncleo@example.org");
  await form.getByRole("button", { name: "Add it" }).click();
  await expect(olga.page.getByRole("listitem").filter({ hasText: "Everybody" })).toContainText("2 addresses");
  expect(await olga.page.content()).not.toContain("secretofthehook");
  await expectNoViolations(olga, "channels");

  // Nothing is announced before everybody may read it.
  const artifact = crypto.randomUUID();
  await ask(olga, "PUT", `/api/artifacts/${artifact}`, { kind: "mission", form: "document", title: "Our mission" });
  await olga.page.goto(`/artifacts/${artifact}`);
  const part = olga.page.getByRole("region", { name: "Announce", exact: true });
  await expect(part).toContainText("Let your whole workspace read it first");
  await olga.page.getByLabel("Everybody in Acme may read").check();
  await part.getByRole("button", { name: "Announce it" }).click();

  // The preview says what will stand there, and calls nobody.
  const dialog = olga.page.getByRole("dialog", { name: "Announce it" });
  await dialog.getByLabel("What you say about it").fill("Read why we are here, @everyone. <!channel>");
  await dialog.getByRole("checkbox", { name: /#general/ }).check();
  await dialog.getByRole("checkbox", { name: /Everybody/ }).check();
  const preview = dialog.getByRole("figure", { name: "As it will look: Slack" });
  await expect(preview).toContainText("Read why we are here, @ everyone. < !channel>");
  const onBoard = dialog.getByRole("figure", { name: "As it will look: The next all-hands" });
  await expect(onBoard).toContainText(/Announcement.*Our mission.*Read why we are here, @everyone\./s);
  await expectNoViolations(olga, "what is announced, and how it will look");
  receiver.status = 502; // a gateway that says nothing of whether it arrived
  await dialog.getByRole("button", { name: "Announce", exact: true }).click();
  await expect(dialog).toBeHidden();
  const record = part.getByRole("region", { name: "What went where" });
  const chat = record.getByRole("listitem").filter({ hasText: "#general" });
  await expect(chat).toContainText("May have arrived", { timeout: 15_000 });
  receiver.status = 200;
  await chat.getByRole("button", { name: "Send it again: #general" }).click();
  await expect(chat).toContainText("Arrived", { timeout: 15_000 });
  expect(receiver.bodies).toHaveLength(1);
  expect(receiver.bodies[0]).toContain("Read why we are here, @ everyone. < !channel>");
  expect((await readMail(inbox, "ana@example.org")).text).toContain("Read why we are here, @ everyone.");
  expect((await readMail(inbox, "cleo@example.org")).subject).toBe("Our mission");
  await expect(record.getByRole("listitem").filter({ hasText: "cleo@example.org" })).toContainText("Arrived");
  await expectNoViolations(olga, "what went where");

  // Somebody asks, without their name.
  await ben.page.goto(`/workspace/${workspace}/all-hands`);
  const asks = ben.page.getByRole("form", { name: "Put something up" });
  await asks.getByLabel("What it is about").fill("Who decides?");
  await asks.getByLabel("With my name").uncheck();
  await asks.getByRole("button", { name: "Put it up" }).click();
  const waits = ben.page.getByRole("region", { name: "Waits for the next one" });
  await expect(waits.getByRole("listitem")).toHaveText([/Our mission.*Announcement/, /Who decides\?.*Question/]);
  await expect(waits).not.toContainText("Ben");
  await expectNoViolations(ben, "what waits for the all-hands");

  // It is planned, ordered by keys and by hand, and whoever looks on sees it.
  await olga.page.goto(`/workspace/${workspace}/all-hands`);
  const plan = olga.page.getByRole("form", { name: "Plan an all-hands" });
  await plan.getByLabel("Day").fill("2099-12-01");
  await plan.getByRole("button", { name: "Plan it" }).click();
  const order = olga.page.getByRole("list", { name: "Running order" }).locator(":scope > li");
  await expect(order).toHaveText([/Our mission/, /Who decides/]);
  await order.nth(1).focus();
  await olga.page.keyboard.press("Alt+ArrowUp");
  await expect(order).toHaveText([/Who decides/, /Our mission/]);
  await expect(order.nth(0)).toBeFocused();
  const grip = order.nth(0).locator(".all-hands-grip");
  await grip.dragTo(order.nth(1));
  await expect(order).toHaveText([/Our mission/, /Who decides/]);
  await olga.page.getByLabel("Minutes for Our mission").fill("15");
  await olga.page.getByLabel("Who presents Who decides?").fill("Cleo");
  await olga.page.keyboard.press("Tab");
  await expect(order.nth(1)).toContainText("after 15 minutes");
  const seen = ben.page.getByRole("list", { name: "Running order" }).locator(":scope > li");
  await expect(seen).toHaveText([/Our mission/, /Who decides.*Cleo/], { timeout: 15_000 });
  await expectNoViolations(olga, "the running order");
  await olga.page.getByRole("button", { name: "Print it" }).click();
  await expect(olga.page.getByRole("article")).toContainText("Cleo");
  await expectNoViolations(olga, "the running order on paper");
  await olga.page.getByRole("button", { name: "Back to the agenda" }).click();

  await olga.page.getByLabel("Our mission is done").check();
  await expect(olga.page.getByLabel("Our mission is done")).toBeChecked();
  await expect(order.nth(0)).toHaveAttribute("data-done", "true");
  await olga.page.getByRole("button", { name: "It took place" }).click();
  await olga.page.getByRole("button", { name: "Yes, it took place" }).click();
  await expect(olga.page.getByRole("region", { name: "Waits for the next one" })).toContainText("put off once");
  await expect(olga.page.getByText("Held on")).toBeVisible();
});

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk;
  return text;
}

/** What a screen has no part in here: it is asked for as the page of that person does. */
function ask(person: Person, method: string, path: string, body: unknown): Promise<unknown> {
  return person.page.evaluate(
    async ([how, where, what]) => {
      const headers = { "content-type": "application/json" };
      const answer = await fetch(where, { method: how, headers, body: JSON.stringify(what) });
      if (!answer.ok) throw new Error(`${where}: ${answer.status}`);
      return answer.json();
    },
    [method, path, body] as const,
  );
}
