import { randomBytes, randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { Base } from "../start/open-base.ts";
import { accessTokenOf, type PermissionParts, readPermission } from "./account-permission.ts";
import { createAddressSeal } from "./address-seal.ts";
import { originsOf } from "./calendar-providers.ts";
import type { ConsentPorts } from "./consent-routes.ts";
import type { HintKeeping } from "./keep-hints.ts";
import { leaveService } from "./leave-service.ts";
import type { ServicePorts } from "./open-service-account.ts";

const PAUSE_MILLISECONDS = 500; // another node renews the same permission

export type Consents = {
  ports: ConsentPorts;
  services: ServicePorts;
  hints: Omit<HintKeeping, "isMyTurn">;
  leave: (accountId: string) => Promise<void>;
};

/** The permissions that people gave at calendar services, on whichever node they are used. */
export function openConsents(
  { config, secret, database, now }: Pick<Base, "config" | "secret" | "database" | "now">,
  origin: () => string,
): Consents {
  const seal = createAddressSeal(secret, randomBytes);
  const providers = config.calendarProviders;
  const allowed = originsOf(providers);
  const { db } = database;
  const parts: PermissionParts = { db, seal, providers, allowed, now, pause: () => setTimeout(PAUSE_MILLISECONDS) };
  const tokenOf = (id: string) => accessTokenOf(parts, id);
  return {
    ports: { seal, providers, allowed, random: randomBytes },
    services: {
      ...{ providers, allowed, tokenOf },
      mayWrite: async (id) => (await readPermission(parts, id))?.writes ?? false,
    },
    hints: { db, providers, allowed, tokenOf, origin, now, newId: randomUUID, random: randomBytes },
    leave: (id) => leaveService({ ...parts, tokenOf }, id),
  };
}
