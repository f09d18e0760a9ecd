import { makeFolder } from "../care/make-folder.ts";
import type { Config } from "../config.ts";
import { databaseConfig } from "../database/database-config.ts";
import { type Database, openDatabase } from "../database/open-database.ts";
import type { Log } from "../http/log.ts";
import { Meter } from "../metrics/meter.ts";
import { keepAuthSecret } from "../people/auth-secret.ts";
import { admitSecret } from "../people/secret-fingerprint.ts";
import type { OpenParts } from "./close-all.ts";

/** What every other part of the server stands on. */
export type Base = {
  config: Config;
  log: Log;
  /** what signs sessions, tickets and vouchers */
  secret: string;
  database: Database;
  meter: Meter;
  now: () => Date;
  /** a fault nobody foresaw; whoever reports it goes on */
  report: (fault: unknown, doing: string) => void;
};

/** @throws {Error} with a sentence for whoever starts the server. */
export async function openBase(config: Config, log: Log, open: OpenParts): Promise<Base> {
  await makeFolder(config.dataDirectory, 0o700);
  const secret = config.secret ?? (await keepAuthSecret(config.dataDirectory));
  const database = await openDatabase(
    databaseConfig({ DATABASE_URL: config.databaseUrl ?? undefined }, config.dataDirectory),
  );
  open.push(() => database.close());
  await admitSecret(database, secret, (sentence) => log.info(sentence));
  const meter = new Meter();
  const report = (fault: unknown, doing: string) => {
    meter.faulted();
    log.error("a fault nobody foresaw", fault, { doing });
  };
  return { config, log, secret, database, meter, now: () => new Date(), report };
}
