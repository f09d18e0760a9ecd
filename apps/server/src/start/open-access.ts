import { randomBytes } from "node:crypto";
import { createSocketTickets, type SocketTickets } from "../access/socket-tickets.ts";
import { openTicketUses } from "../access/ticket-uses.ts";
import { type Auth, createAuth } from "../people/auth.ts";
import { type ChangeablePageAccess, createPageAccess } from "../people/page-access.ts";
import { createVouch, type Vouch } from "../sync/vouch/create-vouch.ts";
import type { Base } from "./open-base.ts";

/** Who somebody is, and what they may do. */
export type Access = { auth: Auth; access: ChangeablePageAccess; tickets: SocketTickets; vouch: Vouch };

/** @param origins read at first use. */
export function openAccess({ database, secret, log, now }: Base, origins: () => readonly string[]): Access {
  const { db, engine } = database;
  return {
    auth: createAuth(() => ({ db, engine, secret, origins: origins(), log }), now),
    access: createPageAccess(database, now),
    tickets: createSocketTickets({ secret, uses: openTicketUses(database, now), now, randomBytes }),
    vouch: createVouch(secret),
  };
}
