import { refusalName } from "@candor/protocol/sync/codes.ts";
import * as Y from "yjs";
import { applyAll } from "./apply-all.ts";
import { judgeRefusal, type RefusalVerdict } from "./judge-refusal.ts";
import type { Outbox } from "./outbox.ts";
import type { ChannelMessage } from "./sync-socket.ts";

/** What the server has refused of a page so far, as far as the next refusal is judged by it. */
export class RefusedPushes {
  private readonly strikes = new Map<string, number>();
  /** what was refused for something missing before it, to be looked at beside all that the server has */
  private readonly doubted = new Set<Outbox>();
  private wasGivenSince = true;

  /** @param outbox whose push was refused, if it was one. */
  judge(
    { session, cseq, code }: Extract<ChannelMessage, { type: "refused" }>,
    outbox: Outbox | undefined,
    mayStandOnOthers: boolean,
  ): RefusalVerdict {
    const key = `${session}:${cseq}:${code}`;
    const strikes = this.strikes.get(key) ?? 0;
    const isPush = outbox !== undefined && cseq > 0;
    const { wasGivenSince } = this;
    const verdict = judgeRefusal({ code, isPush, strikes, mayStandOnOthers, wasGivenSince });
    if (verdict.type === "load_anew") this.strikes.set(key, strikes + 1);
    if (refusalName(code) === "access_ended") this.wasGivenSince = false;
    return verdict;
  }

  doubt(outbox: Outbox): void {
    this.doubted.add(outbox);
  }

  given(): void {
    this.wasGivenSince = true;
  }

  /** What an earlier life of a tab had merged otherwise may be stored in part; the rest of it still has to go. */
  trimDoubted({ snapshot, updates }: Extract<ChannelMessage, { type: "opened" }>): void {
    if (this.doubted.size === 0) return;
    const all = new Y.Doc({ gc: false });
    applyAll(all, [snapshot, ...updates], "server");
    const stateVector = Y.encodeStateVector(all);
    all.destroy();
    for (const outbox of this.doubted) outbox.trimFirst(stateVector);
    this.doubted.clear();
  }
}
