import type { ProblemTable } from "./problem-table.ts";

/** What is wrong with any request, or with the server it reached. */
export const REQUEST_PROBLEMS = {
  invalid: { status: 400, title: "Something in the request is not as it should be." },
  signed_out: { status: 401, title: "Please sign in first." },
  wrong_origin: { status: 403, title: "This request came from another site, so nothing was done." },
  not_found: { status: 404, title: "There is nothing here for you." },
  not_allowed: { status: 409, title: "You can read this, and somebody else decides about it." },
  too_late: { status: 409, title: "That was too long ago to be taken back. Make a new one instead." },
  not_as_read: { status: 412, title: "It is not any more as it was when you read it. Read it again, then change it." },
  too_large: { status: 413, title: "That is more than can be sent at once." },
  unsupported_type: { status: 415, title: "The request's body must be application/json." },
  key_reused: {
    status: 422,
    title: "This Idempotency-Key was used for another request. Take a new one for each thing you want done.",
  },
  too_many_requests: { status: 429, title: "Too many tries in a short time. Wait a minute and try again." },
  failed: { status: 500, title: "Something went wrong on our side. Your page is safe; please try again." },
  files_busy: { status: 503, title: "Others are waiting for their files just now. Try again in a minute." },
  service_unavailable: { status: 503, title: "The service did not answer as it should. Please try again in a while." },
  unavailable: { status: 503, title: "The server cannot store anything just now. Please try again in a while." },
} as const satisfies ProblemTable;
