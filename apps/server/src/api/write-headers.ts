import { z } from "@hono/zod-openapi";

/** What says that the same request once more is the same wish. */
export const once = z.object({
  "idempotency-key": z.string().optional().openapi({
    description: "The same request with the same key is done once, for a day, and answered alike",
  }),
});

/** What says besides of which state of the thing a change is meant. */
export const conditional = once.extend({
  "if-match": z.string().optional().openapi({
    description: "The `ETag` that came with what you read; where it has changed since, nothing is done (412)",
  }),
});
