import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { EventReader } from "./event-reader.ts";
import type { NodeBus, NodeEvent } from "./node-bus.ts";

const LOOK_MILLISECONDS = 2000; // at what the command line records beside the server

/** For the one process that has a SQLite file: there is nobody else to tell. */
export async function openLocalBus(db: Kysely<Schema>, node: string): Promise<NodeBus> {
  const listeners = new Set<(event: NodeEvent) => void>();
  const tell = (event: NodeEvent) => {
    for (const listener of [...listeners]) listener(event);
  };
  const events = await EventReader.open(db, node, tell);
  const looks = setInterval(() => void events.catchUp().catch(() => undefined), LOOK_MILLISECONDS);
  looks.unref();
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
    async close() {
      clearInterval(looks);
      await events.catchUp().catch(() => undefined);
    },
  };
}
