import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { EventReader } from "./event-reader.ts";
import type { NodeBus, NodeEvent } from "./node-bus.ts";

/** For the one process that has a SQLite file: there is nobody else to tell. */
export async function openLocalBus(db: Kysely<Schema>, node: string): Promise<NodeBus> {
  const listeners = new Set<(event: NodeEvent) => void>();
  const tell = (event: NodeEvent) => {
    for (const listener of [...listeners]) listener(event);
  };
  const events = await EventReader.open(db, node, tell);
  return {
    node,
    tell,
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    catchUp: () => events.catchUp(),
    whisper: () => {},
    onWhisper: () => () => {},
    onTrouble: () => () => {},
    close: async () => {},
  };
}
