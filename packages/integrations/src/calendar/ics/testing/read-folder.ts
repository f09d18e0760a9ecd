// Prints what every calendar of a folder says, one line of JSON each: `node read-folder.ts FOLDER`, under any TZ.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readBusy } from "../read-busy.ts";
import { readComponents } from "../read-components.ts";

const YEAR = 365 * 86_400_000;
const folder = process.argv[2] ?? ".";

for (const name of readdirSync(folder).sort()) {
  if (!name.endsWith(".ics")) continue;
  const text = readFileSync(join(folder, name), "utf8");
  const starts = readComponents(text).events.flatMap(({ start }) => start?.wall ?? []);
  const middle = starts.sort((one, other) => one - other)[starts.length >> 1] ?? Date.UTC(2026, 0, 1);
  const reading = readBusy(text, {
    from: middle - YEAR,
    until: middle + YEAR,
    ownerZone: "Europe/Berlin",
    ownAddresses: [],
    allDayCounts: true,
    isOwn: () => false,
  });
  console.log(JSON.stringify({ name, events: reading.events, problems: reading.problems, spans: reading.spans }));
}
