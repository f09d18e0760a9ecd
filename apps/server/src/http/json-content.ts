import { z } from "@hono/zod-openapi";

/** A JSON body, in or out, for a route's description. */
export function json<Schema extends z.ZodType>(schema: Schema) {
  return { content: { "application/json": { schema } } };
}

export function jsonBody<Schema extends z.ZodType>(schema: Schema) {
  return { body: { ...json(schema), required: true } };
}

const problemSchema = z
  .object({ type: z.string(), title: z.string(), status: z.number().int(), detail: z.string().optional() })
  .openapi("Problem");

/** What a route may answer instead, each as application/problem+json. */
export function problems<Status extends 400 | 401 | 403 | 404 | 409 | 410 | 412 | 413 | 415 | 422 | 429 | 503>(
  ...statuses: Status[]
) {
  const content = { "application/problem+json": { schema: problemSchema } };
  const answers: Partial<Record<Status, { description: string; content: typeof content }>> = {};
  for (const status of statuses) answers[status] = { description: MEANING[status], content };
  return answers as Required<typeof answers>;
}

const MEANING = {
  400: "The request is not as it should be",
  401: "Not signed in",
  403: "Sent by another site",
  404: "Not there, or not yours: the answer is the same",
  409: "Not possible as things stand",
  410: "It was there, and is over",
  412: "Not any more as it was when it was read",
  413: "More than can be sent at once",
  415: "The body is not said to be application/json",
  422: "The same Idempotency-Key for another request",
  503: "Not just now; the same may be tried again",
  429: "Too many tries; Retry-After says when again",
} as const;
