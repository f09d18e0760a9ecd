import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "@playwright/test";
import { test } from "./world/test.ts";

const PAYLOADS = [
  "<img src=x onerror=alert(1)>",
  "<script>alert(1)</script>",
  "\"'><svg onload=alert(1)>",
  "javascript:alert(1)",
  "</textarea><iframe srcdoc=<script>alert(1)</script>>",
  "{{constructor.constructor('alert(1)')()}}",
  "<a href=javascript:alert(1)>x</a>",
  "&lt;script&gt;alert(1)&lt;/script&gt;",
];

test("markup in every field stays text: no script runs, nothing is reported", async ({ newPerson }) => {
  const [markup = ""] = PAYLOADS;
  const ana = await newPerson("Ana <b onclick=alert(1)>");
  const dialogs: string[] = [];
  const listen = (person: typeof ana) =>
    person.page.on("dialog", async (dialog) => {
      if (dialog.type() !== "beforeunload") dialogs.push(dialog.message());
      await dialog.dismiss();
    });
  listen(ana);
  await ana.firstMinute(markup);
  await expect(ana.page.getByRole("heading", { level: 1 })).toContainText(markup);
  for (const payload of PAYLOADS) {
    await ana.addTopic(payload);
    await ana.addAction(payload);
  }
  const notes = await ana.openNotes(PAYLOADS[2] ?? "");
  for (const payload of PAYLOADS) {
    await ana.page.keyboard.type(payload);
    await ana.page.keyboard.press("Enter");
  }
  await expect(notes).toContainText(markup);
  await ana.page.keyboard.press("Escape");
  await ana.expectSaved();

  const sam = await newPerson("Sam <script>alert(2)</script>");
  listen(sam);
  await sam.join(await ana.invite());
  for (const payload of PAYLOADS) await expect(sam.topic(payload)).toBeVisible();
  await expect(ana.page.getByRole("banner")).toContainText("Sam <script>alert(2)</script> is here");
  await sam.page.keyboard.press("Control+K");
  await sam.page.getByRole("dialog").getByRole("combobox").fill("onerror");
  await expect(sam.page.getByRole("option").filter({ hasText: markup }).first()).toBeVisible();
  await sam.page.keyboard.press("Escape");
  for (const { page } of [ana, sam]) {
    await expect(page.locator("img[src=x], svg[onload], iframe, a[href^='javascript' i], [onclick]")).toHaveCount(0);
  }
  expect(dialogs).toEqual([]);
});

test("the browser refuses inline scripts, HTML from text and scripts from elsewhere, and says so", async ({
  newPerson,
}) => {
  const ana = await newPerson("Ana");
  ana.mayReport(/content security policy|trusted ?(type|html|script)|TrustedScript/i);
  await ana.firstMinute("Sam");
  const tried = await ana.page.evaluate(async () => {
    const violated = new Set<string>();
    document.addEventListener("securitypolicyviolation", (event) => violated.add(event.effectiveDirective));
    const refuses = (act: () => void) => {
      try {
        act();
        return false;
      } catch {
        return true;
      }
    };
    const script = document.createElement("script");
    const html = refuses(() => {
      document.createElement("p").innerHTML = "<b>bold</b>";
    });
    const code = refuses(() => {
      script.text = "document.title = 'taken over'";
    });
    const source = refuses(() => {
      script.src = "https://evil.example/x.js";
    });
    // Later, for what a debugger runs may evaluate text and what it calls later may not.
    const evaluated = await new Promise<boolean>((resolve) => {
      setTimeout(() => resolve(refuses(() => Function("return 1")())));
    });
    document.body.setAttribute("style", "color: red");
    await fetch("https://evil.example/").catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve));
    return { html, code, source, evaluated, violated: [...violated] };
  });
  expect(tried).toMatchObject({ html: true, code: true, source: true, evaluated: true });
  expect(tried.violated).toEqual(
    expect.arrayContaining(["require-trusted-types-for", "connect-src", "style-src-attr"]),
  );
});

test("a link out takes no address along and no way back", async ({ newPerson }) => {
  const outside = await listen();
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  await ana.addTopic("Growth");
  await ana.openNotes("Growth");
  await ana.page.keyboard.type(`[a book](${outside.url}landed) on it`);
  await ana.page.keyboard.press("Escape");
  await ana.expectSaved();
  await ana.page.reload();
  const [opened] = await Promise.all([
    ana.context.waitForEvent("page"),
    ana.topic("Growth").getByRole("link", { name: "a book" }).click(),
  ]);
  await opened.waitForLoadState();
  expect(await opened.evaluate(() => [document.referrer, window.opener])).toEqual(["", null]);
  const visit = outside.asked.find(({ url }) => url === "/landed");
  expect(visit?.headers.referer).toBeUndefined();
  await opened.close();
  await outside.close();
});

test("no other site can show the app in a frame", async ({ newPerson, server }) => {
  const outside = await listen(`<!doctype html><title>outside</title><iframe src="${server.url}/"></iframe>`);
  const ana = await newPerson("Ana");
  ana.mayReport(/frame-ancestors|Refused to frame|ERR_BLOCKED_BY/i);
  await ana.page.goto(outside.url);
  const [, frame] = ana.page.frames();
  await expect.poll(() => frame?.url()).toMatch(/^chrome-error:/);
  await expect(ana.page.frameLocator("iframe").getByLabel("Who do you meet?")).toHaveCount(0);
  await outside.close();
});

/** Another site, which notes who asks it. */
async function listen(page = "<!doctype html><title>outside</title>") {
  const asked: IncomingMessage[] = [];
  const site = createServer((request, response) => {
    asked.push(request);
    response.setHeader("content-type", "text/html").end(page);
  });
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
  const { port } = site.address() as AddressInfo;
  const close = () => {
    site.closeAllConnections();
    return new Promise((resolve) => site.close(resolve));
  };
  return { asked, url: `http://127.0.0.1:${port}/`, close };
}
