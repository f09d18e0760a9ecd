import type { ApiResult } from "../people/api-client.ts";
import { texts } from "./program-texts.ts";

export function sayProblem(result: Exclude<ApiResult<unknown>, { type: "ok" }>): string {
  return result.type === "unreachable" ? texts.unreachable : result.title;
}
