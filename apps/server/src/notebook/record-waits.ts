import type { NodeBus } from "../nodes/node-bus.ts";

/** Who waits for new records of a vault, on this node. What is lost on the way makes it later and nothing else. */
export type RecordWaits = {
  /** Begins before the vault is read, so that what comes meanwhile is not missed. */
  begin(asked: { vault: string; userId: string; session: string; milliseconds: number }): RecordWait;
  /** Something has been appended, and committed. */
  appended(vault: string): void;
  /** Ends every wait. */
  close(): void;
};

export type RecordWait = {
  /** `appended`: look again; `over`: the time is, or they have signed out, or the server stops. */
  next(): Promise<"appended" | "over">;
  end(): void;
};

const WAITS_A_PERSON = 8; // tabs and devices; one more ends the oldest
const WHISPER = "notes ";

export function createRecordWaits(
  nodes: Pick<NodeBus, "whisper" | "onWhisper" | "onEvent">,
  later: (milliseconds: number, run: () => void) => () => void,
): RecordWaits {
  const waits = new Set<Wait>();
  const those = (isMeant: (wait: Wait) => boolean) => [...waits].filter(isMeant);
  const tell = (vault: string) => {
    for (const wait of those((each) => each.vault === vault)) wait.tell();
  };
  const closing = [
    nodes.onWhisper((text) => {
      if (text.startsWith(WHISPER)) tell(text.slice(WHISPER.length));
    }),
    nodes.onEvent(({ kind, subject }) => {
      if (kind === "signed_out") for (const wait of those(({ userId }) => userId === subject)) wait.end();
      if (kind === "session_ended") for (const wait of those(({ session }) => session === subject)) wait.end();
    }),
  ];
  return {
    begin({ milliseconds, ...asker }) {
      const mine = those(({ userId }) => userId === asker.userId);
      if (mine.length >= WAITS_A_PERSON) mine[0]?.end();
      const wait = new Wait(asker, (ended) => {
        waits.delete(ended);
        stop();
      });
      const stop = later(milliseconds, () => wait.end());
      waits.add(wait);
      return wait;
    },
    appended(vault) {
      tell(vault);
      nodes.whisper(WHISPER + vault, WHISPER + vault);
    },
    close() {
      for (const stop of closing) stop();
      for (const wait of those(() => true)) wait.end();
    },
  };
}

class Wait implements RecordWait {
  readonly vault: string;
  readonly userId: string;
  readonly session: string;
  readonly #onEnd: (wait: Wait) => void;
  #isOver = false;
  #told = Promise.withResolvers<void>();

  constructor(asker: { vault: string; userId: string; session: string }, onEnd: (wait: Wait) => void) {
    this.vault = asker.vault;
    this.userId = asker.userId;
    this.session = asker.session;
    this.#onEnd = onEnd;
  }

  async next(): Promise<"appended" | "over"> {
    await this.#told.promise;
    if (this.#isOver) return "over";
    this.#told = Promise.withResolvers();
    return "appended";
  }

  tell(): void {
    this.#told.resolve();
  }

  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#told.resolve();
    this.#onEnd(this);
  }
}
