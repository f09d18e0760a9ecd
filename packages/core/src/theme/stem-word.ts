const ENDINGS: readonly { ending: string; becomes: string; leaves: number }[] = [
  { ending: "ies", becomes: "y", leaves: 3 },
  { ending: "ied", becomes: "y", leaves: 3 },
  { ending: "ern", becomes: "", leaves: 5 },
  { ending: "ing", becomes: "", leaves: 4 },
  { ending: "er", becomes: "", leaves: 5 },
  { ending: "en", becomes: "", leaves: 4 },
  { ending: "em", becomes: "", leaves: 4 },
  { ending: "es", becomes: "", leaves: 4 },
  { ending: "et", becomes: "", leaves: 4 },
  { ending: "ed", becomes: "", leaves: 3 },
  { ending: "s", becomes: "", leaves: 3 },
  { ending: "e", becomes: "", leaves: 3 },
];
const MAX_PASSES = 2; // "meetings" loses its s and its ing

/**
 * The part that the forms of a word have in common, in English and in German, as far as endings show it. It takes off
 * inflections and no more: what makes another word of a word ("sicher", "Sicherheit") stays. What comes out is no word to show.
 *
 * @param word folded, without accents
 */
export function stemWord(word: string): string {
  let stem = word.replaceAll("ß", "ss");
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const rule = ENDINGS.find(({ ending, leaves }) => stem.length - ending.length >= leaves && stem.endsWith(ending));
    if (!rule || stem.endsWith("ss")) break;
    stem = stem.slice(0, stem.length - rule.ending.length) + rule.becomes;
  }
  return stem.length > 4 && stem.at(-1) === stem.at(-2) ? stem.slice(0, -1) : stem; // "stopped" is a form of "stop"
}
