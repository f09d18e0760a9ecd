import { managersToTell, toldLately } from "@candor/core/skip/managers-to-tell.ts";
import { monthOf } from "@candor/core/skip/month.ts";
import { writeNotice } from "@candor/core/skip/write-notice.ts";
import type { SkipLevels } from "@candor/protocol/http/skip.ts";
import { oneOf } from "../database/one-of.ts";
import type { Who } from "../workspace/people.ts";
import { changeWorkspace, type LockedPlace } from "../workspace/place.ts";
import { readSkipLevelsOf, type SkipTablesOf } from "./read-skip-levels.ts";
import { type NoticePost, sendNotice } from "./send-notice.ts";
import { takeBackWaiting } from "./take-back-waiting.ts";

const WAIT_MILLISECONDS = 5 * 60_000; // several pages that are begun one after the other are one mail

/**
 * Tells the managers between of a skip-level page that is begun by whoever is above, in the transaction that begins it:
 * every way of beginning one goes through here. Where a round or another page told them within the quarter, nobody is told.
 */
export async function tellOfPage(
  tables: SkipTablesOf,
  place: LockedPlace,
  person: string,
  post: NoticePost,
): Promise<void> {
  const { people, told, today } = await readSkipLevelsOf({ ...tables, db: place.tx }, place);
  await tell(
    tables,
    place,
    { people: people.filter((each) => each.person === person), told: toldLately(told, monthOf(today)) },
    post,
  );
}

/** Tells the managers between of open pages of mine of which nobody ever told them. */
export async function tellOfOpenPages(
  { db, engine }: SkipTablesOf,
  who: Who,
  post: NoticePost,
): Promise<SkipLevels | null> {
  const result = await changeWorkspace(db, who, async (place) => {
    const tables = { db: place.tx, engine };
    const { people, told } = await readSkipLevelsOf(tables, place);
    await tell(tables, place, { people: people.filter(({ pair }) => pair !== null), told }, post);
    return { type: "levels" as const, levels: await readSkipLevelsOf(tables, place) };
  });
  return result.type === "levels" ? result.levels : null;
}

async function tell(
  { engine }: SkipTablesOf,
  place: LockedPlace,
  { people, told }: Pick<SkipLevels, "people" | "told">,
  post: NoticePost,
): Promise<void> {
  const { tx, me, workspace, now, today } = place;
  for (const { manager, people: theirs } of managersToTell(people, told)) {
    const waiting = await takeBackWaiting({ db: tx, engine }, place, manager.person);
    const all = new Map([...waiting.people, ...theirs].map((each) => [each.person, each]));
    const notice = writeNotice({
      ...{ from: me.name, to: manager.name },
      people: [...all.values()].map(({ name }) => ({ name, since: monthOf(today) })),
    });
    const notBefore = new Date(now.getTime() + WAIT_MILLISECONDS);
    const { way, mailId } = await sendNotice(place, manager.person, notice, post, notBefore);
    if (waiting.notices.length > 0)
      await tx
        .updateTable("skip_page_notice")
        .set({ mail_id: mailId, way })
        .where("id", "in", oneOf(engine, new Set(waiting.notices)))
        .execute();
    await tx
      .insertInto("skip_page_notice")
      .values(
        theirs.map(({ person }) => ({
          ...{ id: post.newId(), workspace_id: workspace.id, from_id: me.id, between_id: manager.person },
          ...{ person_id: person, told_at: now.toISOString(), way, mail_id: mailId, read_at: null },
        })),
      )
      .execute();
  }
}
