import type { Pair } from "@candor/protocol/http/people.ts";
import type { BeginWorkspacePair } from "@candor/protocol/http/workspace.ts";
import { thisTab } from "../offline/this-tab.ts";
import type { ApiResult } from "../people/api-client.ts";
import { writeFirstPage } from "../people/create-pair.ts";
import { markFresh } from "../people/fresh-pages.ts";
import { peopleOf } from "../people/people-of.ts";
import type { WorkspaceClient } from "./workspace-client.ts";

/**
 * Begins a page with somebody of the workspace, or finds the one that the two have.
 *
 * @param first how it begins; left out: as is usual for the two, at a guessed time.
 */
export async function beginWorkspacePage(
  client: WorkspaceClient,
  wanted: BeginWorkspacePair,
  first: { everyWeeks?: number; firstStart?: null } = {},
): Promise<ApiResult<Pair>> {
  const { people, pages, environment } = thisTab();
  const pairId = environment.newUuid();
  const result = await client.begin(pairId, wanted);
  if (result.type !== "ok") return result;
  const pair = result.value;
  await people.takePair(pair);
  if (pair.id !== pairId) return result; // they had one
  const { a, b } = peopleOf(pair);
  await writeFirstPage({ pages }, pairId, {
    from: a,
    to: b,
    everyWeeks: wanted.relation === "report" ? 1 : 4,
    ...first,
  });
  markFresh(pairId);
  return result;
}
