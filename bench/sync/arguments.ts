import { parseArgs } from "node:util";

/** One of some words, given as `--name=word`; else the first. */
export function wordFrom<const W extends string>(name: string, words: readonly [W, ...W[]]): W {
  const given = process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);
  const found = given === undefined ? words[0] : words.find((word) => word === given);
  if (found === undefined) throw new Error(`--${name} is one of ${words.join(", ")}`);
  return found;
}

/** Numbers given as `--name=3` or `--name=1,2,3`, else their defaults. */
export function numbersFrom<const D extends Record<string, readonly number[]>>(
  defaults: D,
  words: readonly string[] = [],
): Record<keyof D, number[]> {
  const options: Record<string, { type: "string" }> = Object.fromEntries(
    Object.keys(defaults).map((name) => [name, { type: "string" as const }]),
  );
  for (const word of words) options[word] = { type: "string" };
  const { values } = parseArgs({ options });
  const entries = Object.entries(defaults).map(([name, fallback]) => {
    const given = values[name];
    return [name, typeof given === "string" ? given.split(",").map(Number) : [...fallback]];
  });
  return Object.fromEntries(entries);
}
