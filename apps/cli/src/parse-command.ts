import { parseArgs } from "node:util";
import type { CareCommand } from "@candor/protocol/care/care-command.ts";

export type Parsed =
  | { type: "command"; command: CareCommand }
  /** `of`: the command whose help is wanted; null: all */
  | { type: "help"; of: string | null }
  /** what is wrong with what was typed, as a sentence */
  | { type: "mistake"; what: string };

const COMMANDS = ["backup", "restore", "doctor"] as const;
type Name = (typeof COMMANDS)[number];

const FLAGS = {
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
  "with-secret": { type: "boolean" },
  replace: { type: "boolean" },
  "sign-out-everybody": { type: "boolean" },
} as const;

type Flag = keyof typeof FLAGS;

const FLAGS_OF: Record<Name, readonly Flag[]> = {
  backup: ["with-secret", "json"],
  restore: ["replace", "sign-out-everybody", "json"],
  doctor: ["json"],
};

/** Reads what was typed after `candor`. */
export function parseCommand(words: readonly string[]): Parsed {
  let typed: { values: Partial<Record<Flag, boolean | string>>; positionals: string[] };
  try {
    typed = parseArgs({ args: [...words], options: FLAGS, allowPositionals: true });
  } catch (error) {
    return { type: "mistake", what: firstSentence(error) };
  }
  const [name, ...rest] = typed.positionals;
  if (name === undefined || name === "help") return { type: "help", of: rest[0] ?? null };
  if (!isName(name)) return { type: "mistake", what: `There is no command "${name}".` };
  if (typed.values.help) return { type: "help", of: name };
  const odd = Object.keys(typed.values).find((flag) => !FLAGS_OF[name].includes(flag as Flag));
  if (odd !== undefined) return { type: "mistake", what: `\`candor ${name}\` knows no --${odd}.` };
  return commandOf(name, rest, (flag) => typed.values[flag] === true);
}

function commandOf(name: Name, rest: readonly string[], has: (flag: Flag) => boolean): Parsed {
  const [first] = rest;
  const json = has("json");
  const most = name === "doctor" ? 0 : 1;
  if (rest.length > most) return { type: "mistake", what: `\`candor ${name}\` does not know what "${rest[most]}" is.` };
  switch (name) {
    case "backup":
      return { type: "command", command: { command: name, to: first ?? null, withSecret: has("with-secret"), json } };
    case "restore":
      if (first === undefined)
        return { type: "mistake", what: "Say which backup: the folder that `candor backup` made." };
      return {
        type: "command",
        command: {
          command: name,
          from: first,
          replace: has("replace"),
          signOutEverybody: has("sign-out-everybody"),
          json,
        },
      };
    case "doctor":
      return { type: "command", command: { command: name, json } };
  }
}

function isName(word: string): word is Name {
  return (COMMANDS as readonly string[]).includes(word);
}

function firstSentence(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return `${message.split(". ")[0]?.replace(/\.$/, "")}.`;
}
