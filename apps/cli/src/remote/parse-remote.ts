import { parseArgs } from "node:util";
import type { RemoteCommand } from "./remote-command.ts";

export type ParsedRemote = { type: "remote"; command: RemoteCommand } | { type: "mistake"; what: string };

const FLAGS = {
  json: { type: "boolean" },
  agenda: { type: "boolean" },
  theirs: { type: "boolean" },
  to: { type: "string" },
  with: { type: "string" },
  notes: { type: "string" },
  due: { type: "string" },
} as const;

type Flag = keyof typeof FLAGS;

/** Every command that asks a Candor somewhere, with what it takes. */
export const REMOTE_FLAGS: Readonly<Record<string, readonly Flag[]>> = {
  "sign-in": ["json"],
  "sign-out": ["json"],
  people: ["json"],
  add: ["to", "agenda", "notes", "json"],
  agenda: ["json"],
  actions: ["json"],
  act: ["with", "due", "theirs", "json"],
  done: ["with", "json"],
  mcp: [],
  completions: [],
};

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const SHELLS = ["bash", "zsh", "fish"] as const;

/** Reads what was typed after `candor`. @param name one of `REMOTE_FLAGS`. */
export function parseRemote(name: string, words: readonly string[]): ParsedRemote {
  let typed: { values: Partial<Record<Flag, boolean | string>>; positionals: string[] };
  try {
    typed = parseArgs({ args: [...words], options: FLAGS, allowPositionals: true });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return mistake(`${message.split(". ")[0]?.replace(/\.$/, "")}.`);
  }
  const { values, positionals } = typed;
  const odd = Object.keys(values).find((flag) => !REMOTE_FLAGS[name]?.includes(flag as Flag));
  if (odd !== undefined) return mistake(`\`candor ${name}\` knows no --${odd}.`);
  const text = (flag: Flag) => (typeof values[flag] === "string" ? values[flag] : null);
  const json = values.json === true;
  const all = positionals.join(" ").trim();
  const said = all === "" ? null : all;
  switch (name) {
    case "sign-in":
      return said === null
        ? mistake("Say where your Candor is: candor sign-in https://candor.example.org")
        : remote({ command: name, address: said, json });
    case "sign-out":
    case "people":
      return said === null
        ? remote({ command: name, json })
        : mistake(`\`candor ${name}\` does not know what "${said}" is.`);
    case "add": {
      const [to, notes] = [text("to"), text("notes")];
      if (said === null) return mistake('Say what: candor add "Growth plan" --to Sam');
      if (to === null) return mistake("Say for whom: --to Sam");
      return remote({ command: name, text: said, to, agenda: values.agenda === true, notes, json });
    }
    case "agenda":
    case "actions":
      return remote({ command: name, with: said, json });
    case "act": {
      const [other, due] = [text("with"), text("due")];
      if (said === null) return mistake('Say what: candor act "Ask Lee" --with Sam --due 2026-12-01');
      if (other === null) return mistake("Say with whom it was agreed: --with Sam");
      if (due !== null && !DAY.test(due)) return mistake("A day is written as 2026-12-01.");
      return remote({ command: name, text: said, with: other, due, theirs: values.theirs === true, json });
    }
    case "done": {
      const other = text("with");
      if (said === null) return mistake('Say which, by how it begins: candor done "Ask Lee" --with Sam');
      if (other === null) return mistake("Say with whom it was agreed: --with Sam");
      return remote({ command: name, action: said, with: other, json });
    }
    case "mcp":
      return remote({ command: name });
    default: {
      const shell = SHELLS.find((each) => each === said);
      return shell ? remote({ command: "completions", shell }) : mistake(`Say for which shell: ${SHELLS.join(", ")}.`);
    }
  }
}

function remote(command: RemoteCommand): ParsedRemote {
  return { type: "remote", command };
}

function mistake(what: string): ParsedRemote {
  return { type: "mistake", what };
}
