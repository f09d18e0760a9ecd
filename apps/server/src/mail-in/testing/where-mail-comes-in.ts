import { randomBytes, randomUUID } from "node:crypto";
import { readPage } from "@candor/document/page/read-page.ts";
import type * as Y from "yjs";
import { createTellRefusal } from "../../http/tell-refusals.ts";
import { answer, type inTwoCalendars, SERVICE, uidOf } from "../../invitation/testing/in-two-calendars.ts";
import { buildPage } from "../../sync/snapshot/build-page.ts";
import { packPage } from "../../sync/snapshot/pack-page.ts";
import { createReception } from "../create-reception.ts";
import { answerAddress } from "../service-address.ts";
import { makeTopicToken, renewAddress } from "../topic-addresses.ts";
import { writeTopics } from "../write-topics.ts";

type World = Awaited<ReturnType<ReturnType<typeof inTwoCalendars>["invited"]>>;
type Database = ReturnType<ReturnType<typeof inTwoCalendars>["shared"]>;

/** Ben's address for topics and the one for his answers, the reception behind both, and the mails that he writes to them. */
export async function whereMailComesIn(world: World, { db, log }: Database) {
  const { app, pair, bens } = world;
  const { now } = app;
  const token = makeTopicToken(randomBytes);
  await renewAddress(db, { userId: await world.userOf("b"), pairId: pair.id }, token, now());
  const onto = answerAddress(SERVICE, token);
  const given = answerAddress(SERVICE, (await world.tokenOf(bens)) ?? "");
  const tell = createTellRefusal(app.parts.log, app.parts.ticks);
  const reception = createReception({
    ...{ db, now, serviceAddress: SERVICE, trustedServer: null, newId: randomUUID, random: randomBytes },
    ...{ linkOf: (path: string) => `https://candor.example.org${path}`, wakeMail: () => {}, taken: () => {}, tell },
  });
  const mail = (to: string, lines: readonly string[]) =>
    [
      `From: Ben <${bens}>`,
      `To: ${to}`,
      `Message-ID: <${randomUUID()}@example.org>`,
      "MIME-Version: 1.0",
      ...lines,
    ].join("\r\n");
  return {
    ...{ onto, given, reception },
    topic: (subject: string, to = onto) => mail(to, [`Subject: ${subject}`, "", "Two names.", ""]),
    reply: (partStat: string, ...more: string[]) =>
      mail(
        given,
        answer("REPLY", `UID:${uidOf(world)}`, "SEQUENCE:0", ...more, `ATTENDEE;PARTSTAT=${partStat}:mailto:${bens}`),
      ),
    counter: (from: string, until: string) =>
      mail(
        given,
        answer(
          ...(["COUNTER", `UID:${uidOf(world)}`, "SEQUENCE:0", "RECURRENCE-ID:20261202T090000Z"] as const),
          ...[`DTSTART:${from}`, `DTEND:${until}`, `ATTENDEE;PARTSTAT=TENTATIVE:mailto:${bens}`],
        ),
      ),
    async topics() {
      await writeTopics({ db, now, act: app.parts.acts.act });
      const base = await log.readSnapshot(pair.id);
      const built = buildPage(packPage(base?.state ?? null, await log.readTail(pair.id, base?.seq ?? 0), "page"));
      if (built.type === "unsound") throw new Error(built.reason);
      return readPage(built.doc as Y.Doc).topics.map(({ title }) => title);
    },
  };
}
