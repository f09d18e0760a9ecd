import { readFileSync } from "node:fs";
import { create, type Font } from "fontkit";

/** Stands where no font has the letter; ours have it. */
const MISSING = "□";

/** A run of letters that one font can draw. */
export type DrawnRun = { text: string; font: string };

export type Letters = {
  /** By fonts in the order in which they are asked; what none has becomes □ and is counted. */
  split(text: string, families: readonly string[]): DrawnRun[];
  /** how many letters no font had */
  missing(): number;
};

/** Which font has which letter. Each is read once it is asked for the first time: most texts need but one. */
export function createLetters(paths: ReadonlyMap<string, string>): Letters {
  const opened = new Map<string, Font>();
  const known = new Map<string, boolean>();
  let missing = 0;

  const has = (family: string, codePoint: number): boolean => {
    const key = `${family} ${codePoint}`;
    let answer = known.get(key);
    if (answer === undefined) {
      let font = opened.get(family);
      if (font === undefined) {
        font = create(readFileSync(paths.get(family) ?? "")) as Font;
        opened.set(family, font);
      }
      answer = font.hasGlyphForCodePoint(codePoint);
      known.set(key, answer);
    }
    return answer;
  };

  return {
    split(text, families) {
      const runs: DrawnRun[] = [];
      const [usual = ""] = families;
      for (const letter of text) {
        const codePoint = letter.codePointAt(0) ?? 0;
        const isMark = DRAWN_WITH_ITS_LETTER.test(letter);
        const last = runs.at(-1);
        let font = isMark && last ? last.font : families.find((family) => has(family, codePoint));
        let drawn = isMark && last && !has(last.font, codePoint) ? "" : letter;
        if (WHITE_SPACE.test(letter)) font = last?.font ?? usual;
        if (font === undefined) {
          missing += 1;
          [font, drawn] = [usual, MISSING];
        }
        if (last?.font === font) last.text += drawn;
        else runs.push({ text: drawn, font });
      }
      return runs;
    },
    missing: () => missing,
  };
}

const DRAWN_WITH_ITS_LETTER = /\p{M}|\u200d|[\ufe00-\ufe0f]/u;
const WHITE_SPACE = /\s|\u200b/;
