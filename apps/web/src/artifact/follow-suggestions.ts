import type { ArtifactSuggestion } from "@candor/protocol/http/artifact.ts";
import { type ReadonlySignal, signal } from "@preact/signals";
import type { PageHandle } from "../offline/page-handle.ts";
import { listSuggestions } from "./artifact-calls.ts";

const LOOK_AGAIN_MILLISECONDS = 20_000; // whoever has it open tells at once; whoever suggests by other ways does not

export type Suggestions = {
  /** as the server told them last: what is open, then what is decided */
  all: ReadonlySignal<readonly ArtifactSuggestion[]>;
  /** after something of them was changed here: looks again, and has the others look */
  changed: () => Promise<void>;
  stop: () => void;
};

/** Keeps the suggestions of an artifact that is open as the server has them. Who has it open tells the rest that there is news. */
export function followSuggestions({ pairId, awareness }: PageHandle): Suggestions {
  const all = signal<readonly ArtifactSuggestion[]>([]);
  const seen = new Map<number, unknown>();
  let isStopped = false;
  const look = async () => {
    const result = await listSuggestions(pairId);
    if (result.type === "ok" && !isStopped) all.value = result.value;
  };
  const lookIfShown = () => {
    if (document.visibilityState === "visible") void look();
  };
  const onNews = () => {
    let isNews = false;
    for (const [client, state] of awareness.getStates()) {
      if (client === awareness.clientID) continue;
      if (state.suggested !== undefined && seen.get(client) !== state.suggested) isNews = true;
      seen.set(client, state.suggested);
    }
    if (isNews) void look();
  };
  const timer = setInterval(lookIfShown, LOOK_AGAIN_MILLISECONDS);
  document.addEventListener("visibilitychange", lookIfShown);
  awareness.on("change", onNews);
  void look();
  let count = 0;
  return {
    all,
    async changed() {
      await look();
      count += 1;
      if (!isStopped && awareness.getLocalState() !== null) awareness.setLocalStateField("suggested", count);
    },
    stop() {
      isStopped = true;
      clearInterval(timer);
      document.removeEventListener("visibilitychange", lookIfShown);
      awareness.off("change", onNews);
    },
  };
}
