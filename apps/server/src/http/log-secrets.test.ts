import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import { loadConfig } from "../config.ts";
import { type RunningServer, startServer } from "../start-server.ts";
import { createLog } from "./log.ts";

let data: string;
let server: RunningServer | null = null;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "candor-log-"));
});
afterEach(async () => {
  await server?.stop();
  server = null;
  rmSync(data, { recursive: true, force: true });
});

test("nothing that opens something, and nobody, is named in the log of a whole run, faults included", async () => {
  const lines: string[] = [];
  const log = createLog(
    "debug",
    (line) => lines.push(line),
    () => new Date(),
  );
  const secret = "s3cr3t-that-signs-every-session-of-this-test";
  server = await startServer(loadConfig({ CANDOR_DATA: data, PORT: "0", CANDOR_SECRET: secret }), log);
  const { address } = server;
  const secrets = [
    secret,
    "Zarathustra",
    "Xanthippe",
    "zara@example.org",
    "198.51.100.77",
    (server.setupLink ?? "#none").split("#")[1] ?? "",
  ];
  let cookie = "";
  const ask = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const answer = await fetch(address + path, {
      method,
      headers: {
        origin: address,
        cookie,
        "x-forwarded-for": "198.51.100.77",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
    for (const set of answer.headers.getSetCookie()) {
      cookie = set.split(";")[0] ?? "";
      secrets.push(cookie, (cookie.split("=")[1] ?? "").slice(0, 20));
    }
    return answer;
  };
  await ask("POST", "/api/auth/sign-in/anonymous");
  const page = randomUUID();
  secrets.push(page);
  const names = { myName: "Zarathustra", theirName: "Xanthippe", myRole: "manager", theirRole: "report" };
  expect((await ask("PUT", `/api/pairs/${page}`, names)).status).toBe(200);
  const invitation = (await (await ask("POST", `/api/pairs/${page}/invitations`)).json()) as {
    id: string;
    secret: string;
  };
  secrets.push(invitation.id, invitation.secret);
  await ask("POST", "/api/auth/mail", { email: "zara@example.org" });
  await ask("POST", `/api/invitations/${invitation.id}/accept`, { secret: "wrong", name: "Xanthippe" });
  await ask("POST", "/api/search", { words: "Zarathustra" });
  await ask("POST", "/scim/v2/Users", { userName: "zara@example.org" }, { authorization: "Bearer Zarathustra" });
  await ask("PATCH", "/api/me", "{");
  const socket = new WebSocket(`${address.replace("http", "ws")}/sync?page=${page}`, { headers: { cookie } });
  await new Promise((resolve) => {
    socket.once("close", resolve);
    socket.once("error", resolve);
    socket.once("open", () => socket.send(Buffer.from(`Zarathustra ${page}`)));
  });
  await server.stop();
  server = null;
  log.error(
    "a fault as the server tells it",
    new Error("outer", { cause: new Error("postgres://candor:hunter2@db/candor") }),
  );
  const told = lines.join("");
  expect(told).toContain("a fault as the server tells it");
  for (const each of [...secrets, "hunter2"].filter((text) => text.length > 5)) expect(told).not.toContain(each);
});
