import type { Page } from "@candor/core/page/page.ts";
import type { Member, MemberId } from "@candor/core/person/member.ts";
import { addAction } from "@candor/document/action/add-action.ts";
import { ArrivedUpdate } from "@candor/document/edit.ts";
import { readPage } from "@candor/document/page/read-page.ts";
import { idOf, type Peer, peer, twoPeers } from "@candor/document/testing/two-peers.ts";
import { addTopic } from "@candor/document/topic/add-topic.ts";
import { setTopicState, setTopicTitle } from "@candor/document/topic/edit-topic.ts";
import { signal } from "@preact/signals";
import { beforeEach, expect, test, vi } from "vitest";
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import { followRemote } from "./follow-remote.ts";
import type { PageModel } from "./page-model.ts";

const told = vi.hoisted(() => [] as string[]);
vi.mock("../ui/announce.ts", () => ({ announceRemote: (text: string) => told.push(text) }));
vi.mock("../people/my-people.ts", () => ({ refreshPeople: () => Promise.resolve() }));

beforeEach(() => {
  told.length = 0;
});

function member(id: MemberId, name: string): Member {
  return { id, name, role: "peer", joined: true };
}

/** Ana's open page, as her screen reader follows it. */
function listening({ doc }: Peer) {
  const awareness = new Awareness(doc);
  const page = signal<Page>(readPage(doc));
  doc.on("afterTransaction", () => {
    page.value = readPage(doc);
  });
  const people = signal({ a: member("a", "Ana"), b: member("b", "Ben") });
  const handle = { doc, awareness, page, presence: signal([]), sync: signal({ type: "saved" }) };
  followRemote({ handle, people, me: "a", other: "b" } as unknown as PageModel);
  return awareness;
}

/** What the server tells of somebody who has the page open, and later of their leaving. */
function comes(awareness: Awareness, { doc }: Peer, member: MemberId): { leaves: () => void } {
  const theirs = new Awareness(doc);
  const tell = () => applyAwarenessUpdate(awareness, encodeAwarenessUpdate(theirs, [doc.clientID]), "server");
  theirs.setLocalState({ user: { member, name: "" } });
  tell();
  return {
    leaves: () => {
      theirs.setLocalState(null);
      tell();
    },
  };
}

function arrives(at: Peer, from: Peer, origin: "server" | "tab" = "server"): void {
  Y.applyUpdate(at.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(at.doc)), new ArrivedUpdate(origin));
}

/** Somebody else's device, or another of one's own, with all that stands on the page. */
function beside(whole: Peer, member: MemberId, clientId: number): Peer {
  const other = peer(member, clientId);
  let count = 0;
  other.editor.newId = () => `${member}-${clientId}-${++count}`;
  arrives(other, whole);
  return other;
}

test("what the other does is told by their name", () => {
  const [ana, ben] = twoPeers(["Budget"]);
  comes(listening(ana), ben, "b");
  setTopicTitle(ben.doc, idOf(ana, "Budget"), "Budget of 2027");
  arrives(ana, ben);
  expect(told).toEqual(["Ben edited “Budget of 2027”"]);
});

test("what I do on another device is never told of the other: I hear that I did it elsewhere", () => {
  const [ana] = twoPeers(["Budget"]);
  const phone = beside(ana, "a", 77);
  comes(listening(ana), phone, "a");
  setTopicState(phone.doc, phone.editor, idOf(ana, "Budget"), "discussed");
  addAction(phone.doc, phone.editor, { text: "Send the numbers", owner: "b", due: null });
  arrives(ana, phone);
  expect(told).toEqual([
    "You marked “Budget” discussed elsewhere",
    "You added the action “Send the numbers” elsewhere",
  ]);
});

test("what I do in another tab is mine, though nobody has said whose tab that is", () => {
  const [ana] = twoPeers(["Budget"]);
  const tab = beside(ana, "a", 78);
  listening(ana);
  setTopicTitle(tab.doc, idOf(ana, "Budget"), "Budgets");
  arrives(ana, tab, "tab");
  expect(told).toEqual(["You edited “Budgets” elsewhere"]);
});

test("a topic that came by mail, a chat or a program is told of whoever it is from", () => {
  const [ana] = twoPeers([]);
  listening(ana);
  const [mine, theirs] = [beside(ana, "a", 79), beside(ana, "b", 80)];
  addTopic(mine.doc, mine.editor, { title: "Travel", place: "hopper" });
  addTopic(theirs.doc, theirs.editor, { title: "Growth", place: "hopper" });
  arrives(ana, mine);
  arrives(ana, theirs);
  expect(told).toEqual(["You added “Travel” elsewhere", "Ben added “Growth”"]);
});

test("where nobody can know who it was, it is told without a name", () => {
  const [ana] = twoPeers(["Budget"]);
  const program = beside(ana, "a", 81);
  listening(ana);
  setTopicTitle(program.doc, idOf(ana, "Budget"), "Budgets");
  addAction(program.doc, program.editor, { text: "Send the numbers", owner: "a", due: null });
  arrives(ana, program);
  expect(told).toEqual(["“Budgets” was edited", "The action “Send the numbers” was added"]);
});

test("whoever wrote and left is still known by what comes late", () => {
  const [ana, ben] = twoPeers(["Budget"]);
  const { leaves } = comes(listening(ana), ben, "b");
  setTopicTitle(ben.doc, idOf(ana, "Budget"), "Budgets");
  leaves();
  arrives(ana, ben);
  expect(told).toEqual(["Ben edited “Budgets”"]);
});

test("of what both did, brought in one go, nobody is named", () => {
  const [ana, ben] = twoPeers(["Budget", "Hiring"]);
  const phone = beside(ana, "a", 82);
  const awareness = listening(ana);
  comes(awareness, ben, "b");
  comes(awareness, phone, "a");
  setTopicTitle(ben.doc, idOf(ana, "Budget"), "Budgets");
  setTopicTitle(phone.doc, idOf(ana, "Hiring"), "Hires");
  arrives(phone, ben);
  arrives(ana, phone);
  expect(told).toEqual(["“Budgets” was edited", "“Hires” was edited"]);
});
