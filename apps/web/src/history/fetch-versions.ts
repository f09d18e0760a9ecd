import type { PageVersion } from "@candor/protocol/http/people.ts";
import { versionsAtOnce } from "@candor/protocol/http/versions-at-once.ts";
import * as Y from "yjs";
import { applyUpdate } from "../offline/apply-update.ts";

/** `more`: whether there are any before the last of them */
export type SomeVersions = { type: "versions"; versions: PageVersion[]; more: boolean };

export type FetchFailure = { type: "offline" } | { type: "refused" };

/** @param before a sequence number: only versions older than it; left out: from the newest. */
export async function fetchVersions(pairId: string, before?: number): Promise<SomeVersions | FetchFailure> {
  const query = before === undefined ? "" : `?before=${before}`;
  const answer = await ask(`/api/pairs/${encodeURIComponent(pairId)}/versions${query}`);
  if (!(answer instanceof Response)) return answer;
  return { type: "versions", ...versionsAtOnce((await answer.json()) as PageVersion[]) };
}

/** A page as it was, in a document of its own. */
export async function fetchVersion(
  pairId: string,
  seq: number,
): Promise<{ type: "version"; doc: Y.Doc } | { type: "unreadable" } | FetchFailure> {
  const answer = await ask(`/api/pairs/${encodeURIComponent(pairId)}/versions/${seq}`);
  if (!(answer instanceof Response)) return answer;
  const doc = new Y.Doc();
  try {
    applyUpdate(doc, new Uint8Array(await answer.arrayBuffer()));
  } catch {
    return { type: "unreadable" };
  }
  return { type: "version", doc };
}

async function ask(path: string): Promise<Response | FetchFailure> {
  let answer: Response;
  try {
    answer = await fetch(path, { credentials: "same-origin", cache: "no-store" });
  } catch {
    return { type: "offline" };
  }
  return answer.ok ? answer : { type: "refused" };
}
