import type { Config } from "../config.ts";
import { databaseConfig } from "../database/database-config.ts";
import { forgetSecret } from "../people/secret-fingerprint.ts";
import { openBeside } from "./open-beside.ts";

/** Lets the next server that starts say which secret all of this database sign with. @returns what to print. */
export async function expectNewSecret({ databaseUrl, dataDirectory }: Config, json: boolean): Promise<string> {
  const beside = await openBeside(databaseConfig({ DATABASE_URL: databaseUrl ?? undefined }, dataDirectory));
  try {
    await forgetSecret(beside.db);
  } finally {
    await beside.close();
  }
  return json ? JSON.stringify({ expected: true }) : SAID;
}

const SAID =
  "The next server that starts says which secret it is from now on. Start no other with the old one: everybody signs in anew.";
