import { MEMBERS, type Member, type MemberId } from "@candor/core/person/member.ts";
import { readPage } from "@candor/document/page/read-page.ts";
import { ownUndo } from "@candor/document/undo.ts";
import { computed, signal } from "@preact/signals";
import { expect, test } from "vitest";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { MOST_PAGES, MyPages } from "./my-pages.ts";

const PEOPLE = Object.fromEntries(MEMBERS.map((id) => [id, { id, name: id, role: "peer", joined: true }])) as Record<
  MemberId,
  Member
>;

function shelf() {
  const open: string[] = [];
  const reading: string[] = [];
  const waiting = new Map<string, () => void>();
  let most = 0;
  const parts = {
    open: (pairId: string) => {
      open.push(pairId);
      reading.push(pairId);
      most = Math.max(most, open.length);
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.set(pairId, resolve);
      return { ...handleOf(pairId), loaded: promise.then(() => void reading.splice(reading.indexOf(pairId), 1)) };
    },
    release: (pairId: string) => {
      open.splice(open.indexOf(pairId), 1);
    },
    people: () => signal(PEOPLE),
  };
  return { parts, open, reading, waiting, most: () => most };
}

function handleOf(pairId: string) {
  const doc = new Y.Doc();
  const awareness = new Awareness(doc);
  awareness.destroy(); // its clock would keep the test alive
  return {
    ...{ pairId, doc, awareness, undo: ownUndo(doc), page: computed(() => readPage(doc)), member: "a" as const },
    editor: () => ({ member: "a" as const, now: "2026-11-24T10:00:00Z", newId: () => "x" }),
    ...{ sync: signal({ type: "saved" } as const), access: signal({ type: "write" } as const) },
    ...{ presence: signal([]), state: signal("ready" as const), asides: signal([]) },
    ...{
      isCurrent: signal(true),
      isStuck: signal(false),
      successor: signal(null),
      ownKept: Promise.resolve(),
      point: null,
    },
  };
}

const idsOf = (pages: MyPages) => pages.pages.peek().map(({ pairId }) => pairId);
const turns = async () => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

test("pages are opened one after another, and the list is whole only once all of them are read", async () => {
  const { parts, open, waiting } = shelf();
  const pages = new MyPages(parts);
  expect(pages.isRead.peek()).toBe(false);
  void pages.show(["sam", "mia"]);
  await turns();
  expect(open).toEqual(["sam"]);
  waiting.get("sam")?.();
  await turns();
  expect(open).toEqual(["sam", "mia"]);
  expect(idsOf(pages)).toEqual(["sam"]);
  expect(pages.isRead.peek()).toBe(false);
  waiting.get("mia")?.();
  await turns();
  expect(idsOf(pages)).toEqual(["sam", "mia"]);
  expect(pages.isRead.peek()).toBe(true);
});

test("whatever was opened is given back once, also what was still being read when the list went", async () => {
  const { parts, open, waiting } = shelf();
  const pages = new MyPages(parts);
  void pages.show(["sam", "mia"]);
  await turns();
  waiting.get("sam")?.();
  await turns();
  pages.close();
  waiting.get("mia")?.();
  await turns();
  expect(open).toEqual([]);
  expect(idsOf(pages)).toEqual([]);
});

test("with another selection the pages that stay are not opened anew, and the others are given back", async () => {
  const { parts, open, waiting } = shelf();
  const pages = new MyPages(parts);
  const show = async (...ids: string[]) => {
    const shown = pages.show(ids);
    for (const id of ids) {
      await turns();
      waiting.get(id)?.();
    }
    await shown;
  };
  await show("sam", "mia");
  const kept = pages.pages.peek()[1];
  await show("mia", "lee");
  expect(open).toEqual(["mia", "lee"]);
  expect(pages.pages.peek()[0]).toBe(kept);
});

test("never are more than thirty open at once", async () => {
  const { parts, waiting, most } = shelf();
  const pages = new MyPages(parts);
  const all = Array.from({ length: MOST_PAGES + 5 }, (_, index) => `pair-${index}`);
  for (const ids of [all, all.slice(5)]) {
    const shown = pages.show(ids);
    for (const id of ids) {
      await turns();
      waiting.get(id)?.();
    }
    await shown;
    expect(pages.isRead.peek()).toBe(true);
  }
  expect(most()).toBe(MOST_PAGES);
});
