import { parseMarkdown } from "@candor/document/notes/parse-markdown.ts";
import type { PageContents } from "@candor/document/page/read-contents.ts";
import { readSchemaVersion, readSettings } from "@candor/document/page/read-settings.ts";
import type { PlannedImport } from "@candor/document/source/plan-import.ts";
import { importJson } from "@candor/document/transfer/import-json.ts";
import { importMarkdown } from "@candor/document/transfer/import-markdown.ts";
import type { ImportedAction, ImportedTopic, ImportPreview } from "@candor/document/transfer/preview-markdown.ts";
import { readPageJson } from "@candor/document/transfer/read-page-file.ts";
import type { ApiImportDocument } from "@candor/protocol/http/api.ts";
import type * as Y from "yjs";
import { sayIssues } from "../../http/say-issues.ts";
import { importBodySchema } from "./import-schemas.ts";

export type ReadImportBody =
  | { type: "planned"; planned: PlannedImport; replaceWelcome: boolean; skipped: number }
  /** `detail` names the place, never the value */
  | { type: "invalid"; detail: string };

/** What somebody sent to be brought in, as what it does to a page. */
export function readImportBody(
  text: string,
  { sealed, timeZone }: { sealed: readonly PageContents[]; timeZone: string },
): ReadImportBody {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { type: "invalid", detail: "That is no JSON." };
  }
  const read = importBodySchema.safeParse(json);
  if (!read.success) return { type: "invalid", detail: sayIssues(read.error.issues) };
  const { name, document, page, seats, replaceWelcome = false } = read.data;
  if (document !== undefined) {
    const preview = previewOf(document);
    const planned: PlannedImport = (doc, editor) =>
      importMarkdown(doc, editor, preview, { today: todayOn(doc, editor.now, timeZone), name, timeZone, sealed });
    return { type: "planned", planned, replaceWelcome: false, skipped: 0 };
  }
  const file = readPageJson(page);
  if (file.type === "newer_version")
    return { type: "invalid", detail: "page: It was exported by a newer version of Candor." };
  if (file.type !== "page") return { type: "invalid", detail: "page: It is no page exported from Candor." };
  const planned: PlannedImport = (doc, editor, options) =>
    importJson(doc, file.file, { ...options, sealed, ...(seats && { seats }), mark: { editor, name } });
  return { type: "planned", planned, replaceWelcome, skipped: file.skipped };
}

function todayOn(doc: Y.Doc, now: string, whereAsked: string): string {
  const timeZone = readSchemaVersion(doc) > 0 ? readSettings(doc).timeZone : whereAsked;
  return Temporal.Instant.from(now).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

function previewOf({ meetings = [], hopper = [], actions = [], opening = "" }: ApiImportDocument): ImportPreview {
  return {
    meetings: meetings.map(({ day, time = null, topics = [], actions: agreed = [] }) => ({
      ...{ day, time, topics: topics.map(topicOf), actions: agreed.map(actionOf) },
    })),
    hopper: hopper.map(topicOf),
    actions: actions.map(actionOf),
    opening: parseMarkdown(opening),
  };
}

function topicOf({ title, notes = "", author = null, state = "open" }: TopicOf): ImportedTopic {
  return { title, notes: parseMarkdown(notes), author, state };
}

function actionOf({ text, owner = null, due = null, done = false }: ActionOf): ImportedAction {
  return { text, owner, due, done };
}

type TopicOf = NonNullable<ApiImportDocument["hopper"]>[number];
type ActionOf = NonNullable<ApiImportDocument["actions"]>[number];
