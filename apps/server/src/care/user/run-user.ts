import { randomBytes } from "node:crypto";
import type { CareCommand } from "@candor/protocol/care/care-command.ts";
import type { Config } from "../../config.ts";
import { databaseConfig } from "../../database/database-config.ts";
import { makeSetupLink, SETUP_LINK_DAYS } from "../../workspace/setup-link.ts";
import { type Beside, openBeside } from "../open-beside.ts";
import { listUsers, type ShownUser, showUser } from "./list-users.ts";
import { makeOwner } from "./make-owner.ts";
import { signOutEverywhere } from "./sign-out-everywhere.ts";

/** @returns what to print, as data and as lines. */
export async function runUser(
  config: Config,
  command: Extract<CareCommand, { command: "user" }>,
  now: Date,
): Promise<{ data: unknown; lines: string[] }> {
  const beside = await openBeside(
    databaseConfig({ DATABASE_URL: config.databaseUrl ?? undefined }, config.dataDirectory),
  );
  try {
    return await act(beside, config, command, now);
  } finally {
    await beside.close();
  }
}

async function act(
  { db }: Beside,
  config: Config,
  command: Extract<CareCommand, { command: "user" }>,
  now: Date,
): Promise<{ data: unknown; lines: string[] }> {
  switch (command.action) {
    case "list": {
      const users = await listUsers(db);
      return { data: users, lines: users.map(lineOf) };
    }
    case "show": {
      const user = await showUser(db, command.who);
      return {
        data: user,
        lines: [lineOf(user), ...user.signIns.map(({ since, until }) => `  signed in since ${since}, until ${until}`)],
      };
    }
    case "sign-out": {
      const ended = await signOutEverywhere(db, command.who, now);
      return { data: { ended }, lines: [`${ended} sign-ins are ended; open pages close within a few seconds.`] };
    }
    case "make-owner": {
      const made = await makeOwner(db, command);
      return { data: made, lines: [`${made.name} is an owner of ${made.workspace} now.`] };
    }
    case "setup-link": {
      const path = await makeSetupLink(db, randomBytes(32), now);
      const address = `${config.origins[0] ?? `http://localhost:${config.port}`}${path}`;
      return {
        data: { address },
        lines: [
          address,
          `Whoever opens it begins a workspace and owns it: once, within ${SETUP_LINK_DAYS} days. Older links are void.`,
        ],
      };
    }
  }
}

function lineOf({ id, name, email, workspaces, pages, signIns }: ShownUser): string {
  const roles = workspaces.map(({ name: of, role }) => `${role} of ${of}`).join(", ");
  return [
    id,
    name || "(no name)",
    email ?? "(no e-mail address)",
    roles || "no workspace",
    `${pages} pages`,
    `${signIns.length} sign-ins`,
  ].join("  ");
}
