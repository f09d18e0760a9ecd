import { type Id, isId } from "../id.ts";

/** A question of the bank, or somebody's own words: what is not in the bank cannot be looked up by the other. */
export type IceBreaker = { type: "question"; id: Id } | { type: "words"; words: string };

// One value and not two, so that two people who draw and type at once never get the one's id beside the other's words.
const QUESTION = "question:";

export function readIceBreaker(value: string | null): IceBreaker | null {
  if (value === null || value.trim() === "") return null;
  const id = value.startsWith(QUESTION) ? value.slice(QUESTION.length) : null;
  return isId(id) ? { type: "question", id } : { type: "words", words: value };
}

export function writeIceBreaker(iceBreaker: IceBreaker): string {
  return iceBreaker.type === "question" ? QUESTION + iceBreaker.id : iceBreaker.words;
}
