import type { ClientIds } from "./client-ids.ts";
import type { GrantSeeds } from "./grants.ts";
import type { AskDocument } from "./read-client.ts";

/** What letting assistants in needs from outside. */
export type AssistantPorts = {
  clientIds: ClientIds;
  /** null: this installation asks nobody */
  askDocument: AskDocument | null;
  newCodeSecret: () => Uint8Array;
  newGrantSeeds: () => GrantSeeds;
};
