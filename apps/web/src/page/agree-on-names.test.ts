import type { Member, MemberId } from "@candor/core/person/member.ts";
import { signal } from "@preact/signals";
import { expect, test } from "vitest";
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import { agreeOnNames } from "./agree-on-names.ts";

function peopleNamed(a: string, b: string): Record<MemberId, Member> {
  const both = { role: "peer", joined: true } as const;
  return { a: { id: "a", name: a, ...both }, b: { id: "b", name: b, ...both } };
}

/** Somebody on the page: what their device knows, and how often it has asked the server. */
function somebody(a: string, b: string) {
  const awareness = new Awareness(new Y.Doc());
  const people = signal(peopleNamed(a, b));
  const one = { awareness, people, asked: 0 };
  agreeOnNames({
    awareness,
    people,
    refresh: () => {
      one.asked += 1;
    },
  });
  return one;
}

type Somebody = ReturnType<typeof somebody>;

function hears(one: Somebody, from: Somebody): void {
  applyAwarenessUpdate(one.awareness, encodeAwarenessUpdate(from.awareness, [from.awareness.clientID]), "server");
}

test("whoever hears of a name that they do not know asks the server, and once for each name", () => {
  const [ana, ben] = [somebody("Ana", "Ben"), somebody("Ana", "Ben")];
  hears(ben, ana);
  expect(ben.asked).toBe(0);
  ana.people.value = peopleNamed("Anna", "Ben");
  for (const caret of [1, 2, 3]) {
    ana.awareness.setLocalStateField("cursor", caret);
    hears(ben, ana);
  }
  expect(ben.asked).toBe(1);
});

test("a name that either gave the other is heard, too", () => {
  const [ana, ben] = [somebody("Ana", "Ben"), somebody("Ana", "Ben")];
  ana.people.value = peopleNamed("Ana", "Benjamin");
  hears(ben, ana);
  expect(ben.asked).toBe(1);
});

test("while nobody is known nothing is told, so that nobody is asked for it", () => {
  const [ana, ben] = [somebody("", ""), somebody("Ana", "Ben")];
  hears(ben, ana);
  expect(ben.asked).toBe(0);
});
