import {
  MAX_REASON_LENGTH,
  MAX_SUGGESTED_LENGTH,
  SUGGESTION_ACTS,
  SUGGESTION_STATES,
} from "@candor/core/artifact/suggestion.ts";
import type { ArtifactSuggestion, DecideSuggestion, SuggestChange } from "@candor/protocol/http/artifact.ts";
import { z } from "@hono/zod-openapi";
import { artifactParams } from "./artifact-schemas.ts";

const MAX_POSITION_LENGTH = 200; // of its JSON

export const suggestionParams = artifactParams.extend({ suggestion: z.uuid() });

// PostgreSQL's text holds neither NUL nor half of a surrogate pair, and a text of one line no break.
const line = (most: number) =>
  z
    .string()
    .max(most)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what no line holds
    .refine((text) => text.isWellFormed() && !/[\u0000-\u001f\u007f]/.test(text), "One line of text is asked for.");

const id = z.strictObject({
  client: z
    .int()
    .min(0)
    .max(2 ** 32),
  clock: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
});
const positionSchema = z.strictObject({
  type: id.optional(),
  tname: z.literal("body").optional(),
  item: id.optional(),
  assoc: z.int().min(-1).max(0).optional(),
});
const position = z
  .string()
  .max(MAX_POSITION_LENGTH)
  .refine((text) => positionSchema.safeParse(parsed(text)).success, "That is no place in a text.");

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const time = z.iso.datetime();

export const suggestionSchema = z
  .object({
    ...{ id: z.uuid(), start: z.string(), end: z.string(), quote: z.string(), text: z.string(), reason: z.string() },
    ...{ state: z.enum(SUGGESTION_STATES), by: z.string(), isMine: z.boolean(), at: time },
    ...{ decidedBy: z.string().nullable(), decidedAt: time.nullable() },
  })
  .openapi("ArtifactSuggestion") satisfies z.ZodType<ArtifactSuggestion>;

export const suggestChangeSchema = z
  .strictObject({
    ...{ start: position, end: position },
    ...{ quote: line(MAX_SUGGESTED_LENGTH), text: line(MAX_SUGGESTED_LENGTH), reason: line(MAX_REASON_LENGTH) },
  })
  .refine(({ quote, text }) => quote !== text, "That is what stands there.")
  .openapi("SuggestChange") satisfies z.ZodType<SuggestChange>;

export const decideSuggestionSchema = z
  .strictObject({ act: z.enum(SUGGESTION_ACTS) })
  .openapi("DecideSuggestion") satisfies z.ZodType<DecideSuggestion>;
