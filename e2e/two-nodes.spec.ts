import { type PostgresCluster, startPostgres } from "@candor/server/src/database/testing/postgres-cluster.ts";
import { type Browser, test as base, expect } from "@playwright/test";
import { CandorServer } from "./world/candor-server.ts";
import { Person } from "./world/person.ts";

type Nodes = { cluster: PostgresCluster; first: CandorServer; second: CandorServer };

// Two servers as they are run in earnest: one PostgreSQL, one secret, folders of their own.
const test = base.extend<{ nodes: Nodes }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its pattern
  nodes: async ({}, use, testInfo) => {
    const cluster = await startPostgres();
    const environment = {
      DATABASE_URL: await cluster.newDatabase(),
      CANDOR_SECRET: "one-secret-for-both-servers-of-a-test",
    };
    const first = await CandorServer.start({ environment });
    const second = await CandorServer.start({ environment });
    await use({ cluster, first, second });
    for (const server of [first, second]) {
      if (testInfo.status !== testInfo.expectedStatus) await testInfo.attach("server", { body: server.output });
      await server.stop();
    }
    await cluster.remove();
  },
});

async function personAt(browser: Browser, name: string, server: CandorServer): Promise<Person> {
  const context = await browser.newContext({ baseURL: server.url });
  return Person.begin(name, context, server);
}

/** Ana on the first server, and Sam, whom she invited, on the second. */
async function twoApart(browser: Browser, { first, second }: Nodes): Promise<[ana: Person, sam: Person]> {
  const ana = await personAt(browser, "Ana", first);
  await ana.firstMinute("Sam");
  const link = await ana.invite();
  const sam = await personAt(browser, "Sam", second);
  await sam.join(link.replace(new URL(link).origin, second.url));
  await ana.expectHere("Sam");
  await sam.expectHere("Ana");
  return [ana, sam];
}

test("two people on two servers type at once, and each sees the other's words and that they are here", async ({
  browser,
  nodes,
}) => {
  const [ana, sam] = await twoApart(browser, nodes);
  await ana.addTopic("Growth");
  await sam.addTopic("Conference");
  await ana.openNotes("Growth");
  await sam.openNotes("Conference");
  await Promise.all([
    ana.page.keyboard.type("wants to lead the billing split", { delay: 15 }),
    sam.page.keyboard.type("two days in May", { delay: 15 }),
  ]);
  for (const person of [ana, sam]) {
    await expect(person.topic("Growth")).toContainText("wants to lead the billing split");
    await expect(person.topic("Conference")).toContainText("two days in May");
    await person.expectSaved();
  }
  await sam.page.close();
  await expect(ana.page.getByRole("banner").getByText("Sam is here")).toBeHidden();
  ana.expectNoFaults();
});

test("access that is ended on one server ends on the other", async ({ browser, nodes }) => {
  const [ana, sam] = await twoApart(browser, nodes);
  sam.mayBeCutOff();
  await sam.addTopic("From Sam");
  await expect(ana.topic("From Sam")).toBeVisible();
  await ana.page.getByRole("banner").getByRole("button", { name: "Invite" }).click();
  await ana.page.getByRole("button", { name: "End Sam’s access" }).click();
  await expect(sam.page.getByText(/Your access to this page has ended/)).toBeVisible({ timeout: 5_000 });
  await expect(sam.page.getByRole("textbox", { name: "Add a topic" })).toBeHidden();
  await ana.page.keyboard.press("Escape");
  await ana.addTopic("After Sam");
  await ana.expectSaved();
});

test("while the database is away both are told within two seconds, and nothing is lost", async ({ browser, nodes }) => {
  const [ana, sam] = await twoApart(browser, nodes);
  for (const person of [ana, sam]) person.mayBeCutOff();
  await ana.addTopic("Growth");
  await expect(sam.topic("Growth")).toBeVisible();
  await nodes.cluster.kill();
  await ana.addTopic("While it was away");
  for (const person of [ana, sam])
    await expect(person.page.locator("[data-banner]")).toContainText("The server", { timeout: 2_000 });
  await expect(sam.topic("While it was away")).toBeHidden();
  await nodes.cluster.resume();
  await expect(sam.topic("While it was away")).toBeVisible();
  for (const person of [ana, sam]) {
    await person.expectSaved();
    await expect(person.page.locator("[data-banner]")).toBeHidden();
  }
  for (const server of [nodes.first, nodes.second]) expect(server.isRunning).toBe(true);
});
