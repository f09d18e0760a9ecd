import { codeIn, openSlackService, type SlackService } from "@candor/integrations/chat/slack/testing/slack-service.ts";
import { expect } from "@playwright/test";
import { expectNoViolations } from "./world/expect-no-violations.ts";
import { test as base } from "./world/mail.ts";
import { signInByMail } from "./world/sign-in.ts";
import { two } from "./world/two.ts";

const SECRET = "0123456789abcdef0123456789abcdef";
const MEMBER = { id: "U0SAM", name: "sam.k" };
const ACCOUNT = "sam.k on Slack, acme";

const test = base.extend<{ candor: { url: string }; slack: SlackService }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its pattern
  candor: async ({}, use) => use({ url: "" }),
  slack: async ({ candor }, use) => {
    const slack = await openSlackService(
      SECRET,
      () => new Date(),
      async (path, { body, headers }) => {
        const answer = await fetch(candor.url + path, { method: "POST", body, headers });
        return { status: answer.status, text: await answer.text() };
      },
    );
    await use(slack);
    await slack.close();
  },
  environment: async ({ slack }, use) =>
    use({ CANDOR_SLACK_SIGNING_SECRET: SECRET, CANDOR_CHAT_ORIGINS: slack.origin }),
});

test("a chat is connected in the browser, and what is written there stands on the other’s screen, until it is ended", async ({
  newPerson,
  inbox,
  server,
  candor,
  slack,
}) => {
  candor.url = server.url;
  const [ana, sam] = await two(async (name) => {
    const person = await newPerson(name);
    person.mayReport(/WebSocket connection to/);
    await signInByMail(person, inbox, `${name.toLowerCase()}@example.org`);
    return person;
  });
  await ana.addTopic("Budget");
  await ana.expectSaved();

  const code = codeIn(await slack.command(MEMBER, "@ana Growth plan"));
  await sam.page.goto(`/settings/chat#${code}`);
  await expect(sam.page.getByRole("heading", { name: `Is this you: ${ACCOUNT}?` })).toBeVisible();
  expect(sam.page.url()).not.toContain(code);
  await expectNoViolations(sam, "who asks from a chat");
  await sam.page.getByRole("button", { name: "Yes, this is me" }).click();
  await expect(sam.page.getByText("Connected.")).toBeVisible();
  await expect(ana.page.getByText("Growth plan")).toHaveCount(0);

  expect((await slack.command(MEMBER, "@ana Growth plan")).text).toContain("with Ana");
  await expect(ana.page.getByText("Growth plan").first()).toBeVisible({ timeout: 5000 });
  const { answers } = await slack.messageAction(MEMBER, "Deploys are slow");
  const [choice] = answers;
  if (!choice) throw new Error("nothing was asked");
  await slack.choose(MEMBER, choice, "Ana");
  await expect(ana.page.getByText("Deploys are slow").first()).toBeVisible({ timeout: 5000 });

  await sam.page.goto("/settings/connections");
  const end = sam.page.getByRole("button", { name: `Disconnect ${ACCOUNT}` });
  await expect(end).toBeVisible();
  await expectNoViolations(sam, "the chats");
  await end.click();
  await expect(end).toHaveCount(0);
  expect(codeIn(await slack.command(MEMBER, "@ana Too late"))).not.toBe("");
});
