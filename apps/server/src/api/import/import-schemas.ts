import { isDay } from "@candor/document/day.ts";
import type {
  ApiImport,
  ApiImportBody,
  ApiImported,
  ApiImportOutlook,
  ApiUndoneImport,
} from "@candor/protocol/http/api.ts";
import { z } from "@hono/zod-openapi";

const MAX_NAME_LENGTH = 200;
const MAX_LINE_LENGTH = 20_000; // as long as a line of a page may be
const MAX_TEXT_LENGTH = 1_000_000;
const MAX_LIST = 20_000;

const member = z.enum(["a", "b"]);
const day = z.iso.date().refine(isDay, "That is no day.");
// Neither NUL nor half of a character has a place in a database's text.
const words = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .refine((text) => !text.includes("\0") && text.isWellFormed(), "That is no plain text.");
const line = words(MAX_LINE_LENGTH).refine((text) => text.trim() !== "", "It needs words.");
const markdown = words(MAX_TEXT_LENGTH).openapi({ description: "Markdown" });

const topic = z.strictObject({
  title: line,
  notes: markdown.optional(),
  author: member.nullish().openapi({ description: "Whose it is; left out: yours" }),
  state: z.enum(["open", "discussed", "let_go"]).optional(),
});
const action = z.strictObject({
  text: line,
  owner: member.nullish().openapi({ description: "Whose it is; left out: yours" }),
  due: day.nullish(),
  done: z.boolean().optional(),
});
const topics = z.array(topic).max(MAX_LIST);
const actions = z.array(action).max(MAX_LIST);

const documentSchema = z
  .strictObject({
    meetings: z
      .array(
        z.strictObject({
          day,
          time: z
            .string()
            .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "A time is written as 09:30.")
            .nullish(),
          topics: topics.optional(),
          actions: actions.optional(),
        }),
      )
      .max(MAX_LIST)
      .optional(),
    hopper: topics.optional(),
    actions: actions.optional(),
    opening: markdown.optional().openapi({ description: "What stood above everything else; it becomes a topic" }),
  })
  .openapi("ImportDocument");

export const importBodySchema = z
  .strictObject({
    name: words(MAX_NAME_LENGTH).openapi({ description: "Of the file, for people" }),
    document: documentSchema.optional(),
    page: z.looseObject({}).optional().openapi({ description: "A page that was exported as JSON" }),
    seats: z
      .strictObject({ a: member, b: member })
      .refine(({ a, b }) => a !== b, "Two people do not sit on one seat.")
      .optional()
      .openapi({ description: "Who of the exported page sits where here; left out: as there" }),
    replaceWelcome: z.boolean().optional(),
  })
  .refine((body) => (body.document === undefined) !== (body.page === undefined), "Give either `document` or `page`.")
  .openapi("ImportBody") satisfies z.ZodType<ApiImportBody>;

const counts = z.object({ meetings: z.number().int(), topics: z.number().int(), actions: z.number().int() });
const kept = z.number().int().openapi({ description: "What was on the page already, and stays as it is" });
const cut = z.number().int().openapi({
  description: "Lines longer than a page takes. What a title has no room for begins its notes; any other is cut",
});

export const importedSchema = z
  .object({
    id: z.string().nullable().openapi({ description: "By which it is taken back; null: nothing of it was new" }),
    added: counts,
    kept,
    cut,
  })
  .openapi("Imported") satisfies z.ZodType<ApiImported>;

export const outlookSchema = z
  .object({
    ...{ added: counts, kept, cut, skipped: z.number().int(), fits: z.boolean() },
    changes: z.array(
      z.object({ what: z.enum(["meeting", "topic", "action", "page"]), text: z.string(), day: z.string().nullable() }),
    ),
    more: z.number().int(),
  })
  .openapi("ImportOutlook") satisfies z.ZodType<ApiImportOutlook>;

export const importSchema = z
  .object({ id: z.string(), name: z.string(), by: member, at: z.string(), added: counts })
  .openapi("Import") satisfies z.ZodType<ApiImport>;

export const undoneSchema = z
  .object({ id: z.string(), removed: counts, kept: z.number().int() })
  .openapi("UndoneImport") satisfies z.ZodType<ApiUndoneImport>;
