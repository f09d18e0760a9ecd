import type { MyData } from "@candor/protocol/http/rights.ts";
import type { Kysely } from "kysely";
import { readFeed } from "../calendar/calendar-feed.ts";
import { listChats } from "../chat/chat-links.ts";
import type { Schema } from "../database/schema.ts";
import { listLinkAccounts } from "../link/link-accounts.ts";
import { listMyWork } from "../link/work-list.ts";
import { readNightlySwitch } from "../nightly/nightly-switch.ts";
import { listTokens } from "../token/tokens.ts";
import { listWebhooks } from "../webhook/webhooks.ts";
import { readErasure } from "./ask-erasure.ts";
import { iso } from "./my-data/iso.ts";
import { readAccountData } from "./my-data/read-account-data.ts";
import { readArtifactData } from "./my-data/read-artifact-data.ts";
import { readCalendarData } from "./my-data/read-calendar-data.ts";
import { readMailData } from "./my-data/read-mail-data.ts";
import { readPageData } from "./my-data/read-page-data.ts";
import { readRhythmData } from "./my-data/read-rhythm-data.ts";
import { listPutAway } from "./put-away.ts";

/** What the server keeps about somebody beside their pages. Hashes of secrets and tokens are nobody's to take along. */
export async function readMyData(db: Kysely<Schema>, userId: string, now: Date): Promise<MyData> {
  const user = await db.selectFrom("user").selectAll().where("id", "=", userId).executeTakeFirstOrThrow();
  const anonymous = Boolean(user.isAnonymous);
  return {
    at: now.toISOString(),
    profile: {
      userId,
      name: user.name,
      email: anonymous ? null : user.email, // the library makes one up for whoever has none
      anonymous,
      since: iso(user.createdAt),
    },
    ...(await readAccountData(db, userId)),
    ...(await readPageData(db, userId)),
    putAway: await listPutAway(db, userId, now),
    ...(await readCalendarData(db, userId)),
    calendarFeed: await readFeed(db, userId),
    ...(await readRhythmData(db, userId)),
    ...(await readMailData(db, userId)),
    ...(await readArtifactData(db, userId)),
    linkAccounts: (await listLinkAccounts(db, userId)).map(({ id: _, ...account }) => account),
    chats: (await listChats(db, userId)).map(({ id: _, ...chat }) => chat),
    work: await listMyWork(db, userId),
    webhooks: (await listWebhooks(db, userId)).map(({ id: _, ...webhook }) => webhook),
    tokens: (await listTokens(db, userId)).map(({ id: _, ...token }) => token),
    nightlyExport: await readNightlySwitch(db, userId),
    erasure: await readErasure(db, userId, now),
  };
}
