import {
  type AppendedNoteRecords,
  type AppendNoteRecords,
  MAX_WAIT_SECONDS,
  type ManifestConflict,
  type NoteHeads,
  type NoteRecordsPage,
  type PutManifest,
  type RecordsConflict,
  type VaultState,
} from "@candor/protocol/http/notebook.ts";
import type { Fetch } from "../people/api-client.ts";

/** What became of a request. A refusal carries what the server says beside it. */
export type NotebookAnswer<T, Refusal = { title: string }> =
  | { type: "ok"; value: T }
  /** for good: the same again is answered alike */
  | { type: "refused"; name: string; problem: Refusal }
  | { type: "unreachable" };

export type NotebookApi = ReturnType<typeof notebookApi>;

/** Everything that is asked of the server about private notes: sealed bytes go there, and nothing else. */
export function notebookApi(fetch: Fetch) {
  const at = (vault: string) => `/api/notebook/vaults/${vault}`;
  return {
    listVaults: () => ask<VaultState[]>(fetch, "GET", "/api/notebook/vaults"),
    readVault: (vault: string) => ask<VaultState>(fetch, "GET", at(vault)),
    putManifest: (vault: string, body: PutManifest) => ask<VaultState, ManifestConflict>(fetch, "PUT", at(vault), body),
    destroyVault: (vault: string) => ask<void>(fetch, "DELETE", at(vault)),
    readHeads: (vault: string) => ask<NoteHeads>(fetch, "GET", `${at(vault)}/heads`),
    append: (vault: string, body: AppendNoteRecords) =>
      ask<AppendedNoteRecords, RecordsConflict>(fetch, "POST", `${at(vault)}/records`, body),
    readRecords: (vault: string, after: number) =>
      ask<NoteRecordsPage>(fetch, "GET", `${at(vault)}/records?after=${after}&covered=skip`),
    /** waits for one that is new, as long as the server waits */
    awaitRecords: ({ vault, after }: { vault: string; after: number }, signal: AbortSignal) =>
      ask<NoteRecordsPage>(
        fetch,
        "GET",
        `${at(vault)}/records?after=${after}&covered=skip&wait=${MAX_WAIT_SECONDS}`,
        undefined,
        signal,
      ),
    /** with what a confirmed snapshot stands for, as far as the server still has it */
    readDocument: (vault: string, doc: string, after: number) =>
      ask<NoteRecordsPage>(fetch, "GET", `${at(vault)}/records?after=${after}&doc=${doc}`),
    confirmSnapshot: (vault: string, seq: number) => ask<void>(fetch, "POST", `${at(vault)}/snapshots/${seq}/confirm`),
  };
}

const PASSING = [408, 425, 429]; // ask again later

async function ask<T, Refusal = { title: string }>(
  fetch: Fetch,
  method: string,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<NotebookAnswer<T, Refusal>> {
  try {
    const response = await fetch(path, {
      method,
      credentials: "same-origin",
      cache: "no-store",
      ...(signal && { signal }),
      ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    });
    if (response.ok) return { type: "ok", value: (response.status === 204 ? undefined : await response.json()) as T };
    if (response.status >= 500 || PASSING.includes(response.status)) return { type: "unreachable" };
    const isProblem = response.headers.get("content-type")?.startsWith("application/problem+json") ?? false;
    // What stands before the server may have limits of its own; to a question it is no answer.
    if (!isProblem && body === undefined) return { type: "unreachable" };
    if (!isProblem) {
      const name = response.status === 413 ? "too_large" : "not_let_through";
      return { type: "refused", name, problem: { title: response.statusText } as Refusal };
    }
    const problem = (await response.json()) as { type: string; title: string };
    return {
      type: "refused",
      name: problem.type.slice(problem.type.lastIndexOf("/") + 1),
      problem: problem as Refusal,
    };
  } catch {
    return { type: "unreachable" };
  }
}
