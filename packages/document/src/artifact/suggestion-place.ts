import * as Y from "yjs";
import { layGroundwork } from "../edit.ts";
import { wellFormed } from "../text.ts";
import { artifactBody } from "./artifact-roots.ts";

/** Other words for some within one text, by letters and not by numbers, so that it moves along with what is written. */
export type SuggestedChange = {
  /** JSON of a relative position of Yjs; of an insertion both are the same */
  start: string;
  end: string;
  /** the words as whoever made it saw them; "": something is put in between */
  quote: string;
  /** the words instead; "": they go */
  text: string;
};

/** "changed": the words there are not those any more, or are gone; nobody guesses where it belongs then */
export type SuggestionPlace = { type: "stands"; text: Y.XmlText; from: number; to: number } | { type: "changed" };

const TO_THE_LEFT = -1;

/** What a change of a stretch of one shared text is called; `from` and `to` in UTF-16 units, half open. */
export function suggestChange(text: Y.XmlText, from: number, to: number, words: string): SuggestedChange {
  const isInsertion = from === to;
  const left = Y.createRelativePositionFromTypeIndex(text, to, TO_THE_LEFT);
  // What is put in hangs on to the letter before it, as a caret does, and at the very start to the one behind.
  const start = isInsertion && from > 0 ? left : Y.createRelativePositionFromTypeIndex(text, from);
  const end = isInsertion ? start : left;
  return { start: toJson(start), end: toJson(end), quote: wordsOf(text).slice(from, to), text: words };
}

export function findSuggestion(doc: Y.Doc, { start, end, quote }: SuggestedChange): SuggestionPlace {
  const [from, to] = [placeOf(doc, start), placeOf(doc, end)];
  if (from === null || to === null || from.type !== to.type || from.index > to.index) return { type: "changed" };
  if (!isInBody(doc, from.type) || wordsOf(from.type).slice(from.index, to.index) !== quote) return { type: "changed" };
  return { type: "stands", text: from.type, from: from.index, to: to.index };
}

/** @returns whether it was done: all of it, or nothing. */
export function applySuggestion(doc: Y.Doc, change: SuggestedChange): boolean {
  return layGroundwork(doc, () => {
    const place = findSuggestion(doc, change);
    if (place.type === "changed") return false;
    const { text, from, to } = place;
    const words = wellFormed(change.text);
    if (words !== "") text.insert(from, words, lookOf(text, from, to));
    if (to > from) text.delete(from + words.length, to - from);
    return true;
  });
}

function toJson(position: Y.RelativePosition): string {
  return JSON.stringify(Y.relativePositionToJSON(position));
}

/** @returns null where the letter is gone, or there is no sense in it: it comes from whoever suggests. */
function placeOf(doc: Y.Doc, json: string): { type: Y.XmlText; index: number } | null {
  try {
    const position = Y.createRelativePositionFromJSON(JSON.parse(json));
    if (position.item !== null && !stands(doc, position.item)) return null;
    // Not where what was deleted came back under another name: this is known to the tab that undid it alone.
    const place = Y.createAbsolutePositionFromRelativePosition(position, doc, false);
    return place?.type instanceof Y.XmlText ? { type: place.type, index: place.index } : null;
  } catch {
    return null;
  }
}

function stands({ store }: Y.Doc, id: Y.ID): boolean {
  if (Y.getState(store, id.client) <= id.clock) return false;
  const item = Y.getItem(store, id);
  return item instanceof Y.Item && !item.deleted;
}

function isInBody(doc: Y.Doc, text: Y.XmlText): boolean {
  const body = artifactBody(doc);
  let type: unknown = text;
  while (type instanceof Y.AbstractType) {
    if (type === body) return true;
    if (type._item?.deleted !== false) return false;
    type = type.parent;
  }
  return false;
}

type Run = { insert: unknown; attributes?: Record<string, unknown> };

function runsOf(text: Y.XmlText): { words: string; look: Record<string, unknown> }[] {
  // whatever is no letter takes one place
  return (text.toDelta() as Run[]).map(({ insert, attributes = {} }) => ({
    words: typeof insert === "string" ? insert : "\ufffc",
    look: attributes,
  }));
}

function wordsOf(text: Y.XmlText): string {
  return runsOf(text)
    .map(({ words }) => words)
    .join("");
}

/** New words look as those that they replace, or as those before them; a link is what it was only as long as all of it is. */
function lookOf(text: Y.XmlText, from: number, to: number): Record<string, unknown> {
  let end = 0;
  const at = to > from ? from + 1 : from;
  for (const { words, look } of runsOf(text)) {
    end += words.length;
    if (end < at) continue;
    const { link, ...rest } = look;
    return link !== undefined && to > from && to <= end ? look : rest;
  }
  return {};
}
