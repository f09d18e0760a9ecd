import type { ImportPreview, ImportUndone, PeopleImport } from "@candor/protocol/http/people-import.ts";
import type { WorkspacePeople } from "@candor/protocol/http/workspace.ts";
import { describe, expect, test } from "vitest";
import { describeEachEngine } from "../../database/testing/describe-each-engine.ts";
import { problemOf, shareDatabase, type Visitor } from "../../people/testing/open-app.ts";
import { openWorkspace } from "../testing/open-workspace.ts";
import { readCsv } from "./read-csv.ts";

describe("reading a file of people", () => {
  const read = async (text: string) => {
    const result = await readCsv(text);
    return result.type === "records" ? result.records.map(({ line, cells }) => [line, ...cells]) : result;
  };
  const ROWS = [
    [1, "name", "email"],
    [2, "Ben, Ng", "ben@example.org"],
  ];

  test.each([
    ["commas", 'name,email\n"Ben, Ng",ben@example.org\n'],
    ["semicolons", "name;email\nBen, Ng;ben@example.org\n"],
    ["tabs", "name\temail\nBen, Ng\tben@example.org\n"],
    ["a byte-order mark and Windows' line ends", '\uFEFFname,email\r\n"Ben, Ng",ben@example.org\r\n'],
    ["old line ends", 'name,email\r"Ben, Ng",ben@example.org'],
    ["a separator within a quoted header", '"name";"email"\nBen, Ng;ben@example.org'],
  ])("takes %s", async (_what, text) => {
    expect(await read(text)).toEqual(ROWS);
  });

  test("a line break in quotes stays within its cell, and rows know their lines", async () => {
    expect(await read('name,title\n"Ben\nNg",Engineer\n\nCleo,"Lead, ""Ops"""\n')).toEqual([
      [1, "name", "title"],
      [2, "Ben\nNg", "Engineer"],
      [5, "Cleo", 'Lead, "Ops"'],
    ]);
  });

  test("a quote that is never closed is told with its line", async () => {
    expect(await readCsv('name,title\nBen,"Engineer\nCleo,Lead')).toMatchObject({ type: "unreadable" });
  });

  test("too many rows are told so", async () => {
    expect(await readCsv(`name\n${"Kim\n".repeat(10_001)}`)).toEqual({ type: "too_many_rows", most: 10_000 });
  });
});

describeEachEngine("importing people", (engine) => {
  const shared = shareDatabase(engine);

  async function open() {
    const world = await openWorkspace(shared());
    const { base, olga } = world;
    const preview = async (csv: string, by: Visitor = olga) =>
      (await by.post(`${base}/imports/preview`, { csv })).body as Extract<ImportPreview, { type: "preview" }>;
    const importAll = async (csv: string) => {
      const { digest } = await preview(csv);
      const { status, body } = await olga.post(`${base}/imports`, { csv, digest });
      if (status !== 201) throw new Error(JSON.stringify(body));
      return (body as { id: string }).id;
    };
    const undo = async (id: string) => (await olga.post(`${base}/imports/${id}/undo`)).body as ImportUndone;
    /** Everybody but for Olga, and who manages whom, by name. */
    const state = async () => {
      const { people, edges } = (await olga.get(`${base}/people`)).body as WorkspacePeople;
      const nameOf = (id: string) => people.find((person) => person.id === id)?.name;
      return {
        people: people
          .filter(({ name }) => name !== "Olga")
          .map(({ name, email, title }) => [name, email, title].join()),
        edges: edges.map(({ report, manager, since, until }) =>
          [nameOf(report), nameOf(manager), since, until ?? ""].join(" "),
        ),
      };
    };
    return { ...world, preview, importAll, undo, state };
  }
  const FILE = [
    "Name;E-Mail;Title;Reports to;Since",
    "Ana;Ana@Example.org;Lead;;",
    "Ben;ben@example.org;Engineer;ana@example.org;2026-01-05",
    "Ben II;BEN@example.org;Engineer;;",
    "Cleo;cleo at example;;Ana;",
    "Dan;dan@example.org;;Nobody;",
  ].join("\r\n");

  test("a preview tells every row and writes nothing", async () => {
    const { preview, state } = await open();
    const before = await state();
    const { rows, counts } = await preview(FILE);
    expect(rows.map(({ line, verdict, fault, notes }) => [line, verdict, fault?.why ?? notes[0]?.why])).toEqual([
      [2, "add", undefined],
      [3, "add", undefined],
      [4, "leave_out", "same_as_row"],
      [5, "leave_out", "bad_email"],
      [6, "add", "manager_unknown"],
    ]);
    expect(counts).toEqual({ added: 3, changed: 0, same: 0, leftOut: 2, managers: 1 });
    expect(await state()).toEqual(before);
  });

  test("an import does what its preview said, and undoing it takes it back", async () => {
    const { importAll, undo, state, olga, base } = await open();
    const before = await state();
    const id = await importAll(FILE);
    expect(await state()).toEqual({
      people: ["Ana,ana@example.org,Lead", "Ben,ben@example.org,Engineer", "Dan,dan@example.org,"],
      edges: ["Ben Ana 2026-01-05 "],
    });
    expect(await undo(id)).toEqual({ removed: 3, restored: 0, kept: [] });
    expect(await state()).toEqual(before);
    expect(await undo(id)).toEqual({ removed: 0, restored: 0, kept: [] });
    const [listed] = (await olga.get(`${base}/imports`)).body as PeopleImport[];
    expect(listed).toMatchObject({ id, by: "Olga", counts: { added: 3 }, undoneAt: expect.any(String) });
    await importAll(FILE); // and once more
    expect((await state()).people).toHaveLength(3);
  });

  test("the same file again changes nothing", async () => {
    const { importAll, preview } = await open();
    await importAll(FILE);
    const { counts } = await preview(FILE);
    expect(counts).toEqual({ added: 0, changed: 0, same: 3, leftOut: 2, managers: 0 });
  });

  test("what a file changed goes back to what it was, edges with their days", async () => {
    const { importAll, undo, state } = await open();
    await importAll(FILE);
    await importAll("name,email,manager,since\nDan,dan@example.org,ana@example.org,2026-02-01");
    const before = await state();
    const id = await importAll(
      [
        "name,email,title,manager,since",
        "Benjamin,ben@example.org,Chief,dan@example.org,2026-06-01",
        "Dan,dan@example.org,,,",
        "Eve,eve@example.org,,ben@example.org,",
      ].join("\n"),
    );
    expect((await state()).edges).toEqual([
      "Benjamin Ana 2026-01-05 2026-06-01",
      "Dan Ana 2026-02-01 ",
      "Benjamin Dan 2026-06-01 ",
      "Eve Benjamin 2026-11-24 ",
    ]);
    expect(await undo(id)).toEqual({ removed: 1, restored: 1, kept: [] });
    expect(await state()).toEqual(before);
  });

  test("what was changed since stays, and is told", async () => {
    const { importAll, undo, olga, base, invite, accept, person, peopleFor, setManager } = await open();
    const id = await importAll(FILE);
    const { people } = await peopleFor(olga);
    const [ana, ben, dan] = ["Ana", "Ben", "Dan"].map((name) => people.find((each) => each.name === name)!);
    await accept(await person(), await invite(ben!));
    await olga.patch(`${base}/people/${dan!.id}`, { title: "Writer" });
    await setManager(dan!.id, ana!.id, "2026-11-24");
    const undone = await undo(id);
    expect(undone.removed).toBe(0);
    expect(undone.kept.sort((one, other) => (one.name < other.name ? -1 : 1))).toEqual([
      { name: "Ana", why: "manages" },
      { name: "Ben", why: "joined" },
      { name: "Dan", why: "changed" },
    ]);
  });

  test("a file is imported as it was looked at, or not at all", async () => {
    const { preview, olga, base, add, state } = await open();
    const { digest } = await preview(FILE);
    await add("Ana", { email: "ana@example.org" });
    const before = await state();
    expect(problemOf(await olga.post(`${base}/imports`, { csv: FILE, digest }))).toBe("import_changed");
    expect(problemOf(await olga.post(`${base}/imports`, { csv: "", digest }))).toBe("import_changed");
    expect(await state()).toEqual(before);
  });

  test("two who import the same file at once add everybody once", async () => {
    const { preview, olga, base, state } = await open();
    const { digest } = await preview(FILE);
    const answers = await Promise.all([1, 2].map(() => olga.post(`${base}/imports`, { csv: FILE, digest })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect((await state()).people).toHaveLength(3);
  });

  test("an admin's file changes nothing of owners", async () => {
    const { join, preview, olga, base, workspace } = await open();
    const { visitor: ada } = await join("Ada", { role: "admin" });
    await olga.patch(`${base}/people/${workspace.me.person}`, { email: "olga@example.org" });
    const csv = "name,email\nMallory,olga@example.org";
    expect((await preview(csv, ada)).rows[0]?.fault?.why).toBe("runs_the_place");
    expect((await preview(csv)).rows[0]?.verdict).toBe("change");
  });

  test("five thousand people are imported and taken back", async () => {
    const { importAll, undo, peopleFor, olga } = await open();
    const rows = Array.from({ length: 5_000 }, (_, index) => {
      const manager = index === 0 ? "" : `p${Math.floor((index - 1) / 7)}@example.org`;
      return `Person ${index},p${index}@example.org,Engineer,Department ${index % 40},${manager}`;
    });
    const id = await importAll(["name,email,title,department,manager", ...rows].join("\n"));
    const { people, edges } = await peopleFor(olga);
    expect([people.length, edges.length]).toEqual([5_001, 4_999]);
    expect(await undo(id)).toEqual({ removed: 5_000, restored: 0, kept: [] });
    expect((await peopleFor(olga)).people).toHaveLength(1);
  });

  test("what is too large to be a file of people is not read", async () => {
    const { olga, base } = await open();
    expect((await olga.post(`${base}/imports/preview`, { csv: `name\n${"x".repeat(2_000_000)}` })).status).toBe(400);
    expect((await olga.post(`${base}/people`, { name: "x".repeat(20_000) })).status).toBe(413);
  });
});
