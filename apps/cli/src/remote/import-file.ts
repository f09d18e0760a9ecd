import { randomUUID } from "node:crypto";
import { basename } from "node:path";
import type { MemberId } from "@candor/core/person/member.ts";
import {
  firstMapping,
  type Mapping,
  type PageNames,
  questionsOf,
  type ReadSource,
  understand,
} from "@candor/document/source/plan-import.ts";
import { sayFault } from "@candor/document/source/say-fault.ts";
import { counted, things } from "@candor/document/transfer/say-counts.ts";
import type { ApiImport, ApiImported, ApiImportOutlook, ApiPage, ApiUndoneImport } from "@candor/protocol/http/api.ts";
import { type Api, Refused } from "./ask-server.ts";
import type { Told } from "./do-remote.ts";
import { nameOn, pageWith } from "./find-page.ts";
import { importBody } from "./import-body.ts";
import { mappingSaid } from "./mapping-said.ts";
import { readFileBeside } from "./read-file.ts";
import type { ImportKind, RemoteCommand } from "./remote-command.ts";

type Importing = Extract<RemoteCommand, { command: "import" }>;

export type ImportPorts = {
  /** the bytes of a file; "-" is standard input @throws {Refused} */
  read: (file: string) => Promise<Uint8Array>;
  /** shows what would come and asks; null: nobody is there to be asked */
  confirm: ((lines: readonly string[]) => Promise<boolean>) | null;
  now: () => Temporal.Instant;
};

const IMPORT_MILLISECONDS = 120_000;

/** By which name a file is read where somebody says what it is. */
const NAME_AS: Readonly<Record<ImportKind, string>> = {
  ...{
    docx: "file.docx",
    html: "file.html",
    markdown: "file.md",
    csv: "file.csv",
    notion: "file.zip",
    json: "file.json",
  },
};

/** Brings a file onto a page, after a look at what would come; or tells of earlier ones, or takes one back. @throws {Refused} */
export async function importFile(api: Api, command: Importing, ports: ImportPorts): Promise<Told> {
  const page = await pageWith(api, command.with);
  const at = `/api/v1/pages/${page.id}/imports`;
  if (command.undo !== null) return takeBack(api, `${at}/${encodeURIComponent(command.undo)}`);
  if (command.file === null) return listImports(api, at, page);
  const source = await readSourceOf(command, page, ports);
  const names = namesOn(page);
  const mapping = mappingSaid(source, firstMapping(source, names), command, page);
  const questions = questionsOf(source, names, mapping.columns);
  if (mapping.order === null)
    throw new Refused(
      "Dates such as 03/04/2025 can be meant in two ways. Say which: --dates day-first or month-first.",
    );
  const { series } = await api.get<{ series: { timeZone: string } }>(`/api/v1/pages/${page.id}`);
  const today = ports.now().toZonedDateTimeISO(series.timeZone).toPlainDate();
  const body = importBody(
    source,
    { ...mapping, order: mapping.order },
    { names, today, sealed: [] },
    command.replaceWelcome,
  );
  const options = { timeout: IMPORT_MILLISECONDS };
  const outlook = await api.send<ApiImportOutlook>("POST", `${at}/preview`, body, options);
  const lines = [...sayMapping(mapping, questions.people, names), ...sayOutlook(outlook, source, page)];
  if (!outlook.fits)
    throw new Refused("This is more than one page can hold. Import a part of it, such as the last years.");
  if (outlook.changes.length === 0) return { lines, data: { imported: null, outlook } };
  if (!command.yes) {
    if (ports.confirm === null)
      return {
        lines,
        data: { imported: null, outlook },
        notDone: new Refused("Nothing was imported, as nobody is here to be asked. Add --yes to import it."),
      };
    if (!(await ports.confirm(lines))) throw new Refused("Nothing was imported.");
  }
  // What was not answered may have been done: the same file brought in once more comes once.
  const imported = await api.send<ApiImported>("POST", at, body, { ...options, key: randomUUID() });
  const undo =
    imported.id === null ? [] : [`To take it back: candor import --with ${quoted(nameOn(page))} --undo ${imported.id}`];
  return {
    lines: [...(command.yes ? lines : []), `Imported ${things(imported.added) || "what was new"}.`, ...undo],
    data: { imported, outlook },
  };
}

async function readSourceOf({ file, as, page }: Importing, on: ApiPage, ports: ImportPorts): Promise<ReadSource> {
  const bytes = await ports.read(file ?? "-");
  const name = file === null || file === "-" ? "standard input" : basename(file);
  // Of an export of everything the page with the same person, unless another is named.
  const wanted = page ?? nameOn(on);
  const answer = await readFileBeside({ name: as === null ? name : NAME_AS[as], bytes, page: wanted });
  if (answer.type === "failed") throw new Refused(`${name}: ${sayFault(answer.why, answer.count ?? 0)}`);
  if (answer.source.type === "pages")
    throw new Refused(
      `${name} holds no page “${wanted}”. Say which one comes in, by --page: ${answer.source.names.map(quoted).join(", ")}.`,
    );
  const understood = understand(name, answer.source);
  if (understood.type === "failed") throw new Refused(`${name}: ${sayFault(understood.why, 0)}`);
  return understood.source;
}

async function takeBack(api: Api, at: string): Promise<Told> {
  const undone = await api.send<ApiUndoneImport>("DELETE", at, undefined, {
    ...{ timeout: IMPORT_MILLISECONDS, key: randomUUID() },
  });
  const stays =
    undone.kept === 0
      ? ""
      : `; ${counted(undone.kept, "thing that was", "things that were")} changed since stay${undone.kept === 1 ? "s" : ""}`;
  return { lines: [`Took back ${things(undone.removed) || "nothing"}${stays}.`], data: undone };
}

async function listImports(api: Api, at: string, page: ApiPage): Promise<Told> {
  const { items } = await api.get<{ items: ApiImport[] }>(at);
  const by = (member: MemberId) => (member === page.me ? "you" : nameOn(page));
  const lines = items.map(
    (each) => `${each.id}  ${each.at.slice(0, 10)}  “${each.name}”, by ${by(each.by)}: ${things(each.added)}`,
  );
  return { lines: lines.length > 0 ? lines : ["Nothing was imported in the last two weeks."], data: items };
}

function namesOn({ members }: ApiPage): PageNames {
  const of = (seat: MemberId) => members.find(({ member }) => member === seat)?.name ?? "";
  return { a: of("a"), b: of("b") };
}

function sayMapping(
  { people }: Mapping,
  found: readonly { name: string; count: number }[],
  names: PageNames,
): string[] {
  return found.map(({ name, count }) => {
    const seat = people[name] ?? null;
    return `${name} (${count === 1 ? "once" : `${count} times`}) ${seat === null ? "is nobody of the two" : `is ${names[seat] || "somebody without a name"}`}`;
  });
}

function sayOutlook(outlook: ApiImportOutlook, source: ReadSource, page: ApiPage): string[] {
  const { added, kept, cut, changes, more } = outlook;
  const what = things(added);
  // What has no usable id was left out where the file was read, so the server knows of none.
  const skipped = outlook.skipped + (source.kind === "page" ? source.skipped : 0);
  const leftOut = source.kind === "text" ? source.leftOut.images + source.leftOut.comments : 0;
  return [
    `“${source.fileName}” would add ${what === "" ? "nothing" : what} to your page with ${nameOn(page)}.`,
    ...(kept > 0 ? [`${counted(kept, "thing is", "things are")} there already.`] : []),
    ...(cut > 0 ? [`${counted(cut, "line is", "lines are")} longer than a page takes and would be cut.`] : []),
    ...(skipped > 0 ? [`${counted(skipped, "entry", "entries")} of it cannot be used.`] : []),
    ...(leftOut > 0 ? [`${counted(leftOut, "picture or comment is", "pictures and comments are")} left out.`] : []),
    ...changes.map(sayChange),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}

function sayChange({ what, text, day }: ApiImportOutlook["changes"][number]): string {
  if (what === "meeting") return `  meeting ${day ?? "without a date"}`;
  if (what === "page") return `  ${text}`;
  return `  ${what} “${text}”${day === null ? "" : `, ${day}`}`;
}

function quoted(name: string): string {
  return /^[\w-]+$/.test(name) ? name : `"${name.replace(/["\\$`]/g, "\\$&")}"`;
}
