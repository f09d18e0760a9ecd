import { expect } from "@playwright/test";
import { expectNoViolations } from "./world/expect-no-violations.ts";
import { readMail, test } from "./world/mail.ts";
import { newTeam } from "./world/new-team.ts";
import type { Person } from "./world/person.ts";
import { signInByMail } from "./world/sign-in.ts";
import { two } from "./world/two.ts";

const daysAgo = (days: number) => Temporal.Now.plainDateISO("UTC").subtract({ days }).toString();

async function beginWithBen(ana: Person): Promise<string> {
  await ana.page.getByRole("button", { name: /Begin/ }).first().click();
  await expect(ana.page.getByRole("heading", { level: 2, name: "Agenda" })).toBeVisible();
  return new URL(ana.page.url()).pathname.split("/")[2] ?? "";
}

test("two are advised alike how often to meet, a wish counts, no is remembered, and accepting changes the series", async ({
  newPerson,
}) => {
  test.slow();
  const [ana, ben] = await newTeam(newPerson, daysAgo(800));
  const pair = await beginWithBen(ana);
  await ana.page.goto("/settings/rhythm");
  const ofBen = ana.page.getByRole("listitem").filter({ has: ana.page.getByRole("heading", { name: "Ben" }) });
  await expect(ofBen).toContainText("Meet less often: every two weeks, 45 minutes.");
  await expect(ofBen).toContainText("You two have been together for 2 years.");
  await expect(ofBen).toContainText("After a year every two weeks is as useful");
  await expectNoViolations(ana, "how often to meet, all pairs");

  // Hours: what does not fit is said, nothing is stretched below the floor.
  await ana.page.getByLabel("Hours a week").fill("a few");
  await ana.page.getByRole("button", { name: "Fit it in" }).click();
  await expect(ana.page.getByText("Write the hours as a number")).toBeVisible();
  await ana.page.getByLabel("Hours a week").fill("0,1");
  await ana.page.getByRole("button", { name: "Fit it in" }).click();
  await expect(ana.page.getByText("It takes more hours or fewer directs")).toBeVisible();
  await expect(ofBen).toContainText("every 4 weeks");
  await ana.page.getByRole("button", { name: "No limit" }).click();
  await expect(ofBen).toContainText("every two weeks");

  // Ben sees the same on the page's series, says no, and Ana is told so.
  await ben.page.goto(`/settings/together?with=${pair}`);
  const cadence = ben.page.locator("[data-cadence]");
  await expect(cadence).toContainText("Meet less often: every two weeks, 45 minutes.");
  await cadence.getByRole("button", { name: "No, leave it" }).click();
  await expect(cadence).toContainText("You said no to another rhythm.");
  await ana.page.reload();
  await expect(ofBen).toContainText("Ben said no to another rhythm.");
  await expect(ofBen.getByRole("button", { name: /^Meet every/ })).toHaveCount(0);
  await ofBen.getByRole("button", { name: "Hear it again" }).click();

  // A wish: Ben would like every three weeks, and Ana accepts it from the dialog of the page.
  await cadence.getByText("What you two say about it").click();
  await cadence.getByLabel("You would like to meet").selectOption("every 3 weeks");
  await cadence.getByRole("button", { name: "Say it" }).click();
  await expect(cadence).toContainText("You wish to meet every 3 weeks.");
  await ana.page.goto(`/p/${pair}`);
  await ana.page
    .getByRole("button", { name: /More|Menu/ })
    .first()
    .click();
  await ana.page
    .getByRole("menuitem", { name: /Your series|How often|series/i })
    .first()
    .click();
  const dialog = ana.page.getByRole("dialog", { name: "Your series" });
  await expect(dialog).toContainText("Ben wishes to meet every 3 weeks.");
  await expectNoViolations(ana, "the dialog of the series");
  await dialog.getByRole("button", { name: "Meet every 3 weeks" }).click();
  await expect(dialog.getByLabel("How often", { exact: true })).toHaveValue("3");
  await expect(dialog.locator("[data-cadence=keep]")).toBeVisible();
});

test("a portrait is the person's own, shown to whom they choose, searched in plain words with the reason why", async ({
  newPerson,
}) => {
  test.slow();
  const [ana, ben] = await newTeam(newPerson, daysAgo(10));
  await beginWithBen(ana);
  await ben.page.goto("/settings/portrait");
  await expect(ben.page.getByRole("heading", { name: "Worth saying now" })).toBeVisible();
  const learn = ben.page.getByRole("region", { name: "What I want to learn" });
  await learn.getByRole("textbox").fill("Rust");
  await learn.getByRole("button", { name: "Save" }).click();
  await learn.getByRole("textbox").fill("SQL, enough to answer my own questions");
  await learn.getByRole("button", { name: "Save" }).click();
  await expect(learn.getByText("What you said before")).toBeVisible();
  const drains = ben.page.getByRole("region", { name: "What drains me" });
  await drains.getByRole("textbox").fill("Being paged at night");
  await drains.getByRole("button", { name: "Save" }).click();
  await expect(drains.getByText(/^Since/)).toBeVisible();
  await expectNoViolations(ben, "my portrait");

  await ana.page.goto("/settings/portraits");
  await expect(ana.page.getByText("Nobody you lead shows you a portrait yet.")).toBeVisible();
  await ben.page.getByRole("checkbox", { name: "Ana, who leads me" }).check();
  await ben.page.reload();
  await expect(ben.page.getByRole("checkbox", { name: "Ana, who leads me" })).toBeChecked();

  await ana.page.reload();
  await ana.page.getByLabel("What are you looking for?").fill("who wants to learn SQL?");
  await ana.page.keyboard.press("Enter");
  const found = ana.page.getByRole("list", { name: "One passage" }).getByRole("listitem");
  await expect(found).toContainText("SQL, enough to answer my own questions");
  await expect(found).toContainText("Matches because it says “SQL”, it stands under “What I want to learn”.");
  await ana.page.getByRole("button", { name: "who is tired of on-call?" }).click();
  await expect(found).toContainText("Being paged at night");
  await expect(found).toContainText("“paged” is about the same as “on-call”");
  await expectNoViolations(ana, "finding by portrait");
  await found.getByRole("link", { name: "Ben" }).click();
  await expect(ana.page.getByRole("region", { name: "What Ben says of themselves" })).toContainText("SQL");
});

test("a new direct: one button gives the page, a first 1:1 within a week, the questions and the agreement, twice nothing more", async ({
  newPerson,
}) => {
  test.slow();
  const [ana, ben] = await newTeam(newPerson, daysAgo(-5));
  await ben.page.goto("/settings/rhythm");
  await expect(ben.page.getByText(/^You report to Ana from/)).toBeVisible();
  await ana.page.goto("/settings/rhythm");
  await expect(ana.page.getByText(/^Ben reports to you from/)).toBeVisible();
  await expectNoViolations(ana, "beginnings");
  await ana.page.getByRole("button", { name: "Begin well with Ben" }).click();
  await expect(ana.topic("Our working agreement")).toBeVisible();
  await expect(ana.agenda.locator("[data-topic]")).toHaveCount(6);
  await expect(ana.hopper.locator("[data-topic]").first()).toBeVisible();
  const waiting = await ana.hopper.locator("[data-topic]").count();

  await ana.page.goto("/settings/rhythm");
  await ana.page.getByRole("button", { name: "Begin well with Ben" }).click();
  await expect(ana.topic("Our working agreement")).toHaveCount(1);
  await expect(ana.agenda.locator("[data-topic]")).toHaveCount(6);
  await expect(ana.hopper.locator("[data-topic]")).toHaveCount(waiting);

  await ben.page.reload();
  await ben.page.getByRole("button", { name: "Begin well with Ana" }).click();
  await expect(ben.topic("Our working agreement")).toHaveCount(1);
});

/** A Tuesday at eleven, more than a fortnight away. */
function tuesdayToCome(): Temporal.ZonedDateTime {
  const later = Temporal.Now.zonedDateTimeISO("Europe/Berlin").add({ days: 15 });
  return later.add({ days: (9 - later.dayOfWeek) % 7 }).with({ hour: 11, minute: 0 });
}

test("feedback for the manager goes round: asked, the manager first, answered, heard, reminded of by mail, and the loop closed in the ledger", async ({
  newPerson,
  inbox,
  server,
}) => {
  test.slow();
  const [ana, sam] = await two(newPerson);
  const page = ana.page.url();
  await signInByMail(ana, inbox, "ana@example.org");
  await ana.page.goto(page);
  const pair = new URL(ana.page.url()).pathname.split("/")[2];
  await ana.page.goto(`/settings/together?with=${pair}`);
  const forAna = ana.page.getByRole("region", { name: "Feedback for you" });
  const question = await forAna.locator("[data-feedback=next] .quote").textContent();
  await sam.page.goto(`/settings/together?with=${pair}`);
  const forSam = sam.page.getByRole("region", { name: "Feedback for Ana" });
  await expect(forSam.locator("[data-feedback=next] .quote")).toHaveText(question ?? "");
  await forAna.getByRole("button", { name: "Ask it in the next meeting" }).click();
  await expect(forSam.locator("[data-feedback=asked]")).toContainText(question ?? "");

  await forAna.getByLabel("Answer it about yourself first").fill("I talk too much in reviews");
  await forAna.getByRole("button", { name: "Put it below the question" }).click();
  await expect(forSam).toContainText("I talk too much in reviews");
  await forSam.getByLabel("Write your answer before the meeting").fill("True, and I would like to finish my sentences");
  await forSam.getByRole("button", { name: "Write it below the question" }).click();
  await expect(forAna).toContainText("finish my sentences");
  await expectNoViolations(ana, "feedback for the manager");

  await forAna.getByRole("button", { name: "It was talked about" }).click();
  const loops = forAna.locator("[data-feedback=loops]");
  await expect(loops).toContainText("Heard today.");
  await expect(forSam).toContainText("Ana has not said yet what came of it.");

  // A fortnight later, in working hours, a mail says so and no word more.
  for (const person of [ana, sam]) person.mayBeCutOff();
  server.aheadMilliseconds = tuesdayToCome().epochMilliseconds - Date.now();
  server.isHurrying = true;
  await server.restart();
  const mail = await readMail(inbox, "ana@example.org", 1);
  expect(mail.subject).toBe("Candor: what came of what you heard?");
  expect(mail.text).toMatch(/You heard feedback from Sam (1[4-9]|2\d) days ago/);
  expect(mail.text).not.toMatch(/finish my sentences|talk too much/);
  await ana.page.goto(/https?:\S+\/settings\/together\S+/.exec(mail.text)?.[0] ?? "");
  await loops.getByLabel("What came of it").fill("I keep quiet for the first ten minutes");
  await loops.getByRole("button", { name: "Close the loop" }).click();
  await expect(loops).toHaveCount(0);
  await sam.page.goto(`/p/${pair}/ledger`);
  await expect(sam.page.getByText("I keep quiet for the first ten minutes")).toBeVisible();
});

test("a direct alone finds out why, makes a trial of three, and the manager joins it by the link", async ({
  newPerson,
}) => {
  test.slow();
  const sam = await newPerson("Sam");
  await sam.page.goto("/settings/alone");
  await sam.page.getByRole("checkbox", { name: "No time, too many people" }).check();
  await expect(sam.page.getByText("What takes most of your week just now?")).toBeVisible();
  await sam.page.getByRole("button", { name: "Make the page and the link" }).click();
  await expect(sam.page.getByText("Their name is needed.")).toBeVisible();
  await expectNoViolations(sam, "when a manager wants no 1:1s");
  await sam.page.getByLabel("Your manager’s name").fill("Ana");
  await sam.page.getByLabel("Your name").fill("Sam");
  await sam.page.keyboard.press("Enter");
  const link = await sam.page.getByRole("textbox", { name: "The link for your manager" }).inputValue();
  await expect(sam.page.getByLabel("What you may write with it")).toHaveValue(/three short 1:1s[\s\S]*\/i\//);
  await sam.page.getByRole("link", { name: "Open the page" }).click();
  await expect(sam.topic("Two decisions that would help me go on")).toBeVisible();

  const ana = await newPerson("Ana");
  await ana.join(link);
  await expect(ana.topic("Two decisions that would help me go on")).toBeVisible();
  await expect(ana.page.getByText("This is a trial of three meetings.")).toBeVisible();
  // All three stand there with what they are for, and both write on them from now on.
  await expect(ana.page.locator("main")).toContainText("Do we go on, and how often?");
  await ana.page.getByRole("textbox", { name: "Add a topic" }).first().fill("What I would need from it");
  await ana.page.keyboard.press("Enter");
  await expect(sam.topic("What I would need from it")).toBeVisible();
});

test("on a phone and in the dark nothing of it runs over the edge", async ({ newPerson }) => {
  const ana = await newPerson("Ana");
  ana.mayBeCutOff();
  await ana.page.setViewportSize({ width: 360, height: 780 });
  await ana.page.emulateMedia({ colorScheme: "dark" });
  await ana.firstMinute("Sam");
  const pair = new URL(ana.page.url()).pathname.split("/")[2];
  for (const path of ["rhythm", "balance", "portrait", "portraits", "alone", `together?with=${pair}`]) {
    await ana.page.goto(`/settings/${path}`);
    await expect(ana.page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectNoViolations(ana, path);
    expect(await ana.page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(360);
  }

  // Without the server they say so, and come back by themselves.
  await ana.page.route("**/api/me/balance", (route) => route.abort());
  await ana.page.goto("/settings/balance");
  await expect(ana.page.getByRole("alert").filter({ hasText: "It comes back by itself." })).toBeVisible();
  await ana.page.unroute("**/api/me/balance");
  await ana.page.evaluate(() => dispatchEvent(new Event("online")));
  await expect(ana.page.getByLabel("Quarter")).toBeVisible();
});
