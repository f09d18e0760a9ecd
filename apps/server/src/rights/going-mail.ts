import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { queueMail } from "../mail/queue-mail.ts";
import { addressOf } from "../sign-in/find-account.ts";

export type GoingMailPorts = { newId: () => string; linkOf: (path: string) => string };

/**
 * Tells both of a page by mail that it will go, in the transaction that begins their thirty days. Whoever signs in
 * without an address reads it on the page alone.
 *
 * @returns how many mails wait now.
 */
export async function queueGoingMails(
  tx: Kysely<Schema>,
  { pairId, goesAt }: { pairId: string; goesAt: Temporal.Instant },
  { newId, linkOf }: GoingMailPorts,
  now: Date,
): Promise<number> {
  const seats = await tx
    .selectFrom("pair_member as seat")
    .innerJoin("pair_member as other", (join) =>
      join.onRef("other.pair_id", "=", "seat.pair_id").onRef("other.member", "<>", "seat.member"),
    )
    .innerJoin("user", "user.id", "seat.user_id")
    .select(["user.email", "user.emailVerified", "other.name as other"])
    .where("seat.pair_id", "=", pairId)
    .orderBy("seat.member")
    .execute();
  const expiresAt = new Date(goesAt.epochMilliseconds);
  let queued = 0;
  for (const { email, emailVerified, other } of seats) {
    const to = addressOf({ email, emailVerified: emailVerified === true || emailVerified === 1 });
    if (to === null) continue;
    const mail = goingMail({ other, day: sayDay(goesAt), link: linkOf(`/p/${pairId}`) });
    await queueMail(tx, { id: newId(), to, ...mail, expiresAt }, now);
    queued += 1;
  }
  return queued;
}

/** No word of the page: mail is read by others than the two. */
function goingMail({ other, day, link }: Record<"other" | "day" | "link", string>) {
  const whose = other.trim() === "" ? "An archived page of yours" : `Your archived page with ${other}`;
  const paragraphs = [
    `${whose} goes for good on ${day}. Your workspace keeps archived pages for as long as its owners have set.`,
    "Until then both of you can read it and take a copy of it. Open it and choose “Export it”:",
    link,
    "If you need nothing of it, you need do nothing.",
  ];
  return { subject: `Candor: an archived page goes on ${day}`, text: `${paragraphs.join("\n\n")}\n` };
}

function sayDay(instant: Temporal.Instant): string {
  const day = instant.toZonedDateTimeISO("UTC").toPlainDate();
  return day.toLocaleString("en-GB", { day: "numeric", month: "long", year: "numeric" });
}
