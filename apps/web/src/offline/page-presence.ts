import type { MemberId } from "@candor/core/person/member.ts";
import { ArrivedUpdate } from "@candor/document/edit.ts";
import { MAX_AWARENESS_BYTES } from "@candor/protocol/sync/limits.ts";
import { type ReadonlySignal, signal } from "@preact/signals";
import { type Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from "y-protocols/awareness";
import type { Presence } from "./page-handle.ts";
import type { TabEnvironment } from "./tab-environment.ts";

const MOMENT_MS = 60; // a caret moves at once, and then at most this often

type Change = { added: number[]; updated: number[]; removed: number[] };

/** Who is here, told both ways: this tab's state out, the others' in, each with the name that the server knows. */
export class PagePresence {
  readonly others: ReadonlySignal<Presence[]>;
  private readonly list = signal<Presence[]>([]);
  private readonly awareness: Awareness;
  private readonly environment: TabEnvironment;
  private readonly me: () => string | null;
  private readonly send: (update: Uint8Array) => void;
  private readonly stopIdle: () => void;
  private stopMoment: (() => void) | null = null;
  private movedSince = false;

  constructor(
    environment: TabEnvironment,
    { awareness, me, send }: { awareness: Awareness; me: () => string | null; send: (update: Uint8Array) => void },
  ) {
    this.environment = environment;
    this.awareness = awareness;
    this.me = me;
    this.send = send;
    this.others = this.list;
    awareness.on("update", this.onUpdate);
    awareness.on("change", this.onChange);
    this.stopIdle = environment.onIdleChange((idle) => awareness.setLocalStateField("idle", idle));
  }

  /** Says that this tab is here, on a channel that has just been opened. */
  announce(): void {
    this.stopMoment?.();
    this.stopMoment = null;
    this.speak();
  }

  receive(update: Uint8Array): void {
    applyAwarenessUpdate(this.awareness, update, new ArrivedUpdate("server"));
  }

  /** Nobody can be seen any more: the way to the server is gone. */
  forgetOthers(): void {
    const { awareness } = this;
    const gone = [...awareness.getStates().keys()].filter((client) => client !== awareness.clientID);
    for (const client of gone) {
      awareness.states.delete(client);
      // Their clocks are the server's, and one that has been started anew counts from the beginning.
      awareness.meta.delete(client);
    }
    if (gone.length > 0) awareness.emit("change", [{ added: [], updated: [], removed: gone }, "gone"]);
  }

  close(): void {
    this.stopIdle();
    this.stopMoment?.();
    this.awareness.off("update", this.onUpdate);
    this.awareness.off("change", this.onChange);
  }

  private readonly onUpdate = ({ added, updated, removed }: Change): void => {
    const own = this.awareness.clientID;
    if (![...added, ...updated, ...removed].includes(own)) return;
    if (this.stopMoment) this.movedSince = true;
    else this.speak();
  };

  private speak(): void {
    const update = encodeAwarenessUpdate(this.awareness, [this.awareness.clientID]);
    if (update.length <= MAX_AWARENESS_BYTES) this.send(update);
    this.movedSince = false;
    this.stopMoment = this.environment.later(MOMENT_MS, () => {
      this.stopMoment = null;
      if (this.movedSince) this.speak();
    });
  }

  private readonly onChange = (): void => {
    const next = this.read();
    // A caret that moves changes nothing of this; whoever shows the list need not look again.
    if (JSON.stringify(next) !== JSON.stringify(this.list.peek())) this.list.value = next;
  };

  /** One entry a person, however many tabs they have; active if they are in any. */
  private read(): Presence[] {
    const byMember = new Map<string, Presence>();
    const me = this.me();
    for (const [client, state] of this.awareness.getStates()) {
      const user: unknown = state.user;
      if (client === this.awareness.clientID || !isUser(user) || user.member === me) continue;
      const idle = state.idle === true && byMember.get(user.member)?.idle !== false;
      byMember.set(user.member, { member: user.member, name: user.name, idle });
    }
    return [...byMember.values()];
  }
}

function isUser(user: unknown): user is { member: MemberId; name: string } {
  if (typeof user !== "object" || user === null) return false;
  return "member" in user && typeof user.member === "string" && "name" in user && typeof user.name === "string";
}
