import type { Kysely } from "kysely";
import type { Engine } from "../../database/engine.ts";
import type { Schema } from "../../database/schema.ts";
import { queueMail } from "../../mail/queue-mail.ts";
import { addressOf, flag } from "../find-account.ts";
import { beginProof, checkCode, redeemProof } from "../mail-proof.ts";
import { emailChangedMail, newEmailMail, oldEmailMail } from "../sign-in-mails.ts";
import type { SignInParts } from "../sign-in-ports.ts";

type Parts = Pick<SignInParts, "db" | "signIn" | "now"> & { engine: Engine };

export type AskedChange = { old: string | null; new: string; expiresAt: Date };

/** Sends a code to the address that somebody wants, and one to the address they have: both have to agree. */
export async function askToChangeEmail(
  { db, signIn, now }: Parts,
  { userId, browser, newEmail, place }: { userId: string; browser: string; newEmail: string; place: string },
): Promise<AskedChange> {
  const asked = await db.transaction().execute(async (tx) => {
    const oldEmail = await emailOf(tx, userId);
    const common = { userId, browser };
    const send = async (to: string, mail: { subject: string; text: string }, expiresAt: Date) =>
      queueMail(tx, { id: signIn.newId(), to, ...mail, expiresAt }, now());
    const fresh = await beginProof(tx, { signIn }, { purpose: "new_email", email: newEmail, ...common }, now());
    await send(newEmail, newEmailMail({ code: fresh.code, place }), fresh.expiresAt);
    if (oldEmail === null) return { old: null, new: fresh.id, expiresAt: fresh.expiresAt };
    const old = await beginProof(tx, { signIn }, { purpose: "old_email", email: oldEmail, ...common }, now());
    await send(oldEmail, oldEmailMail({ code: old.code, place, newEmail }), old.expiresAt);
    return { old: old.id, new: fresh.id, expiresAt: fresh.expiresAt };
  });
  signIn.mail.wake();
  return asked;
}

export type ChangedEmail =
  | { type: "changed"; email: string }
  | { type: "wrong"; left: number }
  | { type: "void" | "taken" };

type Code = { id: string; code: string };

/** Changes the address once both codes are right; a wrong one leaves everything as it is. */
export async function changeEmail(
  { db, signIn, now, engine }: Parts,
  asked: { userId: string; browser: string | null; place: string; old: Code | null; new: Code },
): Promise<ChangedEmail> {
  const check = (code: Code) => checkCode(db, { signIn }, { ...code, browser: asked.browser }, now());
  const fresh = await check(asked.new);
  const old = asked.old && (await check(asked.old));
  for (const each of [fresh, old]) if (each && each.type !== "right") return each;
  if (fresh.type !== "right" || fresh.proof.purpose !== "new_email" || fresh.proof.userId !== asked.userId)
    return { type: "void" };
  const { email } = fresh.proof;
  const changed = await db.transaction().execute(async (tx): Promise<ChangedEmail> => {
    const oldEmail = await emailOf(tx, asked.userId);
    const proof = old?.type === "right" ? old.proof : null;
    const agrees = proof?.purpose === "old_email" && proof.userId === asked.userId && proof.email === oldEmail;
    if (oldEmail !== null && !agrees) return { type: "void" };
    if (!(await redeemProof(tx, fresh.proof, now()))) return { type: "void" };
    if (proof && !(await redeemProof(tx, proof, now()))) return { type: "void" };
    const other = await tx.selectFrom("user").select("id").where("email", "=", email).executeTakeFirst();
    if (other && other.id !== asked.userId) return { type: "taken" };
    await tx
      .updateTable("user")
      .set({ email, emailVerified: flag(engine, true), updatedAt: now().toISOString() })
      .where("id", "=", asked.userId)
      .execute();
    if (oldEmail !== null && oldEmail !== email) {
      // In no browser the old address opens anything any more, and whoever reads it hears of it.
      await tx.deleteFrom("known_browser").where("email", "=", oldEmail).execute();
      const mail = emailChangedMail({ place: asked.place, newEmail: email });
      const expiresAt = new Date(now().getTime() + TOLD_WITHIN);
      await queueMail(tx, { id: signIn.newId(), to: oldEmail, ...mail, expiresAt }, now());
    }
    return { type: "changed", email };
  });
  signIn.mail.wake();
  return changed;
}

const TOLD_WITHIN = 3 * 86_400_000; // milliseconds

async function emailOf(db: Kysely<Schema>, userId: string): Promise<string | null> {
  const user = await db
    .selectFrom("user")
    .select(["email", "emailVerified"])
    .where("id", "=", userId)
    .executeTakeFirstOrThrow();
  return addressOf(user);
}
