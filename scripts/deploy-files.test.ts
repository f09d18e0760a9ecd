import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { SERVER_FLAGS } from "./node-26.mjs";

const root = join(import.meta.dirname, "..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const dockerfile = read("deploy/Dockerfile").replaceAll("\\\n", " ");

/** What the build makes, and the repository does not have. */
const MADE = ["apps/server/dist", "apps/web/dist"];

test("everything the container file copies is there, or made by its own build", () => {
  const copied = [...dockerfile.matchAll(/^COPY (?:--from=build )?(.+)$/gm)].flatMap(([, words = ""]) =>
    words.split(/\s+/).slice(0, -1),
  );
  expect(copied.length).toBeGreaterThan(10);
  for (const path of copied.map((each) => each.replace("/build/", "")))
    expect([path, MADE.includes(path) || existsSync(join(root, path))]).toEqual([path, true]);
});

test("every workspace has its package.json in the container's build, or npm ci would refuse the lockfile", () => {
  const { workspaces } = JSON.parse(read("package.json")) as { workspaces: string[] };
  for (const workspace of workspaces.filter((each) => !each.endsWith("/*")))
    expect(dockerfile).toContain(`COPY ${workspace}/package.json ./${workspace}/`);
});

test("the container runs as nobody special, keeps its data in one volume, and says whether it is well", () => {
  const last = dockerfile.slice(dockerfile.lastIndexOf("FROM "));
  expect(last).toMatch(/^USER node$/m);
  expect(last.match(/^VOLUME .*$/gm)).toEqual(["VOLUME /data"]);
  expect(last).toMatch(/^HEALTHCHECK .*healthz/m);
  expect(last.indexOf("USER node")).toBeLessThan(last.indexOf("CMD ["));
});

test("the container starts Node as `npm start` does", () => {
  const command = ["node", ...SERVER_FLAGS, "/app/apps/server/dist/main.js"].map((word) => JSON.stringify(word));
  expect(dockerfile).toContain(`CMD [${command.join(", ")}]`);
});

test("what the service, the proxies and the guide set are settings that the server knows", () => {
  const known = ["config.ts", "mail/mail-config.ts", "calendar/calendar-providers.ts", "chat/chat-config.ts"]
    .map((path) => read(`apps/server/src/${path}`))
    .join("");
  for (const path of ["deploy/candor.service", "deploy/Dockerfile", "docs/self-hosting.md"])
    for (const [name] of read(path).matchAll(/\bCANDOR_(?!OIDC)[A-Z_]+\b/g))
      expect([path, known]).toEqual([path, expect.stringContaining(name)]);
});

test("the service may touch its own folder alone, and gains nothing", () => {
  const unit = read("deploy/candor.service");
  for (const line of ["ProtectSystem=strict", "NoNewPrivileges=yes", "CapabilityBoundingSet=", "StateDirectory=candor"])
    expect(unit).toContain(`\n${line}\n`);
});
