import { type Config, ConfigError, loadConfig } from "../../config.ts";
import { databaseConfig } from "../../database/database-config.ts";
import { readLastBackup } from "../backup/last-backup.ts";
import { type Finding, mind, well, wrong } from "./finding.ts";
import { lookAtFolder } from "./look-at-folder.ts";
import { lookAtImages } from "./look-at-images.ts";
import { lookAtPostgres } from "./look-at-postgres.ts";
import { lookAtMail, lookAtReach } from "./look-at-reach.ts";
import { lookAtSqlite } from "./look-at-sqlite.ts";

const BACKUP_DAYS = 7;
const DAY = 86_400_000; // milliseconds

/** Looks at everything and changes nothing; works with and without a server that runs. */
export async function examine(env: Readonly<Record<string, string | undefined>>, now: Date): Promise<Finding[]> {
  const settings = readSettings(env);
  if (settings.type === "wrong") return settings.findings;
  const { config } = settings;
  const database = databaseConfig({ DATABASE_URL: config.databaseUrl ?? undefined }, config.dataDirectory);
  const looked =
    database.engine === "sqlite" ? await lookAtSqlite(database.path, now) : await lookAtPostgres(database.url, now);
  return [
    well(`Node ${process.versions.node}, ${process.platform} ${process.arch}; the settings can be read.`),
    ...(await lookAtFolder(config, looked.bytes)),
    ...looked.findings,
    ...(await lookAtReach(config, looked.serverRuns)),
    await lookAtMail(config),
    ...(await lookAtImages(config)),
    judgeBackup(await readLastBackup(config.dataDirectory), now),
  ];
}

type Settings = { type: "read"; config: Config } | { type: "wrong"; findings: Finding[] };

function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  try {
    return { type: "read", config: loadConfig(env) };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return {
      type: "wrong",
      findings: error.problems.map((problem) => wrong(problem, "Set it right; the server does not start with it.")),
    };
  }
}

function judgeBackup(last: { at: string; folder: string } | null, now: Date): Finding {
  const todo = "Let `candor backup` run every night, and copy what it makes to another machine.";
  if (last === null) return mind("No backup was ever made with `candor backup` from this data folder.", todo);
  const days = Math.floor((now.getTime() - Date.parse(last.at)) / DAY);
  const what = `The newest backup is of ${last.at}, in ${last.folder}.`;
  return days > BACKUP_DAYS ? mind(`${what} That is ${days} days ago.`, todo) : well(what);
}
