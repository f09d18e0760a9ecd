import { parseArgs } from "node:util";
import { EXPORT_FORMATS, IMPORT_KINDS, type RemoteCommand } from "./remote-command.ts";

export type ParsedRemote = { type: "remote"; command: RemoteCommand } | { type: "mistake"; what: string };

const FLAGS = {
  json: { type: "boolean" },
  agenda: { type: "boolean" },
  theirs: { type: "boolean" },
  to: { type: "string" },
  with: { type: "string" },
  notes: { type: "string" },
  due: { type: "string" },
  all: { type: "boolean" },
  format: { type: "string" },
  as: { type: "string" },
  page: { type: "string" },
  yes: { type: "boolean", short: "y" },
  undo: { type: "string" },
  dates: { type: "string" },
  me: { type: "string", multiple: true },
  them: { type: "string", multiple: true },
  "not-date": { type: "string", multiple: true },
  column: { type: "string", multiple: true },
  swap: { type: "boolean" },
  "replace-welcome": { type: "boolean" },
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
  export: ["with", "all", "format", "to", "json"],
  import: [
    ...(["with", "as", "page", "yes", "undo", "dates", "me", "them", "not-date", "column", "swap"] as const),
    ...(["replace-welcome", "json"] as const),
  ],
  mcp: [],
  completions: [],
};

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const SHELLS = ["bash", "zsh", "fish"] as const;

/** Reads what was typed after `candor`. @param name one of `REMOTE_FLAGS`. */
export function parseRemote(name: string, words: readonly string[]): ParsedRemote {
  let typed: { values: Partial<Record<Flag, boolean | string | (string | boolean)[]>>; positionals: string[] };
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
  const nameless = (["to", "with"] as const).find((flag) => text(flag)?.trim() === "");
  if (nameless !== undefined) return mistake(`A name is missing after --${nameless}.`);
  const json = values.json === true;
  const all = positionals.join(" ").trim();
  const said = all === "" ? null : all;
  switch (name) {
    case "sign-in":
      return said === null
        ? mistake("Say where your Candor is: `candor sign-in https://candor.example.org`.")
        : remote({ command: name, address: said, json });
    case "sign-out":
    case "people":
      return said === null
        ? remote({ command: name, json })
        : mistake(`\`candor ${name}\` does not know what "${said}" is.`);
    case "add": {
      const [to, notes] = [text("to"), text("notes")];
      if (said === null) return mistake('Say what: `candor add "Growth plan" --to Sam`.');
      if (to === null) return mistake("Say for whom: --to Sam.");
      return remote({ command: name, text: said, to, agenda: values.agenda === true, notes, json });
    }
    case "agenda":
    case "actions":
      return remote({ command: name, with: said, json });
    case "act": {
      const [other, due] = [text("with"), text("due")];
      if (said === null) return mistake('Say what: `candor act "Ask Lee" --with Sam --due 2026-12-01`.');
      if (other === null) return mistake("Say with whom it was agreed: --with Sam.");
      if (due !== null && !DAY.test(due)) return mistake("A day is written as 2026-12-01.");
      return remote({ command: name, text: said, with: other, due, theirs: values.theirs === true, json });
    }
    case "done": {
      const other = text("with");
      if (said === null) return mistake('Say which, by how it begins: `candor done "Ask Lee" --with Sam`.');
      if (other === null) return mistake("Say with whom it was agreed: --with Sam.");
      return remote({ command: name, action: said, with: other, json });
    }
    case "export":
      return parseExport(said, { text, all: values.all === true, json });
    case "import":
      return parseImport(said, {
        text,
        has: (flag) => values[flag] === true,
        each: (flag) => [values[flag] ?? []].flat().map(String),
      });
    case "mcp":
      return remote({ command: name });
    default: {
      const shell = SHELLS.find((each) => each === said);
      return shell ? remote({ command: "completions", shell }) : mistake(`Say for which shell: ${SHELLS.join(", ")}.`);
    }
  }
}

type Typed = { text: (flag: Flag) => string | null };

function parseExport(said: string | null, { text, all, json }: Typed & { all: boolean; json: boolean }): ParsedRemote {
  if (said !== null)
    return mistake(
      `\`candor export\` does not know what "${said}" is. Whoever hosts writes every page by candor export FOLDER --with-every-page.`,
    );
  const [called, to] = [text("with"), text("to")];
  if (all === (called !== null)) return mistake("Say of whom: --with Sam, or --all.");
  const typed = text("format") ?? formatOf(to);
  const format = EXPORT_FORMATS.find((each) => each === typed);
  if (!format) return mistake(`There is no format "${typed}". There are: ${EXPORT_FORMATS.join(", ")}.`);
  if (to === "-" && json) return mistake("With --to - the file itself goes there: leave --json out.");
  return remote({ command: "export", with: called, format, to, json });
}

/** By the ending of the file that is wanted. */
function formatOf(to: string | null): string {
  const ending = /\.([a-z]+)$/i.exec(to ?? "")?.[1]?.toLowerCase() ?? "";
  return EXPORT_FORMATS.find((each) => each === ending) ?? "markdown";
}

type TypedImport = Typed & { has: (flag: Flag) => boolean; each: (flag: Flag) => string[] };

function parseImport(file: string | null, { text, has, each }: TypedImport): ParsedRemote {
  const [called, undo, as, dates] = [text("with"), text("undo"), text("as"), text("dates")];
  if (called === null) return mistake("Say with whom: `candor import notes.docx --with Sam`.");
  if (file !== null && undo !== null) return mistake("Either a file comes in, or an import is taken back.");
  const kind = IMPORT_KINDS.find((one) => one === as);
  if (as !== null && !kind) return mistake(`There is no kind "${as}". There are: ${IMPORT_KINDS.join(", ")}.`);
  if (dates !== null && dates !== "day-first" && dates !== "month-first")
    return mistake("Dates are meant day-first, 3/4 being in April, or month-first.");
  return remote({
    ...{ command: "import", file, with: called, as: kind ?? null, page: text("page"), yes: has("yes"), undo, dates },
    ...{ me: each("me"), them: each("them"), notDates: each("not-date"), columns: each("column") },
    ...{ swap: has("swap"), replaceWelcome: has("replace-welcome"), json: has("json") },
  });
}

function remote(command: RemoteCommand): ParsedRemote {
  return { type: "remote", command };
}

function mistake(what: string): ParsedRemote {
  return { type: "mistake", what };
}
