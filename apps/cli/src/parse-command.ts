import { parseArgs } from "node:util";
import type { CareCommand } from "@candor/protocol/care/care-command.ts";
import { parseRemote, REMOTE_FLAGS } from "./remote/parse-remote.ts";
import type { RemoteCommand } from "./remote/remote-command.ts";

export type Parsed =
  | { type: "command"; command: CareCommand }
  | { type: "remote"; command: RemoteCommand }
  /** `of`: the command whose help is wanted; null: all */
  | { type: "help"; of: string | null }
  | { type: "version" }
  /** what is wrong with what was typed, as a sentence */
  | { type: "mistake"; what: string };

const COMMANDS = ["backup", "restore", "doctor", "user", "new-secret", "move-images", "export", "chat"] as const;
type Name = (typeof COMMANDS)[number];

const FLAGS = {
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "V" },
  "with-secret": { type: "boolean" },
  replace: { type: "boolean" },
  "sign-out-everybody": { type: "boolean" },
  "with-every-page": { type: "boolean" },
  workspace: { type: "string" },
} as const;

type Flag = keyof typeof FLAGS;

const FLAGS_OF: Record<Name, readonly Flag[]> = {
  backup: ["with-secret", "json"],
  restore: ["replace", "sign-out-everybody", "json"],
  doctor: ["json"],
  user: ["workspace", "json"],
  "new-secret": ["json"],
  "move-images": ["json"],
  export: ["with-every-page", "json"],
  chat: ["json"],
};

const MOST_WORDS: Record<Name, number> = {
  backup: 1,
  restore: 1,
  doctor: 0,
  user: 2,
  "new-secret": 0,
  "move-images": 0,
  export: 1,
  chat: 1,
};

/** Reads what was typed after `candor`. */
export function parseCommand(words: readonly string[]): Parsed {
  const [first, ...others] = words;
  // Of one's own pages, or, for whoever hosts, of everybody's.
  const isForHosts = first === "export" && others.includes("--with-every-page");
  if (first !== undefined && Object.hasOwn(REMOTE_FLAGS, first) && !isForHosts) {
    const wantsHelp = others.includes("--help") || others.includes("-h");
    return wantsHelp ? { type: "help", of: first } : parseRemote(first, others);
  }
  let typed: { values: Partial<Record<Flag, boolean | string>>; positionals: string[] };
  try {
    typed = parseArgs({ args: [...words], options: FLAGS, allowPositionals: true });
  } catch (error) {
    return { type: "mistake", what: firstSentence(error) };
  }
  const [name, ...rest] = typed.positionals;
  if (name === undefined) return typed.values.version ? { type: "version" } : { type: "help", of: null };
  if (name === "help") return helpOf(rest);
  if (!isName(name)) return { type: "mistake", what: `There is no command "${name}".` };
  if (typed.values.help) return { type: "help", of: name };
  const odd = Object.keys(typed.values).find((flag) => !FLAGS_OF[name].includes(flag as Flag));
  if (odd !== undefined) return { type: "mistake", what: `\`candor ${name}\` knows no --${odd}.` };
  const { workspace } = typed.values;
  return commandOf(name, rest, (flag) => typed.values[flag] === true, typeof workspace === "string" ? workspace : null);
}

function helpOf([typed]: readonly string[]): Parsed {
  const of = typed ?? null;
  const isKnown = of === null || isName(of) || Object.hasOwn(REMOTE_FLAGS, of);
  return isKnown ? { type: "help", of } : { type: "mistake", what: `There is no command "${of}".` };
}

function commandOf(
  name: Name,
  rest: readonly string[],
  has: (flag: Flag) => boolean,
  workspace: string | null,
): Parsed {
  const [first, who] = rest;
  const json = has("json");
  const most = MOST_WORDS[name];
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
    case "new-secret":
    case "move-images":
      return { type: "command", command: { command: name, json } };
    case "chat":
      if (first !== "slack" && first !== "discord" && first !== "teams")
        return { type: "mistake", what: "Say which: candor chat slack | discord | teams." };
      return { type: "command", command: { command: name, platform: first, json } };
    case "user":
      return userOf(first, who, workspace, json);
    case "export":
      if (first === undefined) return { type: "mistake", what: "Say where to: a folder that is not there yet." };
      return { type: "command", command: { command: name, to: first, json } };
  }
}

const USER_ACTIONS = ["list", "show", "sign-out", "make-owner", "setup-link"];

function userOf(action: string | undefined, who: string | undefined, workspace: string | null, json: boolean): Parsed {
  if (action === undefined || !USER_ACTIONS.includes(action)) {
    return { type: "mistake", what: `Say what: candor user ${USER_ACTIONS.join(" | ")}.` };
  }
  if (action === "list" || action === "setup-link") {
    if (who !== undefined)
      return { type: "mistake", what: `\`candor user ${action}\` does not know what "${who}" is.` };
    return { type: "command", command: { command: "user", action, json } };
  }
  if (who === undefined) return { type: "mistake", what: "Say who: an id or an e-mail address." };
  if (action === "make-owner") return { type: "command", command: { command: "user", action, who, workspace, json } };
  return { type: "command", command: { command: "user", action: action === "show" ? "show" : "sign-out", who, json } };
}

function isName(word: string): word is Name {
  return (COMMANDS as readonly string[]).includes(word);
}

function firstSentence(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return `${message.split(". ")[0]?.replace(/\.$/, "")}.`;
}
