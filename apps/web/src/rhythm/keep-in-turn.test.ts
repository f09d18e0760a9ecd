import { describe, expect, test } from "vitest";
import { keepInTurn } from "./keep-in-turn.ts";

/** A server that keeps a text where what was there is what the writer says it was. */
function office(first: string | null) {
  let stands = first;
  const answers: (() => void)[] = [];
  const save = (_place: string, text: string, was: string | null) =>
    new Promise<boolean>((resolve) => {
      answers.push(() => {
        const isKept = was === stands;
        if (isKept) stands = text || null;
        resolve(isKept);
      });
    });
  return {
    save,
    answer: () => answers.shift()?.(),
    change: (text: string) => {
      stands = text;
    },
    stands: () => stands,
  };
}

describe("whoever saves", () => {
  test("again before the first has arrived is not told that somebody changed it", async () => {
    const server = office(null);
    const keep = keepInTurn(server.save);
    const [first, second] = [keep("learn", "Rust", null), keep("learn", "SQL", null)];
    server.answer();
    expect(await first).toBe(true);
    await Promise.resolve();
    server.answer();
    expect([await second, server.stands()]).toEqual([true, "SQL"]);
  });

  test("again takes nothing away that came from elsewhere meanwhile", async () => {
    const server = office("Go");
    const keep = keepInTurn(server.save);
    const [first, second] = [keep("learn", "Rust", "Go"), keep("learn", "SQL", "Go")];
    server.change("Zig");
    server.answer();
    expect(await first).toBe(false);
    await Promise.resolve();
    server.answer();
    expect([await second, server.stands()]).toEqual([false, "Zig"]);
  });

  test("later goes by what they see then", async () => {
    const server = office(null);
    const keep = keepInTurn(server.save);
    const first = keep("learn", "Rust", null);
    server.answer();
    await first;
    server.change("Zig");
    const later = keep("learn", "Zig and C", "Zig");
    server.answer();
    expect([await later, server.stands()]).toEqual([true, "Zig and C"]);
  });
});
