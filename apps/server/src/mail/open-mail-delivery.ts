import { deliverMail, type MailDelivery, nextMailDue } from "./deliver-mail.ts";

export type MailJob = {
  /** from now on mail goes out, what an earlier life of this process left first */
  begin(): void;
  /** Something was queued and has been committed. */
  wake(): void;
  /** The mail that is just being sent is brought to an end. */
  close(): Promise<void>;
};

const LONGEST_WAIT = 60_000; // milliseconds; another node may have queued something and died

/** Sends queued mail, in one row and beside everything else. */
export function openMailDelivery(
  delivery: Omit<MailDelivery, "sender">,
  ports: {
    /** opened with the first mail */
    openSender: () => Promise<MailDelivery["sender"]>;
    now: () => Date;
  },
): MailJob {
  const { db, report } = delivery;
  const { now } = ports;
  let sender: Promise<MailDelivery["sender"]> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isOpen = false;
  let isWoken = false;
  let running: Promise<void> | null = null;

  const round = async () => {
    try {
      if ((await nextMailDue(db)) === null) return LONGEST_WAIT;
      sender ??= ports.openSender();
      do isWoken = false;
      while (((await deliverMail({ ...delivery, sender: await sender }, now)) || isWoken) && isOpen);
      const next = await nextMailDue(db);
      return next === null ? LONGEST_WAIT : Math.min(LONGEST_WAIT, Math.max(0, next - now().getTime()));
    } catch (fault) {
      report(fault, "looking for mail to send");
      return LONGEST_WAIT;
    }
  };
  const run = () => {
    if (!isOpen) return;
    isWoken = true;
    if (running) return;
    clearTimeout(timer);
    running = round().then((wait) => {
      running = null;
      if (isOpen) timer = setTimeout(run, isWoken ? 0 : wait).unref();
    });
    isWoken = false;
  };
  return {
    begin() {
      isOpen = true;
      run();
    },
    wake: run,
    async close() {
      isOpen = false;
      clearTimeout(timer);
      await running;
      await (await sender)?.close();
    },
  };
}
