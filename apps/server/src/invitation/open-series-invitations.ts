import type { MailSender } from "@candor/integrations/mail/mail.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { MailInConfig } from "../mail-in/mail-in-config.ts";
import type { JobLease } from "../nodes/job-lease.ts";
import { type WokenJob, wokenJob } from "../nodes/woken-job.ts";
import type { OpenParts } from "../start/close-all.ts";
import type { Base } from "../start/open-base.ts";
import type { InvitationPorts } from "./invitation-routes.ts";
import { makeToken } from "./mail-token.ts";
import { readMarks } from "./read-marks.ts";

const LOOK_MILLISECONDS = 5000; // a page may have changed, at this node or another

type Needs = {
  lease: JobLease;
  newId: () => string;
  random: (size: number) => Uint8Array;
  linkOf: (path: string) => string;
  snapshot: (page: string) => Promise<unknown>;
};

export type SeriesInvitations = { ports: InvitationPorts; begin(): void };

/** Invitations by mail: what tells calendars, and what sends; answers come in with other mail. Nothing of it runs where it isn't set. */
export function openSeriesInvitations(base: Base, needs: Needs, open: OpenParts): SeriesInvitations {
  const { config, database, now } = base;
  const { db } = database;
  const refresh = (page: string) => refreshPage(db, page, needs.snapshot);
  const { mailIn, mail } = config;
  if (mailIn === null || mail === null) {
    const way = mail === null ? "no_mail" : "not_read";
    const tell = async (pairId: string) => {
      // Where it was set once, a series that is taken out is at least forgotten.
      await db.updateTable("series_invitation").set({ looked_at: null }).where("pair_id", "=", pairId).execute();
    };
    return { ports: { way, refresh, tell, wake: () => {} }, begin: () => {} };
  }
  const job = openJob(base, needs, mailIn);
  open.push(() => job.close());
  return {
    ports: {
      ...{ way: "mail", refresh, wake: job.wake },
      async tell(pairId) {
        const { tellCalendars } = await import("./tell-calendars.ts");
        await tellCalendars({ db, now, newId: needs.newId, newToken: () => makeToken(needs.random) }, pairId);
        job.wake();
      },
    },
    begin() {
      if (config.services.has("jobs")) needs.lease.onTurn(job.begin, job.pause);
    },
  };
}

/** A page that was never read for its series, or that somebody has just written in, is read now. */
async function refreshPage(db: Kysely<Schema>, page: string, snapshot: (page: string) => Promise<unknown>) {
  await snapshot(page);
  const unread = await db
    .selectFrom("meeting")
    .select("id")
    .where("page", "=", page)
    .where("volume", "is", null)
    .where("state", "=", "planned")
    .where("series", "is", null)
    .limit(1)
    .executeTakeFirst();
  if (!unread) return;
  const anew = { projected_seq: -1, projected_digests: null };
  await db.updateTable("page_state").set(anew).where("page", "=", page).execute();
  await snapshot(page);
}

function openJob({ config, database, now, report }: Base, needs: Needs, { address }: MailInConfig): WokenJob {
  const { db } = database;
  let sender: Promise<MailSender> | undefined;
  const openSender = () => {
    const { url, from } = config.mail ?? { url: "", from: "" };
    sender ??= import("@candor/integrations/mail/smtp/open-smtp.ts").then(({ openSmtp }) => openSmtp({ url, from }));
    return sender;
  };
  const delivery = { db, openSender, serviceAddress: address, linkOf: needs.linkOf, now, report };
  const telling = { db, now, newId: needs.newId, newToken: () => makeToken(needs.random) };
  const look = async (isOn: () => boolean) => {
    const changed = (await readMarks(db, now())).filter(({ mark, lookedAt }) => mark !== lookedAt);
    if (changed.length > 0) {
      const { tellCalendars } = await import("./tell-calendars.ts");
      for (const { pairId } of changed) if (isOn()) await tellCalendars(telling, pairId);
    }
    const due = await db
      .selectFrom("invitation_mail")
      .select("id")
      .where("next_try_at", "<=", now().toISOString())
      .limit(1)
      .executeTakeFirst();
    if (!due) return false;
    const { deliverInvitations } = await import("./deliver-invitations.ts");
    while ((await deliverInvitations(delivery)) && isOn());
    return false;
  };
  const job = wokenJob({ step: look, report, doing: "telling calendars of series", every: LOOK_MILLISECONDS });
  return {
    ...job,
    async close() {
      await job.close();
      await (await sender)?.close();
    },
  };
}
