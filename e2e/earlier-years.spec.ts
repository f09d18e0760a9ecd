import { closeMeeting } from "@candor/document/meeting/close-meeting.ts";
import { planMeeting } from "@candor/document/meeting/plan-meeting.ts";
import { addTopic } from "@candor/document/topic/add-topic.ts";
import { setTopicState } from "@candor/document/topic/edit-topic.ts";
import { expect } from "@playwright/test";
import { bringHistory, dayFromNow } from "./world/bring-history.ts";
import { test } from "./world/test.ts";
import { two } from "./world/two.ts";
import { writePastTheApp } from "./world/write-past-the-app.ts";

test("what was said years ago is read where it was said, by scrolling down, and a year that can't be fetched says so", async ({
  newPerson,
}) => {
  test.setTimeout(180_000); // the server puts years away a minute after it began
  const [ana, sam] = await two(newPerson);
  const page = new URL(ana.page.url()).pathname.split("/").at(-1) ?? "";
  const thisYear = new Date().getFullYear();
  const [recent, older] = [thisYear - 2, thisYear - 3];
  await writePastTheApp(sam, page, (doc) => {
    for (const year of [recent, older]) {
      const editor = { member: "b" as const, now: `${year}-05-04T08:00:00Z`, newId: () => crypto.randomUUID() };
      planMeeting(doc, { id: `m${year}`, start: `${year}-05-04T10:00` });
      const talkedAbout = (title: string) =>
        setTopicState(doc, editor, addTopic(doc, editor, { title, place: `m${year}` }), "discussed");
      talkedAbout(`The plan for ${year}`);
      for (let more = 1; more <= 30; more += 1) talkedAbout(`Item ${more}`);
      closeMeeting(doc, editor, `m${year}`, "held", Temporal.Instant.from(`${year}-05-04T09:00:00Z`));
    }
  });
  const volumes = `${ana.server.url}/api/pairs/${page}/volumes`;
  const years = async () => ((await (await ana.context.request.get(volumes)).json()) as { year: number }[]).length;
  await expect.poll(years, { timeout: 120_000 }).toBe(2);

  const asked: string[] = [];
  ana.page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await ana.page.reload();
  await ana.page.getByRole("heading", { name: `Meetings of ${recent}` }).scrollIntoViewIfNeeded();
  await expect(ana.page.getByRole("heading", { name: `The plan for ${recent}` })).toBeVisible();
  expect(asked.filter((path) => path.endsWith(`/volumes/${older}`))).toEqual([]); // not before one comes to it
  await ana.goOffline();
  await ana.page.getByRole("heading", { name: `Meetings of ${older}` }).scrollIntoViewIfNeeded();
  const failed = ana.page.getByText(`${older} could not be fetched.`);
  await expect(failed).toBeVisible();
  await ana.goOnline();
  await ana.page
    .getByRole("region", { name: `Meetings of ${older}` })
    .getByRole("button", { name: "Try again" })
    .click();
  await expect(ana.page.getByRole("heading", { name: `The plan for ${older}` })).toBeVisible();
  await expect(failed).toBeHidden();

  // Offline from the start, it is said that there may be more than what shows.
  await bringHistory(sam, { meetings: [{ start: `${dayFromNow(-7)}T10:00` }] });
  await sam.expectSaved();
  await sam.goOffline();
  await sam.page.reload();
  await sam.page.getByRole("heading", { name: "Earlier meetings" }).scrollIntoViewIfNeeded();
  await expect(sam.page.getByText("Meetings of earlier years, where there are any")).toBeVisible();
});
