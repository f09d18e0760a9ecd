import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect } from "@playwright/test";
import { expectNoViolations } from "./world/expect-no-violations.ts";
import { test } from "./world/mail.ts";
import { signInByMail } from "./world/sign-in.ts";

const CANDOR = fileURLToPath(new URL("../apps/cli/src/candor.ts", import.meta.url));

test("a command line is let in by a code, adds to a page that is open, and is an assistant's way to it", async ({
  newPerson,
  server,
  inbox,
}, testInfo) => {
  const ana = await newPerson("Ana");
  ana.mayReport(/404|WebSocket connection to/);
  await ana.firstMinute("Sam");
  await ana.expectSaved();
  const page = ana.page.url();
  await signInByMail(ana, inbox, "ana@example.org");

  const home = testInfo.outputPath("config");
  const start = (...words: string[]) =>
    spawn(process.execPath, [CANDOR, ...words], { env: { ...process.env, XDG_CONFIG_HOME: home } });
  const run = async (...words: string[]) => {
    const child = start(...words);
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
    const [code] = (await once(child, "close")) as [number];
    return { code, said: said.trim() };
  };

  expect(await run("agenda")).toEqual({
    code: 1,
    said: "Sign in first: candor sign-in https://candor.example.org",
  });
  const asking = start("sign-in", server.url);
  const ended = once(asking, "close");
  const [line] = (await once(createInterface({ input: asking.stderr }), "line")) as [string];
  const [, code = ""] = /type ([B-Z]{4}-[B-Z]{4})/.exec(line) ?? [];
  await ana.page.goto("/settings/device");
  await expect(ana.page.getByLabel("The code it shows")).toBeVisible();
  await expectNoViolations(ana, "a code");
  await ana.page.getByLabel("The code it shows").fill("WRNG-CDXX");
  await ana.page.keyboard.press("Enter");
  await expect(ana.page.getByText("No program waits with this code.")).toBeVisible();
  await ana.page.getByLabel("The code it shows").fill(code.toLowerCase());
  await ana.page.keyboard.press("Enter");
  await expect(ana.page.getByText("never private notes")).toBeVisible();
  await expectNoViolations(ana, "what a program asks for");
  await ana.page.getByRole("button", { name: "Let it in" }).click();
  await expect(ana.page.getByText("It is let in.")).toBeVisible();
  await ended;

  await ana.page.goto(page);
  await expect(ana.page.getByRole("heading", { level: 2, name: "Agenda" })).toBeVisible();
  expect((await run("add", "Growth plan", "--to", "sam", "--agenda")).said).toBe(
    "“Growth plan” is on the next agenda, with Sam.",
  );
  await expect(ana.topic("Growth plan")).toBeVisible();
  expect((await run("agenda")).said).toContain("Growth plan, by you");
  expect((await run("act", "Ask Lee", "--with", "Sam")).said).toBe("You, with Sam: Ask Lee");
  expect((await run("done", "ask", "--with", "Sam")).said).toBe("Done: Ask Lee");
  expect((await run("add", "x", "--to", "Lee")).said).toBe("You have no page with “Lee”. There are: Sam.");

  const notes = testInfo.outputPath("notes.md");
  await writeFile(notes, "## 03/04/2025\n- Sam: Budget\n- Hiring\n## Actions\n- [ ] Write to Lee\n");
  expect((await run("import", notes, "--with", "@sam")).said).toContain("--dates day-first or month-first");
  const looked = await run("import", notes, "--with", "@sam", "--dates", "day-first");
  expect(looked.said).toContain("would add 1 meeting, 2 topics and 1 action to your page with Sam");
  expect(looked.said).toContain("topic “Budget”, 2025-04-03");
  expect(looked.said).toContain("Add --yes to import it.");
  expect(looked.code).toBe(1);
  await expect(ana.page.getByRole("main").getByText("Write to Lee")).toHaveCount(0);
  const brought = await run("import", notes, "--with", "@sam", "--dates", "day-first", "--yes");
  const [, undo = ""] = /--undo (\S+)/.exec(brought.said) ?? [];
  await expect(ana.page.getByText("Write to Lee").first()).toBeVisible();
  const json = testInfo.outputPath("sam.json");
  expect((await run("export", "--with", "sam", "--to", json)).said).toBe(`Sam: ${json}`);
  expect((await run("import", json, "--with", "sam", "--yes")).said).toContain("would add nothing");
  const folder = testInfo.outputPath("pages");
  const all = JSON.parse((await run("export", "--all", "--to", folder, "--json")).said) as { file: string }[];
  expect(all.map(({ file }) => file)).toEqual([`${folder}/Sam.md`]);
  expect(await readFile(`${folder}/Sam.md`, "utf8")).toContain("Budget");
  expect((await run("export", "--with", "sam", "--format", "html", "--to", "-")).said).toContain("<!doctype html>");
  expect((await run("import", "--with", "sam")).said).toContain(undo);
  expect((await run("import", "--with", "sam", "--undo", undo)).said).toBe(
    "Took back 1 meeting, 2 topics and 1 action.",
  );
  await expect(ana.page.getByRole("main").getByText("Write to Lee")).toHaveCount(0);

  const unopened = `${server.url}/api/pairs/${crypto.randomUUID()}`;
  const lee = { myName: "Ana", theirName: "Lee", myRole: "manager", theirRole: "report" };
  expect((await ana.page.request.put(unopened, { data: lee, headers: { origin: server.url } })).status()).toBe(200);
  const first = await run("import", notes, "--with", "Lee", "--dates", "month-first", "--yes");
  expect(first).toMatchObject({ code: 0, said: expect.stringContaining("Imported 1 meeting") });
  expect((await run("actions", "Lee")).said).toContain("Write to Lee");

  const assistant = start("mcp");
  const answers = createInterface({ input: assistant.stdout });
  const call = async (message: object) => {
    assistant.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
    const [answer] = (await once(answers, "line")) as [string];
    return JSON.parse(answer) as { result: { content?: { text: string }[] } };
  };
  const clientInfo = { name: "test", version: "1" };
  await call({ id: 1, method: "initialize", params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo } });
  const wanted = { name: "read_next_agenda", arguments: { person: "Sam" } };
  const told = await call({ id: 2, method: "tools/call", params: wanted });
  expect(told.result.content?.[0]?.text).toContain("Growth plan");
  assistant.stdin.end();
  await once(assistant, "close");

  expect((await run("sign-out")).code).toBe(0);
  expect((await run("people")).code).toBe(1);
});
