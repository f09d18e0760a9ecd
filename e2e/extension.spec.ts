import { fileURLToPath } from "node:url";
import { chromium, expect, type Page } from "@playwright/test";
import { Person } from "./world/person.ts";
import { test } from "./world/test.ts";

const EXTENSION = fileURLToPath(new URL("../apps/extension/dist", import.meta.url));

type Listeners = { dispatch: (...told: unknown[]) => void };

test("the browser's button and its menu take what one reads to a 1:1", async ({ server, launchOptions }, testInfo) => {
  const context = await chromium.launchPersistentContext(testInfo.outputPath("profile"), {
    ...launchOptions,
    args: [...(launchOptions.args ?? []), `--disable-extensions-except=${EXTENSION}`, `--load-extension=${EXTENSION}`],
  });
  try {
    const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent("serviceworker"));
    const options = await context.newPage();
    await options.goto(new URL("/options.html", worker.url()).href);
    const field = options.getByLabel("Where your Candor is");
    await field.fill("http://candor.example.org");
    await options.getByRole("button", { name: "Keep it" }).click();
    await expect(options.getByRole("status")).toContainText("must be an address that begins with https://");
    await field.fill(`${server.url}/p/some-page`);
    await options.keyboard.press("Enter");
    await expect(options.getByRole("status")).toContainText("Kept.");

    const ana = await Person.begin("Ana", context, server);
    await ana.firstMinute("Sam");
    await ana.expectSaved();

    // Headless, the browser has neither button nor menu to press: their listeners are told as it tells them.
    const press = async (event: "action" | "contextMenus", told: unknown[]): Promise<Page> => {
      const opened = context.waitForEvent("page");
      await worker.evaluate(
        ([name, args]) => {
          const { chrome } = globalThis as unknown as { chrome: Record<string, { onClicked: Listeners }> };
          chrome[name as string]?.onClicked.dispatch(...(args as unknown[]));
        },
        [event, told] as const,
      );
      return opened;
    };
    const issue = { url: "https://tracker.example.org/issue/7", title: "Billing moves" };
    const byButton = await press("action", [issue]);
    await expect(byButton.getByRole("textbox")).toHaveValue("Billing moves");
    await byButton.getByRole("textbox").fill("@sam Billing moves");
    await byButton.keyboard.press("Enter");
    await expect(byButton.getByText(/Added to Sam/)).toBeVisible();
    const byMenu = await press("contextMenus", [{ selectionText: "A risk in spring", pageUrl: issue.url }, issue]);
    await expect(byMenu.getByRole("textbox")).toHaveValue("Billing moves: A risk in spring");

    await expect(ana.topic("Billing moves")).toBeVisible();
    await expect(ana.topic("Billing moves").getByRole("link", { name: issue.url })).toBeVisible();
  } finally {
    await context.close();
  }
});
