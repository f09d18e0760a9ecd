import type { NoteRecordsPage } from "@candor/protocol/http/notebook.ts";
import type { TabEnvironment } from "../offline/tab-environment.ts";
import type { NotebookAnswer } from "./notebook-api.ts";

const NEWS_LOCK = "candor:notebook:news";
const LEAST_PAUSE_MS = 2_000;
const MOST_PAUSE_MS = 60_000;
const REAL_WAIT_MS = 1_000; // an answer with nothing in it that came sooner than that did not wait
const HIDDEN_MS = 5 * 60_000; // then nobody is looking who could miss a second

export type NewsParts = {
  environment: Pick<TabEnvironment, "locks" | "later" | "clock" | "onWake" | "onLeave">;
  device: string;
  /** up to which number this device has read; null: no vault is here any more */
  at: () => Promise<{ vault: string; after: number } | null>;
  /** asks for what is newer, and has the server wait for it */
  ask: (at: { vault: string; after: number }, signal: AbortSignal) => Promise<NotebookAnswer<NoteRecordsPage>>;
  /** another device has written something */
  news: () => Promise<void>;
};

/**
 * Hears of what other devices write as soon as the server has it. One tab of a browser asks for all, since a browser has
 * six connections to a server at most; one that nobody has looked at for long leaves it to another. @returns stops it.
 */
export function awaitNews(parts: NewsParts): () => void {
  const { environment } = parts;
  let asking: AbortController | null = null;
  let stopHidden: () => void = () => undefined;
  const end = () => {
    stopHidden();
    asking?.abort();
    asking = null;
  };
  const begin = () => {
    end();
    asking = new AbortController();
    void askOn(parts, asking.signal);
  };
  const stops = [
    environment.onWake(begin),
    environment.onLeave(() => {
      stopHidden();
      stopHidden = environment.later(HIDDEN_MS, end);
    }),
  ];
  begin();
  return () => {
    end();
    for (const stop of stops) stop();
  };
}

async function askOn(parts: NewsParts, signal: AbortSignal): Promise<void> {
  const { environment, device } = parts;
  // Without locks every tab would ask; what they look at now and then has to do.
  const release = await environment.locks?.hold(NEWS_LOCK, signal);
  if (!release) return;
  try {
    let seen = 0;
    let pause = 0;
    while (!signal.aborted) {
      const at = await parts.at();
      if (!at) return;
      const begun = environment.clock();
      const after = Math.max(at.after, seen);
      const answer = await parts.ask({ vault: at.vault, after }, signal);
      if (signal.aborted) return;
      const records = answer.type === "ok" ? answer.value.records : [];
      seen = Math.max(after, records.at(-1)?.seq ?? 0);
      if (records.some((record) => record.device !== device)) await parts.news();
      const isAsIntended = seen > after || (answer.type === "ok" && environment.clock() - begun >= REAL_WAIT_MS);
      pause = isAsIntended ? 0 : Math.min(Math.max(LEAST_PAUSE_MS, 2 * pause), MOST_PAUSE_MS);
      if (pause > 0) await rest(environment, pause, signal);
    }
  } finally {
    release();
  }
}

function rest({ later }: Pick<TabEnvironment, "later">, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const stop = later(milliseconds, resolve);
    signal.addEventListener("abort", () => {
      stop();
      resolve();
    });
  });
}
