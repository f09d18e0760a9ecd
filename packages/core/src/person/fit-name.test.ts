import { expect, test } from "vitest";
import { fitName } from "./fit-name.ts";

test("a name that fits stays as it is", () => {
  expect(fitName("Ana María 👩🏽‍💻", 80)).toBe("Ana María 👩🏽‍💻");
});

test("a name loses what acts on the text around it, and its lines become one", () => {
  expect(fitName(" Kim\u202E\r\nLee\u2028Park\u0007 ", 80)).toBe("Kim Lee Park");
});

test("a name of 5,000 letters is cut, and says so", () => {
  const name = fitName("x".repeat(5000), 80);
  expect([name.length, name.endsWith("x…")]).toEqual([80, true]);
});

test("a letter that is made of several signs is not cut in two", () => {
  expect(fitName(`${"x".repeat(76)}👩🏽‍💻👩🏽‍💻`, 80)).toBe(`${"x".repeat(76)}…`);
  expect(fitName(`${"x".repeat(78)}👍👍`, 80)).toBe(`${"x".repeat(78)}…`);
});

test("a letter under thousands of accents is cut all the same", () => {
  expect(fitName(`a${"\u0301".repeat(5000)}`, 80)).toHaveLength(80);
});

test("half a sign is replaced, as it could not be stored", () => {
  expect(fitName("Kim \uD83D", 80)).toBe("Kim \uFFFD");
});

test("a name of which nothing shows is none", () => {
  expect(fitName("\u200b\u2066\n", 80)).toBe("");
});
