import { randomUUID } from "node:crypto";
import { expect } from "@playwright/test";
import { expectNoViolations } from "./world/expect-no-violations.ts";
import type { Person } from "./world/person.ts";
import { test } from "./world/test.ts";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

test("a directory brings two people in, and takes one out under their open page", async ({ newPerson, server }) => {
  const olga = await newPerson("Olga");
  const workspace = await beginWorkspace(olga, server.output);
  await olga.page.goto(`${server.url}/workspace/${workspace}/directory`);
  await expect(olga.page.getByText("No token yet.")).toBeVisible();
  await expectNoViolations(olga, "no token yet");
  await olga.page.getByLabel("What is it for?").fill("Okta");
  await olga.page.keyboard.press("Enter");
  const field = olga.page.getByLabel("Token for Okta", { exact: true });
  await expect(field).toBeFocused();
  const token = await field.inputValue();
  await olga.page.getByRole("button", { name: "Copy: Token for Okta" }).click();
  expect(await olga.page.evaluate(() => navigator.clipboard.readText())).toBe(token);
  const base = await olga.page.getByLabel("Address for your directory", { exact: true }).inputValue();
  expect(base).toBe(`${server.url}/scim/v2`);
  await expectNoViolations(olga, "a token is shown");
  await olga.page.emulateMedia({ colorScheme: "dark" });
  await expectNoViolations(olga, "a token is shown, dark");
  await olga.page.emulateMedia({ colorScheme: "light" });
  await olga.page.getByRole("button", { name: "I have it" }).click();
  await olga.page.reload();
  await expect(olga.page.getByText("not used yet")).toBeVisible();
  await expect(olga.page.getByText(token)).toBeHidden();

  const ask = async (method: string, path: string, body?: object) => {
    const answer = await fetch(base + path, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/scim+json" },
      body: body === undefined ? null : JSON.stringify(body),
    });
    return { status: answer.status, body: (await answer.json()) as { id: string } };
  };
  const people = [];
  for (const name of ["Bea", "Carl"]) {
    const made = await ask("POST", "/Users", { userName: `${name.toLowerCase()}@example.org`, displayName: name });
    expect(made.status).toBe(201);
    people.push(made.body.id);
  }
  const bea = await newPerson("Bea");
  const carl = await newPerson("Carl");
  const pages = [];
  for (const [index, person] of [bea, carl].entries()) {
    const id = people[index] ?? "";
    const invitation = await call<{ id: string; secret: string }>(
      olga,
      "POST",
      `/api/workspaces/${workspace}/people/${id}/invitations`,
    );
    await person.page.goto(`${server.url}/handbook`);
    await call(person, "POST", "/api/auth/sign-in/anonymous");
    await call(person, "POST", `/api/workspace-invitations/${invitation.id}/accept`, { secret: invitation.secret });
    const pair = randomUUID();
    await call(olga, "PUT", `/api/workspaces/${workspace}/pairs/${pair}`, {
      person: id,
      relation: "peer",
      iAm: "above",
    });
    await person.page.goto(`${server.url}/p/${pair}`);
    await person.addForLater(`From ${person.name}`);
    await person.expectSaved();
    pages.push(pair);
  }
  bea.mayBeCutOff();
  expect((await ask("PATCH", `/Users/${people[0]}`, DEACTIVATE)).status).toBe(200);
  await expect(bea.page.getByText(/Your access to this page has ended/)).toBeVisible({
    timeout: 5_000,
  });
  await expect(bea.page.getByRole("textbox", { name: "Add for later" })).toBeHidden();
  await carl.addForLater("Still here");
  await carl.expectSaved();
  await olga.page.goto(`${server.url}/p/${pages[0]}`);
  await expect(olga.topic("From Bea")).toBeVisible();
  await expect(olga.page.getByRole("textbox", { name: "Add for later" })).toBeHidden();
});

test("a token that is revoked opens nothing, and can be given back at once", async ({ newPerson, server }) => {
  const olga = await newPerson("Olga");
  const workspace = await beginWorkspace(olga, server.output);
  await olga.page.goto(`${server.url}/workspace/${workspace}/directory`);
  await olga.page.getByRole("button", { name: "Make a token" }).click();
  const token = await olga.page.getByLabel("Token for Entra", { exact: true }).inputValue();
  const status = async () =>
    (await fetch(`${server.url}/scim/v2/Users`, { headers: { authorization: `Bearer ${token}` } })).status;
  expect(await status()).toBe(200);
  await olga.page.getByRole("button", { name: "Revoke Entra" }).click();
  await expect(olga.page.getByText("Revoked today")).toBeVisible();
  expect(await status()).toBe(401);
  await expectNoViolations(olga, "a revoked token");
  await olga.page.getByRole("button", { name: "Give back Entra" }).click();
  await expect(olga.page.getByRole("button", { name: "Revoke Entra" })).toBeVisible();
  expect(await status()).toBe(200);
  await olga.page.getByLabel("Name of the group").fill("Candor admins");
  await olga.page.getByRole("button", { name: "Save" }).click();
  await expect(olga.page.getByText("People in Candor admins are admins.")).toBeVisible();
  await olga.page.setViewportSize({ width: 390, height: 800 });
  expect(await olga.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test("whoever is no owner finds nothing", async ({ newPerson, server }) => {
  const olga = await newPerson("Olga");
  const workspace = await beginWorkspace(olga, server.output);
  const eve = await newPerson("Eve");
  eve.mayBeCutOff(); // the browser logs the answer "not found"
  await eve.page.goto(`${server.url}/handbook`);
  await call(eve, "POST", "/api/auth/sign-in/anonymous");
  await eve.page.goto(`${server.url}/workspace/${workspace}/directory`);
  await expect(eve.page.getByRole("alert")).toContainText("There is nothing here for you");
});

const DEACTIVATE = {
  schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
  Operations: [{ op: "Replace", path: "active", value: "False" }],
};

/** With the link that the server prints when it starts. @returns the workspace's id. */
async function beginWorkspace(owner: Person, printed: string): Promise<string> {
  const secret = /\/setup#([\w-]+)/.exec(printed)?.[1];
  await owner.page.goto(`${owner.server.url}/handbook`);
  await call(owner, "POST", "/api/auth/sign-in/anonymous");
  const wanted = { secret, name: "Acme", myName: owner.name, timeZone: "Europe/Madrid" };
  return (await call<{ id: string }>(owner, "POST", "/api/setup", wanted)).id;
}

/** Asks the API as this person's browser does. */
async function call<T>(person: Person, method: string, path: string, body: object = {}): Promise<T> {
  const { status, text } = await person.page.evaluate(
    async ([how, where, sent]) => {
      const answer = await fetch(where, { method: how, headers: { "content-type": "application/json" }, body: sent });
      return { status: answer.status, text: await answer.text() };
    },
    [method, path, JSON.stringify(body)] as const,
  );
  if (status >= 300) throw new Error(`${method} ${path} was answered ${status}: ${text}`);
  return (text === "" ? undefined : JSON.parse(text)) as T;
}
