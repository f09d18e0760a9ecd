import { type ReadonlySignal, signal } from "@preact/signals";
import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import type { PageHandle } from "../offline/page-handle.ts";

/** The texts that the other person's caret is in just now, with who they say they are. */
export type Writers = ReadonlyMap<Y.XmlFragment, Writer>;
/** `block`: which of the text's the caret is in, counted from 0 */
type Writer = { member: unknown; name: string; block: number };

const known = new WeakMap<Awareness, ReadonlySignal<Writers>>();

/** One list a page, however many texts look at it. */
export function writersElsewhere({ awareness, doc, member }: PageHandle): ReadonlySignal<Writers> {
  const present = known.get(awareness);
  if (present) return present;
  const writers = signal<Writers>(new Map());
  const read = () => {
    const next = readWriters(awareness, doc, member);
    if (!same(next, writers.peek())) writers.value = next;
  };
  awareness.on("change", read); // for as long as the page is open: both go together
  known.set(awareness, writers);
  read();
  return writers;
}

function readWriters(awareness: Awareness, doc: Y.Doc, member: string): Map<Y.XmlFragment, Writer> {
  const writers = new Map<Y.XmlFragment, Writer>();
  for (const [clientId, { cursor, user }] of awareness.getStates()) {
    if (clientId === awareness.clientID || !cursor || typeof user?.name !== "string" || user.member === member)
      continue;
    const place = placeAt(cursor, doc);
    if (place) writers.set(place.fragment, { member: user.member, name: user.name, block: place.block });
  }
  return writers;
}

function placeAt(cursor: { head?: unknown }, doc: Y.Doc): { fragment: Y.XmlFragment; block: number } | null {
  try {
    const position = Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(cursor.head), doc);
    let outermost: { fragment: Y.XmlFragment; block: number } | null = null;
    let below = null as Y.XmlElement | Y.XmlText | null;
    for (let type: unknown = position?.type; type instanceof Y.AbstractType; type = type.parent) {
      if (type instanceof Y.XmlFragment)
        outermost = { fragment: type, block: below ? type.toArray().indexOf(below) : 0 };
      below = type as Y.XmlElement | Y.XmlText;
    }
    return outermost;
  } catch {
    return null; // a caret of no sense, or one in text that this device has not got yet
  }
}

function same(one: Writers, other: Writers): boolean {
  return (
    one.size === other.size &&
    [...one].every(([fragment, { member, name, block }]) => {
      const there = other.get(fragment);
      return there !== undefined && there.member === member && there.name === name && there.block === block;
    })
  );
}
