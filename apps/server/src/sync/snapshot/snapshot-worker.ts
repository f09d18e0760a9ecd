import { Worker } from "node:worker_threads";
import type { ArtifactFacts } from "@candor/document/artifact/artifact-paper.ts";
import type { ApiSealed } from "@candor/protocol/http/api.ts";
import type { ActMade, ActRequest } from "../../api/act-in-thread.ts";
import { workerUrl } from "../../database/worker-url.ts";
import type { Digests } from "../../page/projection/changed-rows.ts";
import type { LoggedPage } from "./logged-page.ts";
import { packPage } from "./pack-page.ts";
import type {
  ArtifactChange,
  PageChange,
  ProjectedVolume,
  SeriesChange,
  SnapshotAnswer,
  SnapshotReply,
  SnapshotRequest,
  Volume,
} from "./snapshot-messages.ts";

const MAX_HEAP_MEGABYTES = 512; // a page at its limit of 5 MiB takes about 120
const TIMEOUT_MILLISECONDS = 60_000;
const IDLE_MILLISECONDS = 60_000; // then its memory is given back

/**
 * The thread in which documents are built: begun when there is something to do, ended when there is not. One request at
 * a time.
 */
export class SnapshotWorker {
  #worker: Worker | null = null;
  #lastId = 0;
  #queue: Promise<unknown> = Promise.resolve();
  #idle: NodeJS.Timeout | null = null;
  #pending = 0;

  /** @throws {Error} if the thread died, ran out of memory or took too long; so do the others. */
  make(
    page: LoggedPage,
    digests: Digests,
    volumes: readonly Volume[],
  ): Promise<AnswerOf<"made" | "mended" | "unsound">> {
    return this.#inTurn({ type: "snapshot", page, digests, volumes }, ["made", "mended", "unsound"]);
  }

  stateOf(page: LoggedPage): Promise<AnswerOf<"state" | "unsound">> {
    return this.#inTurn({ type: "state", page }, ["state", "unsound"]);
  }

  seal(page: LoggedPage, volumes: readonly Volume[], now: string): Promise<AnswerOf<"sealed" | "unsound">> {
    return this.#inTurn({ type: "seal", page, volumes, now }, ["sealed", "unsound"]);
  }

  cut(page: LoggedPage, ids: readonly string[]): Promise<AnswerOf<"cut" | "unsound">> {
    return this.#inTurn({ type: "cut", page, ids }, ["cut", "unsound"]);
  }

  mergeKept(page: LoggedPage, kept: readonly Uint8Array[]): Promise<AnswerOf<"brought back" | "unsound">> {
    return this.#inTurn({ type: "bring back", page, kept }, ["brought back", "unsound"]);
  }

  changeSeries(page: LoggedPage, change: SeriesChange, clientId: number): Promise<AnswerOf<"series" | "unsound">> {
    return this.#inTurn({ type: "series", page, change, clientId }, ["series", "unsound"]);
  }

  changeArtifact(
    page: LoggedPage,
    change: ArtifactChange,
    clientId: number,
  ): Promise<AnswerOf<"artifact" | "unsound">> {
    return this.#inTurn({ type: "artifact", page, change, clientId }, ["artifact", "unsound"]);
  }

  readPaper(page: LoggedPage, facts: ArtifactFacts): Promise<AnswerOf<"paper" | "unsound">> {
    return this.#inTurn({ type: "paper", page, facts }, ["paper", "unsound"]);
  }

  writePage(page: LoggedPage, change: PageChange, clientId: number): Promise<AnswerOf<"written" | "unsound">> {
    return this.#inTurn({ type: "write", page, change, clientId }, ["written", "unsound"]);
  }

  act(page: LoggedPage, request: ActRequest, clientId: number): Promise<ActMade | AnswerOf<"unsound">> {
    return this.#inTurn({ type: "act", page, request, clientId }, ["act", "unsound"]);
  }

  present(page: LoggedPage): Promise<AnswerOf<"presented" | "unsound">> {
    return this.#inTurn({ type: "present", page }, ["presented", "unsound"]);
  }

  async presentYears(volumes: readonly Volume[]): Promise<ApiSealed> {
    return (await this.#inTurn({ type: "present years", page: packPage(null, []), volumes }, ["presented years"]))
      .sealed;
  }

  presentText(page: LoggedPage): Promise<AnswerOf<"presented text" | "unsound">> {
    return this.#inTurn({ type: "present text", page }, ["presented text", "unsound"]);
  }

  async project(volumes: readonly Volume[]): Promise<ProjectedVolume[]> {
    return (await this.#inTurn({ type: "project", page: packPage(null, []), volumes }, ["volumes"])).volumes;
  }

  async close(): Promise<void> {
    await this.#queue.catch(() => {});
    await this.#end();
  }

  #inTurn<T extends SnapshotAnswer["type"]>(
    request: WithoutId<SnapshotRequest>,
    expected: readonly T[],
  ): Promise<AnswerOf<T>> {
    this.#pending += 1;
    const turn = this.#queue.then(() => this.#ask(request));
    this.#queue = turn.catch(() => {}).finally(() => this.#rest());
    return turn.then((reply) => {
      if (expected.includes(reply.type as T)) return reply as SnapshotAnswer as AnswerOf<T>;
      throw new Error(`the snapshot thread answered ${reply.type} to ${request.type}`);
    });
  }

  #ask(request: WithoutId<SnapshotRequest>): Promise<SnapshotReply> {
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#worker ??= this.#begin();
    const worker = this.#worker;
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void) => {
        clearTimeout(deadline);
        worker.off("message", onMessage);
        worker.off("error", onError);
        worker.off("exit", onExit);
        worker.unref(); // an idle thread keeps no process alive
        settle();
      };
      const onMessage = (reply: SnapshotReply) => {
        if (reply.id !== id) return;
        if (reply.type === "failed") finish(() => reject(new Error(reply.message)));
        else finish(() => resolve(reply));
      };
      const onError = (error: unknown) =>
        finish(() => reject(error instanceof Error ? error : new Error(String(error))));
      const onExit = () => finish(() => reject(new Error("the snapshot thread ended")));
      const deadline = setTimeout(() => {
        void this.#end();
        finish(() => reject(new Error("a snapshot took too long")));
      }, TIMEOUT_MILLISECONDS);
      worker.ref();
      worker.on("message", onMessage);
      worker.on("error", onError);
      worker.on("exit", onExit);
      const { tail, lengths } = request.page;
      worker.postMessage({ ...request, id }, [tail.buffer, lengths.buffer] as ArrayBuffer[]);
    });
  }

  #begin(): Worker {
    const worker = new Worker(workerUrl("./snapshot-thread", import.meta.url), {
      name: "snapshots",
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MEGABYTES },
    });
    worker.unref();
    const forget = () => {
      if (this.#worker === worker) this.#worker = null;
    };
    worker.on("error", forget);
    worker.on("exit", forget);
    return worker;
  }

  #rest(): void {
    this.#pending -= 1;
    if (this.#pending > 0) return;
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#idle = setTimeout(() => {
      if (this.#pending === 0) void this.#end();
    }, IDLE_MILLISECONDS);
    this.#idle.unref();
  }

  async #end(): Promise<void> {
    if (this.#idle !== null) clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }
}

type AnswerOf<T> = Extract<SnapshotAnswer, { type: T }>;
type WithoutId<T> = T extends unknown ? Omit<T, "id"> : never;
