import { randomInt } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { demoWorld } from "@candor/fixtures/demo-world.ts";
import { loadConfig } from "./config.ts";
import { databaseConfig } from "./database/database-config.ts";
import { openDatabase } from "./database/open-database.ts";
import { fillDemo, hasPairs } from "./seed/fill-demo.ts";

const adds = process.argv.includes("--add");

try {
  const config = loadConfig(process.env);
  await mkdir(config.dataDirectory, { recursive: true, mode: 0o700 });
  const database = await openDatabase(
    databaseConfig({ DATABASE_URL: config.databaseUrl ?? undefined }, config.dataDirectory),
  );
  try {
    if (!adds && (await hasPairs(database))) {
      throw new Error(
        `There are pages in ${config.dataDirectory} already. Set CANDOR_DATA to an empty folder, or say \`npm run seed -- --add\` to put the demo beside them.`,
      );
    }
    // A second demo beside the first needs ids of its own.
    const world = demoWorld(Temporal.Now.instant(), adds ? randomInt(2 ** 31) : undefined);
    const links = await fillDemo(database, world, new Date());
    const address = config.origins[0] ?? `http://localhost:${config.port}`;
    const width = Math.max(...links.map(({ name, role }) => `${name} (${role})`.length));
    console.log(`\nThe demo world lies in ${config.dataDirectory}: ${world.pairs.length} pages.`);
    console.log("Start Candor by `npm start`, then be one of these people, each in a browser profile of their own.");
    console.log(`Each link works once, within two weeks.\n`);
    for (const { name, role, path } of links) console.log(`  ${`${name} (${role})`.padEnd(width)}  ${address}${path}`);
    console.log();
  } finally {
    await database.close();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
