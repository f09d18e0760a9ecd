import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isAppRoute } from "./is-app-route.ts";

/** As the app itself lists its screens. */
const ROUTES = readFileSync(new URL("../../../web/src/routes.tsx", import.meta.url), "utf8");
const PATHS = [...ROUTES.matchAll(/<Route path="([^"]+)"/g)].map(([, path = ""]) =>
  path.replaceAll(/:\w+\??/g, "0c0d"),
);

test("the app has screens", () => {
  expect(PATHS).toContain("/p/0c0d/live");
  expect(PATHS.length).toBeGreaterThan(15);
});

test.each(PATHS)("%s is a screen of the app, so opening or reloading it brings the app", (path) => {
  expect(isAppRoute(path)).toBe(true);
});

test.each(["/handbooks", "/nothing", "/api/me", "/assets/main.js", "//handbook"])(
  "%s is no screen of the app, so it must not pass for one",
  (path) => {
    expect(isAppRoute(path)).toBe(false);
  },
);
