import { readPage } from "@candor/document/page/read-page.ts";
import type { Database } from "../../database/open-database.ts";
import { writeTopics } from "../../mail-in/write-topics.ts";
import type { openApp } from "../../people/testing/open-app.ts";
import { buildPage } from "../../sync/snapshot/build-page.ts";
import { packPage } from "../../sync/snapshot/pack-page.ts";

/** What stands on a page once all that waited is written there. */
export async function topicsOn({ db, log }: Database, app: ReturnType<typeof openApp>, page: string) {
  await writeTopics({ db, now: app.now, act: app.parts.acts.act });
  const base = await log.readSnapshot(page);
  const built = buildPage(packPage(base?.state ?? null, await log.readTail(page, base?.seq ?? 0), "page"));
  if (built.type === "unsound") throw new Error(built.reason);
  return readPage(built.doc).topics;
}
