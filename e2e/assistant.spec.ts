import { createHash, randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "@playwright/test";
import { expectNoViolations } from "./world/expect-no-violations.ts";
import { readMail, test } from "./world/mail.ts";

test("an assistant is let in by signing in, may what was left ticked, and is out once it is revoked", async ({
  newPerson,
  server,
  inbox,
}) => {
  const waiting = createServer((_request, response) => {
    response.setHeader("content-type", "text/html").end("<!doctype html><title>Assistant</title><p>Back at it.</p>");
  });
  await new Promise<void>((resolve) => waiting.listen(0, "127.0.0.1", resolve));
  const { port } = waiting.address() as AddressInfo;
  const redirect = `http://127.0.0.1:${port}/callback`;
  const read = async (address: string, init?: RequestInit) => (await fetch(address, init)).json() as Promise<never>;

  // As every assistant does: it is refused, reads where to sign in, registers, and sends its person there.
  const refused = await fetch(`${server.url}/mcp`, { method: "POST" });
  const [, about = ""] = /resource_metadata="([^"]+)"/.exec(refused.headers.get("www-authenticate") ?? "") ?? [];
  const path = (address: string) => new URL(new URL(address).pathname, server.url).href;
  const { resource }: { resource: string } = await read(path(about));
  const found: Record<string, string> = await read(`${server.url}/.well-known/oauth-authorization-server`);
  const { client_id: client }: { client_id: string } = await read(path(found.registration_endpoint ?? ""), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ client_name: "Helper <b>of Ana</b>", redirect_uris: ["http://127.0.0.1/callback"] }),
  });
  const verifier = randomBytes(32).toString("base64url");
  const asking = new URLSearchParams({
    ...{ response_type: "code", client_id: client, redirect_uri: redirect, state: "s", resource },
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  });

  const ana = await newPerson("Ana");
  ana.mayReport(/404|WebSocket connection to/);
  await ana.firstMinute("Sam");
  await ana.expectSaved();
  const { page } = ana;
  await page.goto(`${new URL(found.authorization_endpoint ?? "").pathname}?${asking}`);
  await expect(page).toHaveURL(/\/settings\/assistant$/); // what was asked is not left in the address
  await page.getByRole("link", { name: "Sign in" }).click();
  await page.getByLabel("Your e-mail address").fill("ana@example.org");
  await page.getByRole("button", { name: "Send me a code" }).click();
  const { code } = await readMail(inbox, "ana@example.org", 0);
  await page.getByLabel("The code, such as").fill(code); // and is back where they were asked
  await expect(page.getByRole("heading", { name: "Let a program on this computer act for you?" })).toBeVisible();
  await expect(page.getByText(`It waits at 127.0.0.1:${port}`)).toContainText("calls itself “Helper <b>of Ana</b>”");
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectNoViolations(ana, `what an assistant asks for, ${colorScheme}`);
  }
  // Nothing that it may do is nothing to say yes to; and all by keys.
  const scopes = page.getByRole("group", { name: "It may" }).getByRole("checkbox");
  await expect(scopes).toHaveCount(4);
  await scopes.first().focus();
  for (let at = 0; at < 4; at += 1) {
    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
  }
  await page.getByRole("button", { name: "Let it in" }).press("Enter");
  await expect(page.getByRole("alert").getByText("Leave at least one thing ticked")).toBeVisible();
  await scopes.first().press("Space");
  await page.getByRole("button", { name: "Let it in" }).press("Enter");
  await expect(page.getByText("Back at it.")).toBeVisible();

  const back = new URL(page.url()).searchParams;
  expect([back.get("state"), back.get("iss")]).toEqual(["s", found.issuer]);
  const given: { access_token: string; scope: string } = await read(path(found.token_endpoint ?? ""), {
    method: "POST",
    body: new URLSearchParams({
      ...{ grant_type: "authorization_code", code: back.get("code") ?? "", client_id: client, resource },
      ...{ redirect_uri: redirect, code_verifier: verifier },
    }),
  });
  expect(given.scope).toBe("pages:read");
  const list = () =>
    fetch(`${server.url}/mcp`, {
      method: "POST",
      headers: {
        ...{ authorization: `Bearer ${given.access_token}`, "content-type": "application/json" },
        ...{ accept: "application/json, text/event-stream", "mcp-protocol-version": "2025-11-25" },
      },
      body: JSON.stringify({
        ...{ jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "list_people", arguments: {} } },
      }),
    });
  expect(await (await list()).text()).toContain("Sam");

  await page.goto("/settings/connections");
  await expect(page.getByText(`an assistant at 127.0.0.1:${port}, let in by signing in`)).toBeVisible();
  await expect(page.getByText("last used")).toBeVisible();
  await page.getByRole("button", { name: "Revoke the token Helper" }).click();
  await expect(page.getByText("Helper <b>of Ana</b> is cut off.")).toBeAttached();
  expect((await list()).status).toBe(401);

  // Whoever turns what was asked around is sent nowhere.
  asking.set("redirect_uri", "https://evil.example/");
  await page.goto(`/settings/assistant?${asking}`);
  await expect(page.getByText("somebody may be posing as it")).toBeVisible();
  await expect(page.getByRole("link", { name: /evil/ })).toHaveCount(0);
  waiting.close();
});
