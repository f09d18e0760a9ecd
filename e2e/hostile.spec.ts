import { expect } from "@playwright/test";
import { test } from "./world/test.ts";

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
