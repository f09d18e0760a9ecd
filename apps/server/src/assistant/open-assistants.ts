import { randomBytes, randomUUID } from "node:crypto";
import type { LinkConfig } from "../link/link-config.ts";
import type { AssistantPorts } from "./assistant-ports.ts";
import { createClientIds } from "./client-ids.ts";

/** @param links whom this installation may ask; where it asks nobody for titles, it asks nobody who a client is. */
export function openAssistants(
  secret: string,
  { asks, allowed }: Pick<LinkConfig, "asks" | "allowed">,
): AssistantPorts {
  return {
    clientIds: createClientIds(secret),
    askDocument:
      asks === "all"
        ? async (address) => {
            const { askJsonDocument } = await import("@candor/integrations/assistant/ask-json-document.ts");
            return askJsonDocument(address, { allowed });
          }
        : null,
    newCodeSecret: () => randomBytes(32),
    newGrantSeeds: () => ({
      ...{ id: randomUUID(), access: randomBytes(32), refresh: randomBytes(32), family: randomBytes(16) },
    }),
  };
}
