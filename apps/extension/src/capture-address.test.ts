import { expect, test } from "vitest";
import { captureAddress, readHome, takenFrom } from "./capture-address.ts";

test("what is looked at goes to one's own Candor, with its title and the words that were marked", () => {
  const address = new URL(
    captureAddress("https://candor.example.org", {
      ...{ title: " Move billing  to\nspring ", url: "https://tracker.example.org/i/7?a=1&b=2", text: "a risk & more" },
    }),
  );
  expect(address.origin + address.pathname).toBe("https://candor.example.org/capture");
  expect(Object.fromEntries(address.searchParams)).toEqual({
    ...{ title: "Move billing to spring", url: "https://tracker.example.org/i/7?a=1&b=2", text: "a risk & more" },
  });
});

test.each(["chrome://settings", "file:///etc/passwd", "javascript:alert(1)", `https://x.example/${"a".repeat(3000)}`])(
  "an address such as %.30s is not taken along",
  (url) => {
    const address = new URL(captureAddress("https://candor.example.org", { title: "T", url, text: "" }));
    expect(Object.fromEntries(address.searchParams)).toEqual({ title: "T" });
  },
);

test("what is very long is cut, and never in the middle of a character", () => {
  const address = new URL(
    captureAddress("https://candor.example.org", { title: "", url: "", text: "😀".repeat(5000) }),
  );
  expect(address.href.length).toBeLessThan(20_000);
  expect(address.searchParams.get("text")?.isWellFormed()).toBe(true);
});

test.each([
  ["https://candor.example.org/p/some-page", "https://candor.example.org"],
  ["candor.example.org", "https://candor.example.org"],
  ["candor.example.org:8443", "https://candor.example.org:8443"],
  ["http://localhost:4321", "http://localhost:4321"],
  ["  https://candor.example.org  ", "https://candor.example.org"],
])("%s is understood as %s", (typed, home) => {
  expect(readHome(typed)).toBe(home);
});

test.each([
  "",
  "http://candor.example.org",
  "javascript:alert(1)",
  "https://ana:secret@candor.example.org",
  "ftp://x",
  "//",
])("nothing is sent to “%s”", (typed) => {
  expect(readHome(typed)).toBeNull();
});

test.each([
  ["https://tracker.example.org/i/7", { title: "", url: "https://tracker.example.org/i/7", text: "" }],
  ["javascript:void(0)", { title: "The board", url: "https://tracker.example.org/board", text: "" }],
  ["mailto:ana@example.org", { title: "The board", url: "https://tracker.example.org/board", text: "" }],
])("the menu on a link takes it, or the page where it leads nowhere in the web: %s", (linkUrl, taken) => {
  const pageUrl = "https://tracker.example.org/board";
  expect(takenFrom({ linkUrl, pageUrl }, { title: "The board" })).toEqual(taken);
});
