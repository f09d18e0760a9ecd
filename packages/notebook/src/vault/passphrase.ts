import type { Random } from "../bytes/bytes.ts";
import { PASSPHRASE_WORDS } from "./passphrase-words.ts";
import { below } from "./recovery-code.ts";
import { tidyPassphrase } from "./stretch.ts";

const GENERATED_WORDS = 6;
const LEAST_LETTERS = 15;
/** fewer different ones are a pattern, whatever the length */
const LEAST_DIFFERENT = 6;

/** Six words drawn by lot: what is offered first. */
export function generatePassphrase(random: Random): string {
  return Array.from({ length: GENERATED_WORDS }, () => PASSPHRASE_WORDS[below(PASSPHRASE_WORDS.length, random)]).join(
    " ",
  );
}

export type PassphraseVerdict =
  | { type: "fit" }
  | { type: "too_short"; missing: number }
  /** on lists of what is tried first, or made of one such thing again and again */
  | { type: "common" }
  /** a short pattern repeated, a run of the keyboard or the alphabet, or few different letters */
  | { type: "pattern" };

/** Judges a passphrase that somebody chose on their own; nothing limits how often it can be tried on what the server has. */
export function judgePassphrase(typed: string): PassphraseVerdict {
  const tidy = tidyPassphrase(typed);
  const letters = [...tidy].length;
  if (letters < LEAST_LETTERS) return { type: "too_short", missing: LEAST_LETTERS - letters };
  const plain = plainOf(tidy);
  if (COMMON.includes(plain) || isMadeOfCommon(plain)) return { type: "common" };
  if (new Set(plain).size < LEAST_DIFFERENT || repeats(plain) || isRun(plain)) return { type: "pattern" };
  return { type: "fit" };
}

/**
 * Without what people take for a change and a guessing program does not: case, spaces, digits and signs at an end, digits
 * that stand for letters. Digits alone stay as they are.
 */
function plainOf(tidy: string): string {
  const bare = tidy.toLowerCase().replace(/[\s\p{Pd}_.,]/gu, "");
  const core = bare.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
  return core === "" ? bare : core.replace(/[013457$@]/g, (sign) => SWAPS[sign] ?? sign);
}

const SWAPS: Record<string, string> = { "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", $: "s", "@": "a" };

function isMadeOfCommon(plain: string): boolean {
  let rest = plain;
  while (rest !== "") {
    const part = BUILDING_BLOCKS.find((block) => rest.startsWith(block));
    if (!part) return false;
    rest = rest.slice(part.length);
  }
  return true;
}

/** One piece again and again, with little after it. */
function repeats(plain: string): boolean {
  return /^(.+?)\1+.{0,5}$/u.test(plain);
}

const RUNS = [
  "abcdefghijklmnopqrstuvwxyz",
  "qwertyuiopasdfghjklzxcvbnm",
  "qwertzuiopasdfghjklyxcvbnm",
  "01234567890123456789",
];

function isRun(plain: string): boolean {
  return RUNS.flatMap((run) => [run, [...run].reverse().join("")]).some(
    (run) => run.includes(plain.slice(0, 12)) || run.includes(plain.slice(-12)),
  );
}

/** Long ones as they stand at the top of lists of what leaked, in the spelling of {@link plainOf}. */
const COMMON = [
  "correcthorsebatterystaple",
  "thequickbrownfoxjumpsoverthelazydog",
  "thequickbrownfox",
  "loremipsumdolorsitamet",
  "tobeornottobe",
  "maytheforcebewithyou",
  "iamyourfatherluke",
  "winteriscoming",
  "qazwsxedcrfvtgb",
  "ieatcarrotsandpeas",
  "ilovemyfamily",
  "ilovemychildren",
  "ihateeverything",
  "neverforgetthis",
  "thisismypassword",
  "thisisapassphrase",
  "mysecretpassphrase",
  "allworkandnoplaymakesjackadullboy",
  "onceuponatime",
  "happybirthdaytoyou",
];

const BUILDING_BLOCKS = [
  ..."password passwort passwd passphrase secret letmein welcome admin administrator master login iloveyou qwertyuiop".split(
    " ",
  ),
  ..."qwertz qwerty asdfghjkl asdf zxcvbnm abcdef abc changeme default candor notebook private hello monkey".split(" "),
  ..."dragon football baseball superman batman sunshine princess whatever trustnoi starwars love you the my is".split(
    " ",
  ),
];
