import type { Pair } from "@candor/protocol/http/people.ts";
import type { ApiResult } from "../people/api-client.ts";
import { beginWorkspacePage } from "../workspace/begin-page.ts";
import { workspaceClient } from "../workspace/workspace-client.ts";

type WantedSkip = { workspace: string; person: string; everyWeeks: number };

/** Begins a page with somebody two levels down. It has no time yet: the plan gives it one. */
export function beginSkipPage({ workspace, person, everyWeeks }: WantedSkip): Promise<ApiResult<Pair>> {
  const wanted = { person, relation: "skip_level", iAm: "above" } as const;
  return beginWorkspacePage(workspaceClient(workspace), wanted, { everyWeeks, firstStart: null });
}
