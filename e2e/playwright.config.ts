import { defineConfig } from "@playwright/test";
import { findChromium } from "../scripts/ensure-system-packages.mjs";

const chromium = findChromium();

export default defineConfig({
  testDir: ".",
  testMatch: "**/*.spec.ts",
  outputDir: "../.build/e2e-results",
  workers: 2,
  fullyParallel: true,
  // A flow that works only sometimes does not work: at home there is one try. In CI a second one tells a fault from a
  // slow moment of the machine, and `npm test` names every flow that needed it.
  retries: process.env.CI ? 1 : 0,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [["list"]],
  use: {
    browserName: "chromium",
    viewport: { width: 1280, height: 900 },
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    // A trace of every flow costs a good part of the time they take: where there is a second try, it is of that one.
    trace: process.env.CI ? "on-first-retry" : "retain-on-failure",
    actionTimeout: 20_000,
    launchOptions: {
      ...(chromium && { executablePath: chromium }),
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    },
  },
});
