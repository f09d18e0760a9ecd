import type { MemberId } from "@candor/core/person/member.ts";
import type { PageWriters } from "@candor/protocol/http/people.ts";
import type { LogPoint, PageHandle } from "../offline/page-handle.ts";
import { callApi, type Fetch } from "../people/api-client.ts";

type Writers = readonly MemberId[] | null;

/** Follows whether all changes since a visit are one person's: what the server says of it, and what arrives meanwhile. */
export function followOnlyWriter() {
  let told: Writers = null;
  const since = new Set<MemberId | null>(); // from when it was asked on; null: somebody
  let turn = 0;
  const forget = () => {
    told = null;
    since.clear();
    turn += 1;
  };
  return {
    /** null where it is not certainly one person alone */
    only: (): MemberId | null => {
      const all = new Set([...(told ?? [null]), ...since]);
      const [only = null] = all;
      return all.size === 1 ? only : null;
    },
    /** Something was written now; null: by whom is not known. */
    arrived: (by: MemberId | null) => since.add(by),
    /** @returns whether there is something to say that was not known before. */
    ask: async (answer: Promise<Writers>): Promise<boolean> => {
      forget();
      const mine = turn;
      const found = await answer;
      if (mine !== turn) return false; // asked once more meanwhile, or of another visit
      told = found;
      return found !== null;
    },
    forget,
  };
}

/**
 * Asks the server for all who wrote on a page since a visit.
 *
 * @param visit what of the log it showed; left out by older versions.
 * @returns null where it is not known, or the server cannot be asked.
 */
export async function askWritersSince(
  fetch: Fetch,
  { pairId, point }: Pick<PageHandle, "pairId" | "point">,
  visit: LogPoint | null | undefined,
): Promise<Writers> {
  if (!visit?.seq || visit.epoch !== point?.epoch) return null; // a server restored from a backup counts anew
  const path = `/api/pairs/${pairId}/versions/${visit.seq}/writers-after`;
  const answer = await callApi<PageWriters>(fetch, { method: "GET", path });
  return answer.type === "ok" ? answer.value.by : null;
}
