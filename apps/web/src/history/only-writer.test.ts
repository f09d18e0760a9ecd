import type { MemberId } from "@candor/core/person/member.ts";
import { describe, expect, test } from "vitest";
import { askWritersSince, followOnlyWriter } from "./only-writer.ts";

async function told(writers: readonly MemberId[] | null) {
  const writer = followOnlyWriter();
  await writer.ask(Promise.resolve(writers));
  return writer;
}

describe("who is named", () => {
  test("the one who alone wrote since my visit", async () => {
    expect((await told(["b"])).only()).toBe("b");
  });

  test("nobody where we both wrote", async () => {
    expect((await told(["a", "b"])).only()).toBeNull();
  });

  test("nobody where it is not known who wrote all of it, and before the server has said it", async () => {
    expect((await told(null)).only()).toBeNull();
    expect((await told([])).only()).toBeNull();
    expect(followOnlyWriter().only()).toBeNull();
  });

  test("the same one while more of theirs arrives, and nobody once something of the other or of somebody does", async () => {
    const ben = await told(["b"]);
    ben.arrived("b");
    expect(ben.only()).toBe("b");
    ben.arrived("a");
    expect(ben.only()).toBeNull();
    const somebody = await told(["b"]);
    somebody.arrived(null);
    expect(somebody.only()).toBeNull();
  });

  test("nobody alone where the other wrote while the server was being asked", async () => {
    const writer = followOnlyWriter();
    const asked = writer.ask(Promise.resolve(["b"] as const));
    writer.arrived("a");
    await asked;
    expect(writer.only()).toBeNull();
  });

  test("nobody by what alone arrives, or by an answer about an earlier visit", async () => {
    const writer = followOnlyWriter();
    writer.arrived("b");
    expect(writer.only()).toBeNull();
    const asked = writer.ask(Promise.resolve(["b"] as const));
    writer.forget();
    expect(await asked).toBe(false);
    expect(writer.only()).toBeNull();
  });

  test("one who could not be named before, once the server knows it", async () => {
    const writer = await told(["b"]);
    writer.arrived(null);
    expect(await writer.ask(Promise.resolve(["b"] as const))).toBe(true);
    expect(writer.only()).toBe("b");
    expect(await writer.ask(Promise.resolve(null))).toBe(false);
    expect(writer.only()).toBeNull();
  });
});

describe("the server is asked who wrote since a visit", () => {
  const page = { pairId: "pair-1", point: { epoch: 3, seq: 9 } };
  const answers = (status: number, body: unknown) => {
    const asked: string[] = [];
    const fetch = (path: string) => {
      asked.push(path);
      return Promise.resolve(Response.json(body, { status }));
    };
    return { fetch, asked };
  };

  test("from what that visit showed", async () => {
    const { fetch, asked } = answers(200, { by: ["b"] });
    expect(await askWritersSince(fetch, page, { epoch: 3, seq: 5 })).toEqual(["b"]);
    expect(asked).toEqual(["/api/pairs/pair-1/versions/5/writers-after"]);
  });

  test.each([
    ["of an older version of the app", undefined],
    ["that never reached the server", { epoch: 0, seq: 0 }],
    ["from before the server was restored", { epoch: 2, seq: 5 }],
  ])("but not of a visit %s", async (_which, visit) => {
    const { fetch, asked } = answers(200, { by: ["b"] });
    expect(await askWritersSince(fetch, page, visit)).toBeNull();
    expect(asked).toEqual([]);
  });

  test("and where it cannot say, refuses or is away, it is not known", async () => {
    const visit = { epoch: 3, seq: 5 };
    expect(await askWritersSince(answers(200, { by: null }).fetch, page, visit)).toBeNull();
    expect(await askWritersSince(answers(404, {}).fetch, page, visit)).toBeNull();
    expect(await askWritersSince(() => Promise.reject(new TypeError("offline")), page, visit)).toBeNull();
  });
});
