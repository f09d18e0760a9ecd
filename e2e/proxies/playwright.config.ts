import { defineConfig } from "@playwright/test";
import everyFlow from "../playwright.config.ts";

/** Candor behind the proxies of deploy/, as they are given to whoever hosts. For `.ci/nightly`: needs nginx and Caddy. */
export default defineConfig({
  ...everyFlow,
  testDir: ".",
  testMatch: "*.trial.ts",
  outputDir: "../../.build/proxy-results",
  workers: 1,
  retries: 0,
  use: {
    ...everyFlow.use,
    launchOptions: {
      ...everyFlow.use?.launchOptions,
      args: [
        ...(everyFlow.use?.launchOptions?.args ?? []),
        "--host-resolver-rules=MAP candor.example.org 127.0.0.1",
        "--ignore-certificate-errors", // it is made on the spot; as a flag it holds for the service worker, too
      ],
    },
  },
});
