import { decodeClientMessage, encodeClientMessage } from "@candor/protocol/sync/messages.ts";
import { checkUpdate } from "@candor/server/src/sync/gate/check-update.ts";
import * as Y from "yjs";
import { numbersFrom } from "./sync/arguments.ts";
import { figure, printTable } from "./sync/print-table.ts";

// How long the longest of a hundred thousand hostile inputs occupies the thread that serves everybody, and what an
// honest keystroke costs at the gate. The longest is CPU time of
// the thread, so that what else runs on the machine does not count.

const LIMIT_MS = 100;
const MARK = new TextEncoder().encode('{"a":[1,2]}');
const [inputs = 0, seed = 0] = Object.values(numbersFrom({ inputs: [100_000], seed: [1] })).map(([value]) => value);

const random = randomFrom(seed);
const honest = honestUpdates();
const rows = [
  measure("frames", () => damaged(frameOf(honest.update))),
  measure("updates, a few bytes changed", () => damaged(honest.update)),
  measure("updates, counts and lengths forged", () => forged(honest.update)),
  measure("updates as large as a push may be", () => large()),
];
printTable(
  ["inputs", "of them refused", "p50 µs", "p99 µs", "longest CPU ms"],
  rows.map(({ cells }) => cells),
);
const keystroke = timeKeystroke();
console.log(`\nAn honest keystroke at the gate: ${figure(keystroke)} µs.`);
const longest = Math.max(...rows.map((row) => row.longest));
console.log(
  `Goal: none over ${LIMIT_MS} ms, longest ${figure(longest)} ms: ${longest <= LIMIT_MS ? "met" : "NOT met"}.`,
);
process.exitCode = longest <= LIMIT_MS ? 0 : 1;

function measure(name: string, make: () => Uint8Array): { cells: (string | number)[]; longest: number } {
  const isLarge = name.includes("large");
  const count = Math.ceil(isLarge ? inputs / 100 : inputs / 3);
  const times = new Float64Array(count);
  let refused = 0;
  let longest = 0;
  for (let index = 0; index < count; index += 1) {
    const input = make();
    const before = { at: performance.now(), cpu: process.threadCpuUsage() };
    if (!answer(input, name === "frames")) refused += 1;
    const { user, system } = process.threadCpuUsage(before.cpu);
    times[index] = performance.now() - before.at;
    longest = Math.max(longest, (user + system) / 1000);
  }
  times.sort();
  const at = (share: number) => (times[Math.floor(count * share)] ?? 0) * 1000;
  return { cells: [`${figure(count)} ${name}`, refused, at(0.5), at(0.99), longest], longest };
}

function answer(input: Uint8Array, isFrame: boolean): boolean {
  if (!isFrame) return checkUpdate(input, honest.known, honest.clientId).type === "accepted";
  try {
    const message = decodeClientMessage(input);
    return message.type === "push" && checkUpdate(message.update, honest.known, honest.clientId).type === "accepted";
  } catch {
    return false;
  }
}

function frameOf(update: Uint8Array): Uint8Array {
  return encodeClientMessage({
    type: "push",
    channel: 1,
    session: "0b4c9d1e-6f0a-4a6e-9a51-0d5b5f2f3c11",
    cseq: 7,
    update,
  });
}

function damaged(bytes: Uint8Array): Uint8Array {
  const copy = bytes.slice();
  for (let change = 0; change <= random(4); change += 1) copy[random(copy.length)] = random(256);
  return copy;
}

/** Numbers that promise what is not there, where counts and lengths tend to stand. */
function forged(bytes: Uint8Array): Uint8Array {
  const at = random(bytes.length);
  const huge = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, random(2) ? 0x0f : 0x01].slice(random(6));
  return Uint8Array.from([...bytes.subarray(0, at), ...huge, ...bytes.subarray(at + random(3))]);
}

/** 256 KiB of the kind of item that costs the gate most, chosen anew each time. */
function large(): Uint8Array {
  const bytes = new Uint8Array(262_144);
  const head = [1, 0xff, 0xff, 0x03, ...varuint(honest.clientId), ...varuint(honest.known.get(honest.clientId) ?? 0)];
  const kinds = [
    [0x84, ...varuint(honest.clientId), 0, 1, 0x61],
    [0x86, ...varuint(honest.clientId), 0, 1, 0x61, MARK.length, ...MARK],
    [0x88, ...varuint(honest.clientId), 0, 1, 118, 1, 1, 0x61, 117, 2, 120, 121],
    [0xc7, ...varuint(honest.clientId), 0, ...varuint(honest.clientId), 0, 3, 1, 0x70],
  ];
  const kind = kinds[random(kinds.length)] ?? [];
  bytes.set(head);
  for (let at = head.length; at + kind.length < bytes.length; at += kind.length) bytes.set(kind, at);
  return bytes;
}

function timeKeystroke(): number {
  const { update, known, clientId } = honest.keystroke;
  const rounds = 200_000;
  for (let round = 0; round < rounds; round += 1) checkUpdate(update, known, clientId);
  const before = performance.now();
  for (let round = 0; round < rounds; round += 1) checkUpdate(update, known, clientId);
  return ((performance.now() - before) / rounds) * 1000;
}

type Honest = { update: Uint8Array; known: Map<number, number>; clientId: number };

function honestUpdates(): Honest & { keystroke: Honest } {
  const doc = new Y.Doc();
  doc.clientID = 3_000_000_000;
  const text = new Y.XmlText("Budget");
  const paragraph = new Y.XmlElement("paragraph");
  paragraph.insert(0, [text]);
  doc.getXmlFragment("welcome").insert(0, [paragraph]);
  const change = (act: () => void): Honest => {
    const before = Y.encodeStateVector(doc);
    act();
    return { update: Y.encodeStateAsUpdate(doc, before), known: Y.decodeStateVector(before), clientId: doc.clientID };
  };
  const keystroke = change(() => text.insert(3, "x"));
  const rich = change(() => {
    const topic = new Y.Map<unknown>([
      ["title", new Y.Text("Hiring 🙂")],
      ["rank", "a0"],
      ["carried", 2],
      ["tags", { a: [1, null] }],
    ]);
    doc.getMap("topics").set("t1", topic);
    text.format(0, 4, { link: { href: "https://example.org" } });
    text.delete(1, 2);
  });
  return { ...rich, keystroke };
}

function varuint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push(128 | (rest % 128));
  return [...bytes, rest];
}

/** mulberry32: the same inputs for the same seed. */
function randomFrom(start: number): (below: number) => number {
  let state = start >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
