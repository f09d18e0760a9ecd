import type { Bytes, Random } from "../bytes/bytes.ts";

/** Crockford's base32: no I, L, O or U. */
const SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
export const RECOVERY_BYTES = 20; // 160 bits
const SECRET_SYMBOLS = 32;
const GROUP = 4;
export const RECOVERY_GROUPS = SECRET_SYMBOLS / GROUP;

/** Symbols that are taken for one another in print or handwriting. */
const LOOKALIKES = ["8B", "5S", "2Z", "0DQ", "6G", "17", "VWY", "MN", "CG", "EF", "PR", "4A9", "HK", "JT", "3B"];

export type TypedRecoveryCode =
  | { type: "whole"; secret: Bytes }
  /** the check letter may be missing for so long; `missing` counts symbols */
  | { type: "too_short"; missing: number }
  | { type: "too_long"; extra: number }
  /**
   * `groups` from 1 (9 is the check letter). Certain: a symbol stands there that no code has. Else: these are the groups
   * in which one lookalike, or two swapped neighbours, would make the check come out; none if nothing so simple would.
   */
  | { type: "mistyped"; groups: number[]; certain: boolean };

/** @param secret 160 random bits. @returns eight groups of four and a check letter, with hyphens between. */
export function writeRecoveryCode(secret: Bytes): string {
  const values = symbolsOf(secret);
  const text = [...values, checkOf(values)].map((value) => SYMBOLS.charAt(value)).join("");
  return text.match(/.{1,4}/g)?.join("-") ?? "";
}

/** Takes what people type: any case, any spaces and hyphens, I and L for 1, O for 0. */
export function readRecoveryCode(typed: string): TypedRecoveryCode {
  const text = [...tidy(typed)];
  const unknown = text.flatMap((symbol, at) => (SYMBOLS.includes(symbol) ? [] : [groupOf(at)]));
  if (unknown.length > 0) return { type: "mistyped", groups: [...new Set(unknown)], certain: true };
  const missing = SECRET_SYMBOLS + 1 - text.length;
  if (missing > 0) return { type: "too_short", missing };
  if (missing < 0) return { type: "too_long", extra: -missing };
  const values = text.map((symbol) => SYMBOLS.indexOf(symbol));
  if (!checks(values)) return { type: "mistyped", groups: groupsOfSimpleSlips(values), certain: false };
  return { type: "whole", secret: bytesOf(values.slice(0, SECRET_SYMBOLS)) };
}

/** Chooses the two groups that are to be typed back before the first note, in their order, from 1. */
export function askGroups(random: Random): [number, number] {
  const first = below(RECOVERY_GROUPS, random);
  const other = below(RECOVERY_GROUPS - 1, random);
  const second = other < first ? other : other + 1;
  return first < second ? [first + 1, second + 1] : [second + 1, first + 1];
}

/** Whether somebody who was asked for these groups has the code in front of them. */
export function knowsGroups(code: string, asked: readonly number[], typed: readonly string[]): boolean {
  const groups = code.split("-");
  return asked.length > 0 && asked.every((group, at) => tidy(typed[at] ?? "") === groups[group - 1]);
}

function tidy(typed: string): string {
  return typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\p{Pd}_.,:;·|/]/gu, "")
    .replace(/[IL]/g, "1")
    .replace(/O/g, "0");
}

function symbolsOf(secret: Bytes): number[] {
  const bits = [...secret].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return Array.from({ length: SECRET_SYMBOLS }, (_, at) => Number.parseInt(bits.slice(at * 5, at * 5 + 5), 2));
}

function bytesOf(values: readonly number[]): Bytes {
  const bits = values.map((value) => value.toString(2).padStart(5, "0")).join("");
  return Uint8Array.from({ length: RECOVERY_BYTES }, (_, at) => Number.parseInt(bits.slice(at * 8, at * 8 + 8), 2));
}

/*
 * The check letter is a polynomial over GF(32): sum of value × αⁱ. Each weight is another than its neighbour's and none
 * is zero, so that one wrong symbol, and two neighbours swapped, are found always; other slips 31 times in 32.
 */
const WEIGHTS = Array.from({ length: SECRET_SYMBOLS }).reduce<number[]>(
  (weights) => [...weights, multiply(weights.at(-1) ?? 1, 2)],
  [],
);

function checkOf(values: readonly number[]): number {
  return values.slice(0, SECRET_SYMBOLS).reduce((sum, value, at) => sum ^ multiply(value, WEIGHTS[at] ?? 0), 0);
}

function checks(values: readonly number[]): boolean {
  return checkOf(values) === values[SECRET_SYMBOLS];
}

/** Multiplies in GF(2⁵) modulo x⁵ + x² + 1. */
function multiply(a: number, b: number): number {
  let product = 0;
  for (let bit = 0, shifted = a; bit < 5; bit++) {
    if ((b >> bit) & 1) product ^= shifted;
    shifted = shifted & 16 ? (shifted << 1) ^ 0b100101 : shifted << 1;
  }
  return product;
}

function groupsOfSimpleSlips(values: readonly number[]): number[] {
  const groups = new Set<number>();
  for (const [at, value] of values.entries()) {
    for (const other of lookalikesOf(value)) if (checks(values.with(at, other))) groups.add(groupOf(at));
    const next = values[at + 1];
    if (next !== undefined && checks(values.with(at, next).with(at + 1, value))) {
      groups.add(groupOf(at)).add(groupOf(at + 1));
    }
  }
  return [...groups].sort((a, b) => a - b);
}

function lookalikesOf(value: number): number[] {
  const symbol = SYMBOLS.charAt(value);
  return LOOKALIKES.filter((alike) => alike.includes(symbol)).flatMap((alike) =>
    [...alike].filter((other) => other !== symbol && SYMBOLS.includes(other)).map((other) => SYMBOLS.indexOf(other)),
  );
}

function groupOf(at: number): number {
  return Math.floor(at / GROUP) + 1;
}

/** A number from 0, each as likely as the others. */
export function below(limit: number, random: Random): number {
  const most = Math.floor(65_536 / limit) * limit;
  for (;;) {
    const [high = 0, low = 0] = random(2);
    const drawn = high * 256 + low;
    if (drawn < most) return drawn % limit;
  }
}
