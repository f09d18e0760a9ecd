import { argon2Sync } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { test } from "./world/test.ts";

const ASSETS = join(import.meta.dirname, "../apps/web/dist/assets");

const PASSPHRASE = "correct horse battery";
const SALT = Array.from({ length: 16 }, (_, at) => at);

test("a passphrase is stretched in a worker that alone may use WebAssembly, without the net too", async ({
  newPerson,
}) => {
  const ana = await newPerson("Ana");
  ana.mayReport(/content security policy|WebAssembly|Refused to connect|ERR_INTERNET_DISCONNECTED/i);
  await ana.firstMinute("Sam");
  const page = ana.page;
  const [worker = "none"] = readdirSync(ASSETS).filter((name) => /^stretch-worker-[\w-]+\.js$/.test(name));
  const address = `/assets/${worker}`;

  const inPage = await page.evaluate(async () => {
    const smallest = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);
    return WebAssembly.compile(smallest).then(
      () => "compiled",
      (error: Error) => error.name,
    );
  });
  expect(inPage).toBe("CompileError");

  const stretch = () =>
    page.evaluate(
      async ({ address, passphrase, salt }) => {
        const policies = (globalThis as unknown as { trustedTypes: TrustedTypePolicyFactory }).trustedTypes;
        const url = policies.createPolicy("test", { createScriptURL: (text: string) => text }).createScriptURL(address);
        const worker = new Worker(url as unknown as string, { type: "module" });
        const answer = await new Promise<{ type: string; bytes?: Uint8Array }>((resolve) => {
          worker.onmessage = ({ data }) => resolve(data);
          worker.onerror = ({ message }) => resolve({ type: `error ${message}` });
          worker.postMessage({ passphrase, memory: 64 * 1024, passes: 3, salt: Uint8Array.from(salt) });
        });
        worker.terminate();
        const hex = [...(answer.bytes ?? [])].map((byte) => byte.toString(16).padStart(2, "0")).join("");
        return { type: answer.type, hex };
      },
      { address, passphrase: PASSPHRASE, salt: SALT },
    );
  // Another implementation of Argon2id says what has to come out.
  const costs = { memory: 64 * 1024, passes: 3, parallelism: 1, tagLength: 32 };
  const expected = argon2Sync("argon2id", { message: PASSPHRASE, nonce: Buffer.from(SALT), ...costs }).toString("hex");
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) {
      await new Promise((resolve) => navigator.serviceWorker.addEventListener("controllerchange", resolve));
    }
  });
  expect(await stretch()).toEqual({ type: "stretched", hex: expected });
  await ana.context.setOffline(true);
  expect(await stretch()).toEqual({ type: "stretched", hex: expected });
  await ana.context.setOffline(false);

  expect((await page.request.get(address)).headers()["content-security-policy"]).toBe(
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; base-uri 'none'; form-action 'none'; " +
      "frame-ancestors 'none'; require-trusted-types-for 'script'",
  );
});

type TrustedTypePolicyFactory = {
  createPolicy(
    name: string,
    rules: { createScriptURL(text: string): string },
  ): { createScriptURL(text: string): unknown };
};
