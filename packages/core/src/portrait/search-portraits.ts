import { foldText } from "../fold-text.ts";
import { marksOf } from "../theme/marks-of.ts";
import { stemWord } from "../theme/stem-word.ts";
import type { Part } from "./portrait.ts";

/** Something somebody told about themselves, in a portrait or under a question of a 1:1. */
export type PortraitText = { person: string; part: Part; text: string; at: string };

/** Why a text matches: the word that was asked for, and the word in the text that is it or means the same subject. */
export type MatchReason = { asked: string; said: string; how: "same_word" | "same_subject" };

export type PortraitMatch = {
  text: PortraitText;
  because: MatchReason[];
  /** the question named this part: what somebody wants to learn, is tired of, … */
  isWantedPart: boolean;
};

/** What a question is about, beside its subject. Words that only say this are no subject. */
const INTENTS: readonly { parts: readonly Part[]; not: readonly Part[]; words: string }[] = [
  {
    parts: ["learn"],
    not: ["drains"],
    words: "learn learning grow growth develop curious study training lernen weiterbildung",
  },
  {
    parts: ["drains", "concerns"],
    not: ["excites", "energy"],
    words:
      "tired sick fed hate hates dislike dislikes bored drain drains drained annoyed frustrated frustrates unhappy demotivates avoid müde genervt satt",
  },
  {
    parts: ["excites", "energy"],
    not: ["drains", "concerns"],
    words:
      "excited excites enjoy enjoys love loves like likes motivates motivated fun energy keen freut begeistert mag",
  },
  { parts: ["concerns"], not: ["excites", "energy"], words: "worried worries worry concern concerned afraid sorgen" },
  { parts: ["recognition"], not: [], words: "recognition recognised praise praised thanked credit anerkennung lob" },
  { parts: ["feedback"], not: [], words: "feedback criticism rückmeldung" },
];
const MOST_READ = 4_000; // characters of a text; a portrait's parts are shorter

/**
 * Who said something of what is asked for in plain words, best first: the same word before the same subject, the part
 * that the question is about before others. What says the opposite ("who is tired of X", to one who loves it) is no match.
 *
 * @returns none where the question has no word that says anything.
 */
export function searchPortraits(question: string, texts: readonly PortraitText[]): PortraitMatch[] {
  const { subject, parts, not } = readQuestion(question);
  const asked = [...marksOf(subject)];
  const matches = texts.flatMap((text): (PortraitMatch & { score: number })[] => {
    if (not.has(text.part) || text.text.trim() === "") return [];
    const isWantedPart = parts.has(text.part);
    const said = marksOf(text.text.slice(0, MOST_READ));
    const because = asked.flatMap(([mark, word]): MatchReason[] => {
      const found = said.get(mark);
      return found === undefined
        ? []
        : [{ asked: word, said: found, how: mark.startsWith("#") ? "same_subject" : "same_word" }];
    });
    const told = because.filter(
      ({ asked: word, how }) =>
        how === "same_word" || !because.some((other) => other.asked === word && other.how === "same_word"),
    );
    // "Who wants to learn something?" asks for a part alone.
    if (told.length === 0 && !(asked.length === 0 && isWantedPart)) return [];
    const words = told.reduce((sum, { how }) => sum + (how === "same_word" ? 3 : 1), 0);
    return [{ text, because: told, isWantedPart, score: words + (isWantedPart ? 2 : 0) }];
  });
  return matches
    .sort((one, other) => other.score - one.score || (one.text.at > other.text.at ? -1 : 1))
    .map(({ score: _, ...match }) => match);
}

function readQuestion(question: string): { subject: string; parts: ReadonlySet<Part>; not: ReadonlySet<Part> } {
  const parts = new Set<Part>();
  const not = new Set<Part>();
  const subject = question.replace(/[\p{L}\p{N}]+/gu, (word) => {
    const intent = intentOf.get(stemWord(foldText(word)));
    if (!intent) return word;
    for (const part of intent.parts) parts.add(part);
    for (const part of intent.not) not.add(part);
    return " ";
  });
  for (const part of parts) not.delete(part);
  return { subject, parts, not };
}

const intentOf = new Map(
  INTENTS.flatMap((intent) => intent.words.split(" ").map((word) => [stemWord(foldText(word)), intent] as const)),
);
