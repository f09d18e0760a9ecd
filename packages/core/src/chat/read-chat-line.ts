import { type CaptureContext, type CapturePerson, parseCapture, peopleMatching } from "../capture/parse-capture.ts";
import { foldText } from "../fold-text.ts";
import type { ChatMention } from "./chat-ask.ts";

export type ChatLine = {
  /** empty: nothing is said */
  text: string;
  /** null: nobody was named, or nobody is called that, or several */
  person: CapturePerson | null;
  /** what they were called where that told nobody */
  called: string | null;
  due: string | null;
  theme: string | null;
};

/**
 * Reads what was typed in a chat as quick capture does, `@sam growth plan !fri #career`. Whoever begins with a name that is
 * nobody's meant it as a name, so it is no part of the words.
 *
 * @param mention whom the chat itself set a name for; it is not in the line.
 */
export function readChatLine(line: string, mention: ChatMention | null, context: CaptureContext): ChatLine {
  if (mention !== null) {
    const { text, due, theme } = parseCapture(line, { ...context, people: [] });
    const person = onlyOne(mention.name, context.people);
    return { text, person, called: person || mention.name === "" ? null : mention.name, due, theme };
  }
  const read = parseCapture(line, context);
  const first = read.person === null ? /^[@+](\p{L}[\p{L}\p{N}._-]*)[,:]?(?:\s+|$)/u.exec(read.text) : null;
  if (!first) {
    const text = read.person === null ? read.text : read.text.replace(/^[,:]\s*/, ""); // "@sam, growth plan"
    return { ...withoutParts(read), text, called: null };
  }
  const [whole, called = ""] = first;
  const person = onlyOne(called, context.people);
  return {
    ...withoutParts(read),
    ...{ text: read.text.slice(whole.length), person, called: person ? null : called },
  };
}

function withoutParts({ text, person, due, theme }: ReturnType<typeof parseCapture>): Omit<ChatLine, "called"> {
  return { text, person, due, theme };
}

/** Chats call people "ana.lopez" or "ana_lopez" where we know Ana López. */
function onlyOne(called: string, people: readonly CapturePerson[]): CapturePerson | null {
  const joined = (name: string) => foldText(name).replace(/[^\p{L}\p{N}]+/gu, "");
  if (joined(called) === "") return null;
  const exact = people.filter(({ name }) => joined(name) === joined(called));
  const found = exact.length > 0 ? exact : peopleMatching(called.split(/[^\p{L}\p{N}]+/u).join(" "), people);
  const [one, another] = found;
  return one && !another ? one : null;
}
