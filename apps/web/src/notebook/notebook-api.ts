import {
  type AppendedNoteRecords,
  type AppendNoteRecords,
  MAX_WAIT_SECONDS,
  type ManifestConflict,
  type PutManifest,
  type RecordsConflict,
  type VaultState,
} from "@candor/protocol/http/notebook.ts";
import type { TabEnvironment } from "../offline/tab-environment.ts";
import type { Fetch } from "../people/api-client.ts";
import {
  isAppended,
  isHeads,
  isNothing,
  isRecordsPage,
  isVaultList,
  isVaultState,
  type SortedPage,
  sortOut,
} from "./judge-answer.ts";

/** What became of a request. A refusal carries what the server says beside it. */
export type NotebookAnswer<T, Refusal = { title: string }> =
  | { type: "ok"; value: T }
  /** for good: the same again is answered alike */
  | { type: "refused"; name: string; problem: Refusal }
  | { type: "unreachable" };

export type NotebookApi = ReturnType<typeof notebookApi>;

type Edge = { fetch: Fetch } & Pick<TabEnvironment, "later">;

/** Everything that is asked of the server about private notes: sealed bytes go there, and nothing else. */
export function notebookApi(edge: Edge) {
  const at = (vault: string) => `/api/notebook/vaults/${vault}`;
  return {
    listVaults: () => ask(edge, isVaultList, "GET", "/api/notebook/vaults"),
    readVault: (vault: string) => ask(edge, isVaultState, "GET", at(vault)),
    putManifest: (vault: string, body: PutManifest) =>
      ask<VaultState, ManifestConflict>(edge, isVaultState, "PUT", at(vault), body),
    destroyVault: (vault: string) => ask(edge, isNothing, "DELETE", at(vault)),
    readHeads: (vault: string) => ask(edge, isHeads, "GET", `${at(vault)}/heads`),
    append: (vault: string, body: AppendNoteRecords) =>
      ask<AppendedNoteRecords, RecordsConflict>(edge, isAppended, "POST", `${at(vault)}/records`, body),
    readRecords: (vault: string, after: number) => askPage(edge, `${at(vault)}/records?after=${after}&covered=skip`),
    /** waits for one that is new, as long as the server waits */
    awaitRecords: ({ vault, after }: { vault: string; after: number }, signal: AbortSignal) =>
      askPage(edge, `${at(vault)}/records?after=${after}&covered=skip&wait=${MAX_WAIT_SECONDS}`, signal),
    /** with what a confirmed snapshot stands for, as far as the server still has it */
    readDocument: (vault: string, doc: string, after: number) =>
      askPage(edge, `${at(vault)}/records?after=${after}&doc=${doc}`),
    confirmSnapshot: (vault: string, seq: number) =>
      ask(edge, isNothing, "POST", `${at(vault)}/snapshots/${seq}/confirm`),
  };
}

async function askPage(edge: Edge, path: string, signal?: AbortSignal): Promise<NotebookAnswer<SortedPage>> {
  const answer = await ask(edge, isRecordsPage, "GET", path, undefined, signal);
  return answer.type === "ok" ? { type: "ok", value: sortOut(answer.value) } : answer;
}

const PASSING = [408, 425, 429]; // ask again later
const ANSWER_MS = 30_000; // until an answer begins; a connection that swallows everything gives none
const SENT_EACH_MS = 20; // bytes that even a slow connection takes in a millisecond
const READ_MS = 180_000; // a page of records over a slow connection

/** @param signal of one that waits as long as the server does, and is ended from outside. */
async function ask<T, Refusal = { title: string }>(
  { fetch, later }: Edge,
  isAnswer: (value: unknown) => value is T,
  method: string,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<NotebookAnswer<T, Refusal>> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const ending = new AbortController();
  const end = () => ending.abort();
  signal?.addEventListener("abort", end);
  const within = <Answer>(milliseconds: number, answer: Promise<Answer>) =>
    new Promise<Answer>((resolve, reject) => {
      const stop = later(milliseconds, () => {
        reject(new Error("no answer in time"));
        end();
      });
      void answer.then(resolve, reject).finally(stop);
    });
  try {
    const answer = fetch(path, {
      method,
      credentials: "same-origin",
      cache: "no-store",
      signal: ending.signal,
      ...(text === undefined ? {} : { headers: { "content-type": "application/json" }, body: text }),
    });
    const response = await (signal ? answer : within(ANSWER_MS + (text?.length ?? 0) / SENT_EACH_MS, answer));
    const read = () => within(READ_MS, response.json() as Promise<unknown>);
    if (response.ok) {
      const value = response.status === 204 ? undefined : await read();
      return isAnswer(value) ? { type: "ok", value } : { type: "unreachable" };
    }
    if (response.status >= 500 || PASSING.includes(response.status)) return { type: "unreachable" };
    const isProblem = response.headers.get("content-type")?.startsWith("application/problem+json") ?? false;
    // What stands before the server may have limits of its own; to a question it is no answer.
    if (!isProblem && body === undefined) return { type: "unreachable" };
    if (!isProblem) {
      const name = response.status === 413 ? "too_large" : "not_let_through";
      return { type: "refused", name, problem: { title: response.statusText } as Refusal };
    }
    const problem = (await read()) as { type: string; title: string; newest?: unknown };
    if (problem.newest !== undefined && !isVaultState(problem.newest)) return { type: "unreachable" };
    return {
      type: "refused",
      name: problem.type.slice(problem.type.lastIndexOf("/") + 1),
      problem: problem as Refusal,
    };
  } catch {
    return { type: "unreachable" };
  } finally {
    signal?.removeEventListener("abort", end);
  }
}
