import { CLIENT } from "@candor/integrations/calendar/testing/provider-server.ts";
import { DriveServer } from "@candor/integrations/link/testing/drive-server.ts";
import {
  type LinkServer,
  openLinkServer,
  providerServers,
  TOKEN,
} from "@candor/integrations/link/testing/provider-servers.ts";
import { expect } from "@playwright/test";
import { CandorServer } from "./world/candor-server.ts";
import { expectNoViolations } from "./world/expect-no-violations.ts";
import type { Person } from "./world/person.ts";
import { test as base } from "./world/test.ts";
import { two } from "./world/two.ts";

type Places = { github: LinkServer; wiki: LinkServer; google: DriveServer };

/** A server of a provider and one of pages, both within our own network, which whoever runs Candor vouches for. */
const test = base.extend<{ places: Places }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its pattern
  places: async ({}, use) => {
    const github = await providerServers.github();
    const wiki = await openLinkServer((_, response) =>
      response
        .writeHead(200, { "content-type": "text/html" })
        .end(`<title>\u202e&lt;b&gt;How we work&lt;/b&gt;</title><script src="/x.js"></script>`),
    );
    const google = await DriveServer.start();
    google.consents = false;
    await use({ github, wiki, google });
    await google.stop();
    github.close();
    wiki.close();
  },
  server: async ({ places: { github, wiki, google } }, use, testInfo) => {
    const environment = {
      CANDOR_LINK_TITLES: "all",
      CANDOR_LINK_ORIGINS: `github=${github.origin}, google=${google.url}, ${wiki.origin}`,
      CANDOR_GOOGLE_DOCUMENTS: "on",
      CANDOR_GOOGLE_CALENDAR_CLIENT_ID: CLIENT.id,
      CANDOR_GOOGLE_CALENDAR_CLIENT_SECRET: CLIENT.secret,
      CANDOR_GOOGLE_CALENDAR_ORIGIN: google.url,
    };
    const server = await CandorServer.start({ environment });
    await use(server);
    await server.stop();
    if (testInfo.status !== testInfo.expectedStatus) await testInfo.attach("server", { body: server.output });
  },
});

test("links say what they lead to, to whoever may see it, and stay plain links without a network", async ({
  newPerson,
  places: { github, wiki, google },
}) => {
  test.slow();
  const [ana, sam] = await two(newPerson);
  await ana.runFromPalette("Start pairing");
  await ana.page.getByRole("radio", { name: "Review a change" }).check();
  await ana.page.getByLabel("On what?").fill("Invoices");
  await ana.page.getByLabel("Where is it?").fill(`${github.origin}/acme/app/pull/7`);
  await ana.page.keyboard.press("Enter");
  const session = ana.page.locator(".paired-open");
  await expect(session).toContainText("Ship invoices sooner open");
  await ana.page.getByLabel("What do you see?").fill(`It is in ${wiki.origin}/guide already`);
  await ana.page.keyboard.press("Enter");
  const line = session.getByRole("list", { name: /^What was written/ }).getByRole("listitem");
  await expect(line).toContainText("<b>How we work</b>"); // as text
  await expect(line.locator("b")).toHaveCount(0);
  await expectNoViolations(ana, "titles in pairing");

  // In the title of a topic and in its notes: beside the link, and no part of what is written.
  const secret = `${github.origin}/acme/secret/issues/3`;
  await sam.addTopic(`Read ${wiki.origin}/guide first`);
  const topic = sam.page.locator("[data-topic]").filter({ hasText: "Read http" });
  await expect(topic.locator(".topic-links")).toContainText("<b>How we work</b>");
  const notes = await sam.openNotes(`Read ${wiki.origin}/guide first`);
  await notes.pressSequentially(`See ${secret} `);
  await sam.page.keyboard.press("Escape");
  const link = topic.getByRole("link", { name: secret });
  await expect(link).toBeVisible();

  // In an action as well, for both.
  await sam.addAction(`Send ${wiki.origin}/guide to Lee`);
  const inAction = (person: Person) => person.page.locator("[data-action] .topic-links");
  await expect(inAction(sam)).toContainText("<b>How we work</b>");
  await expectNoViolations(sam, "titles in an action");

  // By Sam's token, which only GitHub gets, Sam alone sees what is private.
  await sam.expectSaved();
  await sam.page.goto("/settings/connections");
  const form = sam.page.getByRole("form", { name: "Add a token" });
  sam.mayReport(/status of 409.*\/api\/me\/link-accounts/);
  await form.getByLabel("Its address").fill(github.origin);
  await form.getByLabel("Token", { exact: true }).fill("mistyped");
  await form.getByRole("button", { name: "Add a token" }).click();
  await expect(sam.page.getByRole("alert").filter({ hasText: "not taken there" })).toBeVisible();
  await form.getByLabel("Token", { exact: true }).fill(TOKEN);
  await form.getByRole("button", { name: "Add a token" }).click();
  const account = sam.page.getByRole("region", { name: "Titles of links" }).getByRole("listitem");
  await expect(account).toContainText("as sam");
  await expectNoViolations(sam, "tokens");
  await sam.page.goBack();
  await expect(link).toHaveAttribute("data-link-title", "Sell the company");
  await expect(link).toHaveAttribute("data-link-state", "dropped");
  await expect(link).toHaveText(secret);
  await expectNoViolations(sam, "titles on a page");
  await ana.page.getByRole("link", { name: "Back to the page" }).click();
  const theirs = ana.page.locator("[data-topic]").filter({ hasText: "Read http" });
  await expect(theirs.locator(".topic-links")).toContainText("<b>How we work</b>");
  await expect(inAction(ana)).toContainText("<b>How we work</b>");
  await expect(theirs.getByRole("link", { name: secret })).toBeVisible();
  await expect(theirs.getByRole("link", { name: secret })).not.toHaveAttribute("data-link-title");
  expect(wiki.heard.map(({ path }) => path)).toEqual(["/guide"]); // once, for both, and no script

  // Sam shows what he works on; Ana reads it, folded, and nothing of it comes onto the agenda.
  await sam.runFromPalette("Choose what I show of my work");
  const dialog = sam.page.getByRole("dialog");
  await dialog.getByLabel("Links, one a line").fill("nonsense");
  await dialog.getByRole("button", { name: "Show this" }).click();
  await expect(dialog.getByRole("alert")).toContainText("no address");
  await dialog.getByLabel("Links, one a line").fill(`${wiki.origin}/guide`);
  await dialog.getByLabel("What a tracker lists as mine").selectOption({ index: 1 });
  await expectNoViolations(sam, "choosing what is shown of one's work");
  await dialog.getByRole("button", { name: "Show this" }).click();
  await expect(dialog).toBeHidden();
  await ana.page.reload();
  const work = ana.page.locator(".work-block");
  await expect(work.getByText("Tidy up")).toBeHidden();
  await work.getByText("Work in progress").click();
  await expect(work).toContainText("Ship invoices sooner open");
  await expect(work).toContainText("Tidy up draft");
  await expect(work).toContainText("<b>How we work</b>");
  await expectNoViolations(ana, "what the direct shows of their work");
  await ana.page.setViewportSize({ width: 390, height: 844 });
  await ana.page.emulateMedia({ colorScheme: "dark" });
  const wide = await ana.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wide).toBeLessThanOrEqual(0);
  await expectNoViolations(ana, "the same on a phone, dark");

  // Without a network a link is a link.
  await sam.goOffline();
  await sam.page.reload();
  await expect(link).toBeVisible();
  await expect(link).not.toHaveAttribute("data-link-title");
  await sam.goOnline();
  await expect(link).toHaveAttribute("data-link-title", "Sell the company");

  // Of Google's documents by a permission that Google asks for, and that Sam alone gave.
  const id = "1aBcDeFgHiJkLmNoPqRsTuVwXyZ012345";
  google.files.set(id, { name: "Plan to hire", trashed: true });
  await sam.addTopic(`Draft ${google.url}/document/d/${id}/edit`);
  const draft = (person: Person) => person.page.locator("[data-topic]").filter({ hasText: "Draft http" });
  await expect(draft(ana)).toBeVisible();
  await sam.expectSaved();
  const page = sam.page.url();
  await sam.page.goto("/settings/connections");
  const documents = sam.page.getByRole("region", { name: "Google documents" });
  const ask = documents.getByRole("button", { name: "Ask Google" });
  await ask.click();
  await sam.page.getByRole("link", { name: "Deny" }).click();
  await expect(documents.getByRole("alert")).toContainText("Nothing has changed");
  await expectNoViolations(sam, "Google was told no");
  await ask.click();
  await sam.page.getByRole("link", { name: "Allow" }).click();
  await expect(sam.page.getByText("as sam@example.com")).toBeVisible();
  await expect(sam.page).toHaveURL(/\/settings\/connections$/);
  await expect(ask).toHaveCount(0);
  await sam.page.goto(page);
  await expect(draft(sam).locator(".topic-links")).toContainText("Plan to hire in the bin");
  await expect(draft(ana).locator(".topic-links")).not.toContainText("Plan to hire");
});
