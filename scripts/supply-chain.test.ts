import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { bomOf } from "./sbom.mjs";

type Lock = { packages: Record<string, { version?: string; integrity?: string; hasInstallScript?: boolean }> };

const lock = JSON.parse(readFileSync(new URL("../package-lock.json", import.meta.url), "utf8")) as Lock;
const root = new URL("..", import.meta.url).pathname;

test("the bill of materials names every package that is shipped, with the hash it was fetched by", () => {
  const bom = bomOf(lock);
  expect([bom.bomFormat, bom.specVersion]).toEqual(["CycloneDX", "1.6"]);
  expect(bom.components.find(({ name }) => name === "yjs")?.version).toBe("13.6.33");
  expect(bom.components.some(({ name }) => name === "vitest")).toBe(false);
  expect(bomOf(lock, { all: true }).components.some(({ name }) => name === "vitest")).toBe(true);
  for (const { purl, hashes } of bom.components)
    expect([purl, hashes?.[0]?.content]).toEqual([purl, expect.stringMatching(/^[0-9a-f]{128}$/)]);
});

test("every package we name is named by its exact version", () => {
  const manifests = execFileSync("git", ["ls-files", "package.json", "*/package.json"], {
    cwd: root,
    encoding: "utf8",
  });
  for (const path of manifests.trim().split("\n")) {
    const manifest = JSON.parse(readFileSync(`${root}${path}`, "utf8")) as Record<string, Record<string, string>>;
    for (const kind of ["dependencies", "devDependencies", "optionalDependencies"])
      for (const [name, version] of Object.entries(manifest[kind] ?? {}))
        expect([path, name, version]).toEqual([
          path,
          name,
          expect.stringMatching(/^(\d+\.\d+\.\d+(-[\w.]+)?|npm:.+@\d+\.\d+\.\d+)$/),
        ]);
  }
});

test("no package brings a script that runs when it is installed", () => {
  const scripted = Object.entries(lock.packages).filter(([, { hasInstallScript }]) => hasInstallScript);
  expect(scripted.map(([path]) => path)).toEqual([]);
});

// Shapes of secrets that people commit by accident; what a test makes up says so by its name.
const SECRETS = [
  /-----BEGIN (RSA |EC |OPENSSH |PGP )?PRIVATE KEY( BLOCK)?-----\n/,
  /\bAKIA[0-9A-Z]{16}\b/,
  /\bgh[pousr]_[A-Za-z0-9]{36,}\b/,
  /\bxox[abprs]-[0-9A-Za-z-]{10,}/,
  /\bsk_live_[0-9a-zA-Z]{20,}/,
  /\bAIza[0-9A-Za-z_-]{35}\b/,
  /\bnpm_[A-Za-z0-9]{36}\b/,
  /\b(CANDOR_SECRET|SMTP_PASSWORD|CLIENT_SECRET)=["']?[A-Za-z0-9+/_-]{24,}/,
];

test("no secret is in the tree", () => {
  const files = execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" }).split("\0").filter(Boolean);
  const found = files
    .filter((path) => !/\.(png|woff2|ico)$/.test(path))
    .flatMap((path) => {
      const text = readFileSync(`${root}${path}`, "utf8");
      return SECRETS.filter((secret) => secret.test(text)).map((secret) => `${path}: ${secret.source}`);
    });
  expect(found).toEqual([]);
});
