import type { NoteAccess } from "@candor/protocol/http/access.ts";
import { thisTab } from "../offline/this-tab.ts";
import { callApi } from "../people/api-client.ts";

/** Says in the page's access log what this device has done, which no server sees; out of reach, it stays unsaid. */
export function noteAccess(pairId: string, kind: NoteAccess["kind"]): void {
  void callApi<void>(thisTab().fetch, { method: "POST", path: `/api/pairs/${pairId}/access-log`, body: { kind } });
}
