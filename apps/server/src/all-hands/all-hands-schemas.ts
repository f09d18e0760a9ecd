import { AGENDA_KINDS } from "@candor/core/all-hands/agenda.ts";
import { safeHref } from "@candor/core/notes/note-node.ts";
import type { AllHandsAnswer, ChangeItem, PlanAllHands, PutUpItem } from "@candor/protocol/http/all-hands.ts";
import { z } from "@hono/zod-openapi";
import { plainLine } from "../http/plain-line.ts";
import { workspaceParams } from "../workspace/workspace-schemas.ts";

const MAX_TEXT_LENGTH = 4_000;
const MOST_MINUTES = 240;

const day = z.iso.date();
const title = plainLine("A title", 200).refine((text) => text !== "", "A title is needed.");
const presenter = plainLine("A name", 120);
// PostgreSQL's text holds neither NUL nor half of a surrogate pair.
const text = z
  .string()
  .max(MAX_TEXT_LENGTH)
  .transform((typed) => typed.trim())
  .refine((typed) => !typed.includes("\0") && typed.isWellFormed(), "That is no text that can be kept.");
const link = z
  .string()
  .max(2_000)
  .refine((typed) => /^https?:\/\//i.test(typed) && safeHref(typed) !== null, "That is no address of a page.");

const itemSchema = z.object({
  ...{ id: z.uuid(), kind: z.enum(AGENDA_KINDS), title: z.string(), text: z.string() },
  ...{ people: z.number().nullable(), link: z.string().nullable(), minutes: z.number(), presenter: z.string() },
  ...{ rank: z.string(), done: z.boolean(), carried: z.number(), addedOn: day, mayRemove: z.boolean() },
});
const meetingSchema = z.object({ id: z.uuid(), day: z.string(), items: z.array(itemSchema) });

export const allHandsSchema = z
  .object({
    ...{ today: z.string(), mayLead: z.boolean(), planned: z.array(meetingSchema), held: z.array(meetingSchema) },
    board: z.array(itemSchema),
  })
  .openapi("AllHands") satisfies z.ZodType<AllHandsAnswer>;

export const planSchema = z.strictObject({ day }).openapi("PlanAllHands") satisfies z.ZodType<PlanAllHands>;

export const putUpSchema = z
  .strictObject({
    ...{ kind: z.enum(["theme", "question", "other"]), title, text, named: z.boolean() },
    ...{ people: z.number().int().min(1).max(100_000).optional(), link: link.optional() },
  })
  .openapi("PutUpItem") satisfies z.ZodType<PutUpItem>;

export const changeItemSchema = z
  .strictObject({
    ...{ title: title.optional(), text: text.optional(), presenter: presenter.optional() },
    ...{ minutes: z.number().int().min(0).max(MOST_MINUTES).optional(), done: z.boolean().optional() },
    ...{ on: z.uuid().nullable().optional(), after: z.uuid().nullable().optional() },
  })
  .openapi("ChangeAgendaItem") satisfies z.ZodType<ChangeItem>;

export const meetingParams = workspaceParams.extend({ meeting: z.uuid() });
export const itemParams = workspaceParams.extend({ item: z.uuid() });
