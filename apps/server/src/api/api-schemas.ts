import { TOKEN_SCOPES } from "@candor/core/access/may-by-token.ts";
import { isId } from "@candor/core/id.ts";
import { CANCEL_REASONS, MEDIA } from "@candor/core/meeting/meeting.ts";
import { safeHref } from "@candor/core/notes/note-node.ts";
import { isDay } from "@candor/document/day.ts";
import type { ApiAction, ApiMeeting, ApiPage, ApiTopic } from "@candor/protocol/http/api.ts";
import { z } from "@hono/zod-openapi";

const MAX_TITLE_LENGTH = 2_000; // UTF-16 units; a title is one line
const MAX_NOTES_LENGTH = 100_000;
const MAX_ANSWER_LENGTH = 1_000;
const MAX_MINUTES = 480;

const member = z.enum(["a", "b"]).openapi({ description: "A seat of the page; `me` of the page says which is yours" });
const time = z.iso.datetime();
const id = z.string().refine(isId, "That is no id.").openapi({ example: "7Kq2mZpR4sVw" });
const day = z.iso.date().refine(isDay, "That is no day.");

// Neither NUL nor half of a character has a place in a database's text.
const words = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .refine((text) => !text.includes("\0") && text.isWellFormed(), "That is no plain text.");
const line = (maxLength: number) =>
  words(maxLength)
    .transform((text) => text.replace(/\s+/g, " ").trim())
    .pipe(z.string().min(1, "It needs words."));

export const pageParams = z.object({ page: z.uuid().openapi({ description: "Id of a page" }) });
export const topicParams = pageParams.extend({ topic: id });
export const actionParams = pageParams.extend({ action: id });
export const meetingParams = pageParams.extend({ meeting: id });

export const pageSchema = z
  .object({
    id: z.uuid(),
    me: member,
    members: z.array(z.object({ member, name: z.string(), role: z.string(), joined: z.boolean() })),
    createdAt: time,
    archived: z.boolean().openapi({ description: "It is read and no longer written" }),
  })
  .openapi("Page") satisfies z.ZodType<ApiPage>;

export const topicSchema = z
  .object({
    id,
    title: z.string(),
    notes: z.string().openapi({ description: "Markdown" }),
    place: z.enum(["hopper", "meeting"]),
    meeting: id.nullable().openapi({ description: "On whose agenda it stands; null: in the Hopper" }),
    author: member,
    state: z.enum(["open", "discussed", "let_go"]),
    altitude: z.enum(["big_picture", "detail"]),
    kind: z.enum(["topic", "first", "backup"]),
    theme: z.string().nullable(),
    minutes: z.number().int().nullable(),
    carried: z.number().int().openapi({ description: "How many meetings did not reach it" }),
    snoozedUntil: z.string().nullable(),
    answer: z.string().nullable().openapi({ description: "What came of it, in a line" }),
    answerLink: z.string().nullable(),
    createdAt: z.string(),
    stateAt: z.string().nullable(),
  })
  .openapi("Topic") satisfies z.ZodType<ApiTopic>;

export const actionSchema = z
  .object({
    id,
    text: z.string(),
    owner: member,
    due: z.string().nullable().openapi({ format: "date" }),
    state: z.enum(["open", "done", "dropped"]),
    why: z.string().nullable().openapi({ description: "A word why, for a dropped one" }),
    topic: z.string().nullable(),
    meeting: z.string().nullable(),
    createdAt: z.string(),
    stateAt: z.string().nullable(),
  })
  .openapi("Action") satisfies z.ZodType<ApiAction>;

export const meetingSchema = z
  .object({
    id,
    start: z.string().nullable().openapi({ description: "Wall clock in `timeZone`, such as 2026-11-24T10:00" }),
    timeZone: z.string(),
    minutes: z.number().int(),
    state: z.enum(["planned", "held", "cancelled"]),
    medium: z.enum(MEDIA).nullable(),
    closedAt: z.string().nullable(),
    cancelReason: z.enum(CANCEL_REASONS).nullable(),
    why: z.string().nullable(),
  })
  .openapi("Meeting") satisfies z.ZodType<ApiMeeting>;

export const agendaSchema = z
  .object({
    meeting: meetingSchema.nullable().openapi({ description: "The next one; null: none is planned" }),
    topics: z.array(topicSchema).openapi({ description: "In the order in which they stand" }),
  })
  .openapi("Agenda");

export const pageDetailSchema = pageSchema
  .extend({
    nextMeeting: meetingSchema.nullable(),
    series: z.object({ everyWeeks: z.number(), minutes: z.number(), timeZone: z.string() }),
  })
  .openapi("PageDetail");

export const meSchema = z
  .object({
    name: z.string(),
    token: z.object({
      name: z.string(),
      scopes: z.array(z.enum(TOKEN_SCOPES)),
      pages: z.array(z.uuid()).nullable(),
      expiresAt: time,
    }),
  })
  .openapi("Me");

const place = z.union([z.enum(["agenda", "hopper"]), z.strictObject({ meeting: id })]).openapi({
  description:
    "`agenda`: of the next meeting; `hopper`: for some other time; or the agenda of the meeting with this id",
});
const minutes = z.number().int().min(1).max(MAX_MINUTES).nullable();
const notes = words(MAX_NOTES_LENGTH).openapi({ description: "Markdown" });

export const addTopicSchema = z
  .strictObject({
    title: line(MAX_TITLE_LENGTH),
    place: place.optional().openapi({ description: "Left out: `hopper`" }),
    notes: notes.optional(),
    altitude: z.enum(["big_picture", "detail"]).optional(),
    minutes: minutes.optional(),
  })
  .openapi("AddTopic");

export const changeTopicSchema = z
  .strictObject({
    title: line(MAX_TITLE_LENGTH).optional(),
    place: place.optional(),
    appendNotes: notes.optional().openapi({ description: "Markdown that goes to the end of the notes" }),
    altitude: z.enum(["big_picture", "detail"]).optional(),
    minutes: minutes.optional(),
    state: z.enum(["open", "discussed", "let_go"]).optional(),
  })
  .openapi("ChangeTopic");

export const agreementSchema = z
  .strictObject({
    line: words(MAX_ANSWER_LENGTH).openapi({ description: "What came of it; empty: it is taken back" }),
    link: z
      .string()
      .max(2_000)
      .refine(
        (text) => /^https?:\/\//i.test(text) && safeHref(text) !== null && URL.canParse(text),
        "That is no address of a page.",
      )
      .nullable()
      .optional(),
  })
  .openapi("Agreement");

export const addActionSchema = z
  .strictObject({
    text: line(MAX_TITLE_LENGTH),
    owner: member.optional().openapi({ description: "Left out: you" }),
    due: day.nullable().optional(),
    topic: id.optional().openapi({ description: "The topic from which it comes" }),
  })
  .openapi("AddAction");

export const changeActionSchema = z
  .strictObject({
    text: line(MAX_TITLE_LENGTH).optional(),
    owner: member.optional(),
    due: day.nullable().optional(),
    state: z.enum(["open", "done", "dropped"]).optional(),
    why: line(MAX_ANSWER_LENGTH).nullable().optional(),
  })
  .openapi("ChangeAction");
