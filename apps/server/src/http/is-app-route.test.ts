import { expect, test } from "vitest";
import { isAppRoute } from "./is-app-route.ts";

test.each([
  "/",
  "/actions",
  "/capture",
  "/handbook",
  "/i/0c0d",
  "/p/0c0d",
  "/p/0c0d/ledger",
  "/p/0c0d/live",
  "/p/0c0d/walk",
  "/print/0c0d",
  "/questions",
  "/settings",
  "/settings/account",
  "/sign-in",
  "/sign-in/link",
  "/operator/outbox",
])("%s is a screen of the app, so opening or reloading it brings the app", (path) => {
  expect(isAppRoute(path)).toBe(true);
});

test.each(["/handbooks", "/nothing", "/api/me", "/assets/main.js", "//handbook"])(
  "%s is no screen of the app, so it must not pass for one",
  (path) => {
    expect(isAppRoute(path)).toBe(false);
  },
);
