import { writeMarkdown } from "@candor/document/notes/write-markdown.ts";
import { type ImportContext, type Mapping, previewOf, type ReadSource } from "@candor/document/source/plan-import.ts";
import type { ImportedAction, ImportedTopic } from "@candor/document/transfer/preview-markdown.ts";
import type { ApiImportBody, ApiImportDocument } from "@candor/protocol/http/api.ts";
import { Refused } from "./ask-server.ts";

/** What a file means, as the API takes it. */
export function importBody(
  source: ReadSource,
  mapping: Mapping,
  context: ImportContext,
  replaceWelcome: boolean,
): ApiImportBody {
  const name = source.fileName.slice(0, 200);
  if (source.kind === "page") return { name, page: source.file, seats: mapping.seats, replaceWelcome };
  const preview = previewOf(source, mapping, context);
  if (preview === null) throw new Refused("Say how dates are meant: --dates day-first or month-first.");
  const { meetings, hopper, actions, opening } = preview;
  return {
    name,
    document: {
      meetings: meetings.map(({ topics, actions: agreed, ...meeting }) => ({
        ...{ ...meeting, topics: topics.map(topicOf), actions: agreed.map(actionOf) },
      })),
      hopper: hopper.map(topicOf),
      actions: actions.map(actionOf),
      opening: writeMarkdown(opening),
    },
  };
}

type Topic = NonNullable<ApiImportDocument["hopper"]>[number];
type Action = NonNullable<ApiImportDocument["actions"]>[number];

const MAX_LINE_LENGTH = 20_000; // as long as a line of a page may be

function topicOf({ title, notes, author, state }: ImportedTopic): Topic {
  return { title: line(title), notes: writeMarkdown(notes), author, state };
}

function actionOf({ text, ...rest }: ImportedAction): Action {
  return { ...rest, text: line(text) };
}

function line(text: string): string {
  const plain = text.replaceAll("\0", "").toWellFormed().slice(0, MAX_LINE_LENGTH).toWellFormed();
  return plain.trim() === "" ? "…" : plain;
}
