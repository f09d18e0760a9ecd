const MASS = ["channel", "here", "everyone", "everybody", "all", "team", "group", "online"];

/** What nobody sees: it would hide a mention from whoever looks for one. */
const INVISIBLE =
  /[\p{Cf}\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800\u{e0000}-\u{e0fff}]|[\ufe00-\ufe0f]|[\p{Cc}--[\n\t]]/gv;
const AT = /[@\uff20\ufe6b]/u;

/**
 * Makes a text call nobody: neither everybody in a channel nor anybody by name, however a mention is written. What was one
 * is set apart by a plain space, which nothing puts together again; whoever previews it sees it as it will stand there.
 */
export function defuseMentions(text: string): string {
  return splitAts(
    text
      .replace(/\r\n?/g, "\n")
      .replace(INVISIBLE, keepJoiners)
      // <!here>, <@U1>, <#C1>, <at>…</at>, also in entities, which somebody may unpack; a heart, <3, stays
      .replace(/([<\uff1c\ufe64])(?=[^\s\d=])/gu, "$1 ")
      .replace(/(&(?:amp;)*(?:lt|#0*60|#x0*3c);?)(?=[^\s\d=;])/giu, "$1 ")
      .replace(/(&(?:amp;)*(?:commat|#0*64|#x0*40);?)(?=[\p{M}]*[\p{L}\p{N}&!])/giu, "$1 "),
  );
}

/** Joiners belong into emoji and into scripts that need them, and into no word of ASCII. */
function keepJoiners(found: string, at: number, whole: string): string {
  const isJoiner = found === "\u200c" || found === "\u200d" || found === "\ufe0f";
  return isJoiner && isForeign(whole.slice(0, at).at(-1)) && (found === "\ufe0f" || isForeign(whole[at + 1]))
    ? found
    : "";
}

function isForeign(letter: string | undefined): boolean {
  return letter !== undefined && letter.charCodeAt(0) > 0x24f && !AT.test(letter);
}

function splitAts(text: string): string {
  return text.replace(
    /([@\uff20\ufe6b])(\p{M}*)(?=([\p{L}\p{N}&!_][\p{L}\p{M}\p{N}]*))/gu,
    (_, sign, marks, word, at) => {
      const before = text[at - 1] ?? " ";
      const isAddress = /[\p{L}\p{N}._+-]/u.test(before) && !MASS.includes(plain(word));
      return isAddress ? `${sign}${marks}` : `${sign}${marks} `;
    },
  );
}

function plain(word: string): string {
  return word.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
