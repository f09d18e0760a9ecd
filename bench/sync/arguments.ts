import { parseArgs } from "node:util";

/** Numbers given as `--name=3` or `--name=1,2,3`, else their defaults. */
export function numbersFrom<const D extends Record<string, readonly number[]>>(defaults: D): Record<keyof D, number[]> {
  const options = Object.fromEntries(Object.keys(defaults).map((name) => [name, { type: "string" as const }]));
  const { values } = parseArgs({ options });
  const entries = Object.entries(defaults).map(([name, fallback]) => {
    const given = values[name];
    return [name, typeof given === "string" ? given.split(",").map(Number) : [...fallback]];
  });
  return Object.fromEntries(entries);
}
