const folded = new Map<string, string>(); // asking for the normal form of a letter costs more than all the rest

/**
 * Text as it is compared: lower case, without accents. As long as before, so that a place found in it is a place in the
 * original.
 */
export function foldText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII
  return text.replace(/[^\u0000-\u007f]/g, foldUnit).toLowerCase();
}

function foldUnit(unit: string): string {
  let base = folded.get(unit);
  if (base === undefined) {
    const lower = (unit.normalize("NFD")[0] ?? unit).toLowerCase(); // "é" is an e
    base = lower.length === 1 ? lower : unit;
    folded.set(unit, base); // at most one entry a UTF-16 unit
  }
  return base;
}
