import { type WokenJob, wokenJob } from "../nodes/woken-job.ts";
import { deliverMail, type MailDelivery, nextMailDue } from "./deliver-mail.ts";

const LONGEST_WAIT = 60_000; // milliseconds; another node may have queued something and died

/**
 * Sends queued mail, what an earlier life of this process left first, in one row and beside everything else. Closing
 * brings the mail that is just being sent to an end.
 */
export function openMailDelivery(
  delivery: Omit<MailDelivery, "sender">,
  ports: {
    /** opened with the first mail */
    openSender: () => Promise<MailDelivery["sender"]>;
    now: () => Date;
  },
): WokenJob {
  const { db, report } = delivery;
  const { now } = ports;
  let sender: Promise<MailDelivery["sender"]> | undefined;
  const job = wokenJob({
    async step() {
      if ((await nextMailDue(db)) === null) return false;
      sender ??= ports.openSender();
      return deliverMail({ ...delivery, sender: await sender }, now);
    },
    async untilDue() {
      const next = await nextMailDue(db);
      return next === null ? LONGEST_WAIT : next - now().getTime();
    },
    ...{ report, doing: "looking for mail to send", every: LONGEST_WAIT },
  });
  return {
    ...job,
    async close() {
      await job.close();
      await (await sender)?.close();
    },
  };
}
