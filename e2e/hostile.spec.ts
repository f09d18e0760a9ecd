import { expect } from "@playwright/test";
import type * as Y from "yjs";
import { test } from "./world/test.ts";
import { two } from "./world/two.ts";
import { writePastTheApp } from "./world/write-past-the-app.ts";

const SAFE = "https://example.org/ab";
const HOSTILE = "javascript:alert(1)//a"; // as long, so that it fits in where the other stood

test("a link that runs a script, sent past the app, can be followed by nobody", async ({ newPerson }) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  await ana.addTopic("Growth");
  const link = await ana.invite();
  const sam = await newPerson("Sam");
  let sent = 0;
  await sam.page.routeWebSocket(/./, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => {
      const bytes = Buffer.from(message);
      const at = bytes.indexOf(`"href":"${SAFE}"`);
      if (at >= 0) {
        bytes.write(HOSTILE, at + '"href":"'.length);
        sent += 1;
      }
      server.send(typeof message === "string" ? message : bytes);
    });
  });
  await sam.join(link);
  await sam.openNotes("Growth");
  await sam.page.keyboard.type(`[here](${SAFE}) is more`);
  await expect(sam.topic("Growth").locator(`a[href="${SAFE}"]`)).toBeVisible();
  await expect.poll(() => sent).toBeGreaterThan(0);

  const growth = ana.topic("Growth");
  const scripts = ana.page.locator("a[href^='javascript' i]");
  await expect(growth).toContainText("here is more");
  await expect(growth.getByRole("link")).toHaveCount(0);
  await expect(scripts).toHaveCount(0);
  const notes = await ana.openNotes("Growth");
  await expect(notes).toContainText("here is more");
  await expect(notes.getByRole("link")).toHaveCount(0);
  await ana.page.keyboard.press("Escape");
  await ana.page.reload();
  await expect(growth).toContainText("here is more");
  await expect(scripts).toHaveCount(0);
});

test("a title as long as a page, sent past the app, hinders nobody", async ({ newPerson }) => {
  const [ana, sam] = await two(newPerson);
  await ana.addTopic("Growth");
  await ana.addTopic("Hiring");
  await ana.expectSaved();
  const pair = new URL(ana.page.url()).pathname.split("/").at(-1) ?? "";
  await sam.page.close();
  await writePastTheApp(sam, pair, (doc) => {
    const titles = [...doc.getMap<Y.Map<unknown>>("topics").values()].map((topic) => topic.get("title") as Y.Text);
    titles.find((title) => title.toJSON() === "Growth")?.insert(6, ` ${"word ".repeat(160_000)}`);
  });
  const huge = ana.page.locator("[data-topic]").filter({ hasText: "more characters)" });
  await expect(huge).toHaveCount(1);
  expect((await huge.getByRole("heading").textContent())?.length).toBeLessThan(2_100);
  await ana.page.reload();
  await expect(huge).toHaveCount(1);

  // It is found and printed as any other.
  await ana.page.keyboard.press("Control+k");
  await ana.page.getByRole("combobox").fill("growth");
  await expect(ana.page.getByRole("option", { name: /^Growth word/ })).toBeVisible();
  await ana.page.keyboard.press("Escape");
  await ana.page.goto(`/print/${pair}`);
  await expect(ana.page.getByRole("heading", { name: /^Growth word/ })).toContainText("more characters)");
  await ana.page.goto(`/p/${pair}`);

  await huge.focus();
  await ana.page.keyboard.press("e");
  const field = ana.page.getByLabel("Title of the topic");
  await expect(field).toBeFocused();
  await ana.page.keyboard.press("Control+A");
  await ana.page.keyboard.type("Growth again");
  await ana.page.keyboard.press("Enter");
  await expect(ana.topic("Growth again")).toBeVisible();
  await ana.expectSaved();
  await ana.topic("Growth again").focus();
  await ana.page.keyboard.press("Delete");
  await expect(ana.topic("Growth again")).toBeHidden();
  await expect(ana.topic("Hiring")).toBeVisible();
  await ana.expectSaved();
});
