import type { NodeBus } from "../../nodes/node-bus.ts";
import type { Channel } from "./channel.ts";
import type { Room } from "./room.ts";

export type PresencePorts = {
  nodes: Pick<NodeBus, "whisper" | "onWhisper">;
  rooms: ReadonlyMap<string, Room>;
  clock: () => number;
  /** A state that was stamped elsewhere: what is stamped here from now on is newer. */
  sawClock: (clock: number) => void;
};

type Said =
  /** a client's stamped state; empty: it has left */
  | ["is", page: string, clientId: number, clock: number, state: string]
  /** a client has opened the page and wants to know who else has */
  | ["opened", page: string, clientId: number, member: string];

// As long as y-protocols lets a state stand that is not said again, which a live client does every fifteen seconds.
const STANDS_MS = 30_000;

/** Who is on a page by way of another node. Told in whispers and kept by nobody. */
export class PresenceElsewhere {
  readonly #ports: PresencePorts;
  readonly #stopListening: () => void;

  constructor(ports: PresencePorts) {
    this.#ports = ports;
    this.#stopListening = ports.nodes.onWhisper((text) => this.#hear(text));
  }

  stop(): void {
    this.#stopListening();
  }

  opened({ room, clientId, user }: Channel): void {
    this.#whisper(`opened ${room.page} ${clientId}`, ["opened", room.page, clientId, user.member]);
  }

  /** @param stamped null: the client has left */
  changed({ room, clientId }: Channel, clock: number, stamped: Uint8Array | null): void {
    const state = stamped ? Buffer.from(stamped).toString("base64") : "";
    this.#whisper(`is ${room.page} ${clientId}`, ["is", room.page, clientId, clock, state]);
  }

  /** Forgets clients of which nothing has been heard: their node has ended, or no longer reaches this one. */
  sweep(): void {
    const before = this.#ports.clock() - STANDS_MS;
    for (const room of this.#ports.rooms.values()) room.forgetElsewhere(before);
  }

  #whisper(key: string, said: Said): void {
    this.#ports.nodes.whisper(key, JSON.stringify(said));
  }

  #hear(text: string): void {
    if (!text.startsWith("[")) return; // about something else
    const said = JSON.parse(text) as Said;
    const room = this.#ports.rooms.get(said[1]);
    if (said[0] === "is") {
      const [, , clientId, clock, state] = said;
      this.#ports.sawClock(clock);
      const stamped = state === "" ? null : new Uint8Array(Buffer.from(state, "base64"));
      room?.hearOfElsewhere({ clientId, clock, stamped, heardAt: this.#ports.clock() });
      return;
    }
    const [, , clientId, member] = said;
    for (const channel of room?.channels ?? []) {
      // The same tab, come back by another way before its old socket was seen to be dead.
      if (channel.clientId === clientId && channel.user.member === member) channel.isElsewhere = true;
      else if (channel.awareness && !channel.isElsewhere)
        this.changed(channel, channel.awarenessClock, channel.awareness);
    }
  }
}
