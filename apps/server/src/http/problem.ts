import type { Problem } from "@candor/protocol/http/people.ts";
import type { Context, TypedResponse } from "hono";
import { ARTIFACT_PROBLEMS } from "./problems/artifact-problems.ts";
import { CALENDAR_PROBLEMS } from "./problems/calendar-problems.ts";
import { CONNECTION_PROBLEMS } from "./problems/connection-problems.ts";
import { NOTEBOOK_PROBLEMS } from "./problems/notebook-problems.ts";
import { PAGE_PROBLEMS } from "./problems/page-problems.ts";
import { REQUEST_PROBLEMS } from "./problems/request-problems.ts";
import { SIGN_IN_PROBLEMS } from "./problems/sign-in-problems.ts";
import { WORKSPACE_PROBLEMS } from "./problems/workspace-problems.ts";

const PROBLEMS = {
  ...ARTIFACT_PROBLEMS,
  ...CALENDAR_PROBLEMS,
  ...CONNECTION_PROBLEMS,
  ...NOTEBOOK_PROBLEMS,
  ...PAGE_PROBLEMS,
  ...REQUEST_PROBLEMS,
  ...SIGN_IN_PROBLEMS,
  ...WORKSPACE_PROBLEMS,
} as const;

export type ProblemName = keyof typeof PROBLEMS;

type ProblemAnswer<Name> = Name extends ProblemName
  ? Response & TypedResponse<Problem, (typeof PROBLEMS)[Name]["status"], "json">
  : never;

/**
 * Answers as application/problem+json (RFC 9457); `type` is a relative reference that clients can compare.
 *
 * @param members what more the answer says (§3.2), as the route describes it.
 */
export function problem<Name extends ProblemName>(
  c: Context,
  name: Name,
  detail?: string,
  members: object = {},
): ProblemAnswer<Name> {
  const title = { type: `/problems/${name}`, ...PROBLEMS[name] };
  const body: Problem = { ...title, ...(detail === undefined ? {} : { detail }), ...members };
  const answer = c.json(body, PROBLEMS[name].status, { "content-type": "application/problem+json" });
  return answer as ProblemAnswer<Name>;
}
