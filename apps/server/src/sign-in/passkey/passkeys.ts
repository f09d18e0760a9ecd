import type {
  AuthenticationResponseJSON,
  AuthenticatorTransport,
  RegistrationResponseJSON,
} from "@simplewebauthn/server";
import type { Kysely } from "kysely";
import type { Schema } from "../../database/schema.ts";
import type { PasskeyTable } from "../../database/tables/sign-in-tables.ts";
import { beginCeremony, takeCeremony } from "../ceremony.ts";
import type { SignInPorts } from "../sign-in-ports.ts";

export const MAX_PASSKEYS = 20; // one a device, and some to spare

const MINUTES = 5; // for a person to find their finger or their key
const PLACE = "Candor";
const USER_VERIFICATION = "required"; // a passkey stands for two factors only where the device checks who holds it

type Challenge = { challenge: string };
type Asking = { browser: string; userId: string | null; origin: string };
type Answering<Response> = { id: string; browser: string | null; origin: string; response: Response };

// Read when somebody uses a passkey: it is heavy, and most requests are none of its business.
const library = () => import("@simplewebauthn/server");

/** What a browser is asked with to make a passkey for an account. */
export async function askForPasskey(
  db: Kysely<Schema>,
  { newId }: Pick<SignInPorts, "newId">,
  { browser, userId, origin, label }: Asking & { userId: string; label: string },
  now: Date,
) {
  const { generateRegistrationOptions } = await library();
  const known = await db.selectFrom("passkey").selectAll().where("user_id", "=", userId).execute();
  const options = await generateRegistrationOptions({
    rpName: PLACE,
    rpID: hostOf(origin),
    userName: label,
    userID: new TextEncoder().encode(userId),
    attestationType: "none",
    excludeCredentials: known.map(({ credential_id, transports }) => ({
      id: credential_id,
      transports: readTransports(transports),
    })),
    authenticatorSelection: { residentKey: "required", userVerification: USER_VERIFICATION },
  });
  const id = newId();
  const data: Challenge = { challenge: options.challenge };
  await beginCeremony(db, { id, kind: "passkey_register", browser, userId, data, minutes: MINUTES }, now);
  return { id, options };
}

export type AddedPasskey =
  | { type: "added"; passkey: PasskeyTable }
  | { type: "void" }
  | { type: "refused" }
  | { type: "too_many" };

/** Keeps a passkey that a browser has made. */
export async function addPasskey(
  db: Kysely<Schema>,
  { newId }: Pick<SignInPorts, "newId">,
  {
    id,
    browser,
    origin,
    response,
    userId,
    name,
  }: Answering<RegistrationResponseJSON> & { userId: string; name: string },
  now: Date,
): Promise<AddedPasskey> {
  const begun = await takeCeremony<Challenge>(db, { id, kind: "passkey_register", browser }, now);
  if (!begun || begun.userId !== userId) return { type: "void" };
  const { verifyRegistrationResponse } = await library();
  const verified = await verifyRegistrationResponse({
    response,
    expectedChallenge: begun.data.challenge,
    expectedOrigin: origin,
    expectedRPID: hostOf(origin),
    requireUserVerification: true,
  }).catch(() => null); // whatever is wrong with it, nothing was shown
  if (!verified?.verified) return { type: "refused" };
  const { credential } = verified.registrationInfo;
  const passkey: PasskeyTable = {
    ...{ id: newId(), user_id: userId, credential_id: credential.id, name, rp_id: hostOf(origin) },
    public_key: Buffer.from(credential.publicKey).toString("base64url"),
    counter: credential.counter,
    transports: JSON.stringify(credential.transports ?? []),
    created_at: now.toISOString(),
    used_on: null,
  };
  return db.transaction().execute(async (tx): Promise<AddedPasskey> => {
    const { count } = await tx
      .selectFrom("passkey")
      .select((query) => query.fn.countAll<number | string>().as("count"))
      .where("user_id", "=", userId)
      .executeTakeFirstOrThrow();
    if (Number(count) >= MAX_PASSKEYS) return { type: "too_many" };
    const added = await tx
      .insertInto("passkey")
      .values(passkey)
      .onConflict((conflict) => conflict.column("credential_id").doNothing())
      .returning("id")
      .executeTakeFirst();
    return added ? { type: "added", passkey } : { type: "refused" }; // it is somebody's already
  });
}

/** What a browser is asked with to sign in; it names nobody, the device knows whom it has passkeys for. */
export async function askToSignIn(
  db: Kysely<Schema>,
  { newId }: Pick<SignInPorts, "newId">,
  { browser, origin }: Omit<Asking, "userId">,
  now: Date,
) {
  const { generateAuthenticationOptions } = await library();
  const options = await generateAuthenticationOptions({ rpID: hostOf(origin), userVerification: USER_VERIFICATION });
  const id = newId();
  const data: Challenge = { challenge: options.challenge };
  await beginCeremony(db, { id, kind: "passkey_sign_in", browser, userId: null, data, minutes: MINUTES }, now);
  return { id, options };
}

export type CheckedPasskey = { type: "right"; userId: string } | { type: "void" } | { type: "refused" };

/** Finds out whose passkey has answered. A counter that goes back is that of a copy, and refused. */
export async function checkPasskey(
  db: Kysely<Schema>,
  { id, browser, origin, response }: Answering<AuthenticationResponseJSON>,
  now: Date,
): Promise<CheckedPasskey> {
  const begun = await takeCeremony<Challenge>(db, { id, kind: "passkey_sign_in", browser }, now);
  if (!begun) return { type: "void" };
  const known = await db.selectFrom("passkey").selectAll().where("credential_id", "=", response.id).executeTakeFirst();
  const handle = response.response.userHandle;
  if (!known || (handle !== undefined && Buffer.from(handle, "base64url").toString() !== known.user_id))
    return { type: "refused" };
  const { verifyAuthenticationResponse } = await library();
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge: begun.data.challenge,
    expectedOrigin: origin,
    expectedRPID: known.rp_id,
    credential: {
      id: known.credential_id,
      publicKey: new Uint8Array(Buffer.from(known.public_key, "base64url")),
      counter: known.counter,
      transports: readTransports(known.transports),
    },
    requireUserVerification: true,
  }).catch(() => null);
  if (!verified?.verified) return { type: "refused" };
  const counted = await db
    .updateTable("passkey")
    .set({ counter: verified.authenticationInfo.newCounter, used_on: now.toISOString().slice(0, 10) })
    .where("id", "=", known.id)
    .where("counter", "=", known.counter)
    .returning("id")
    .executeTakeFirst();
  return counted ? { type: "right", userId: known.user_id } : { type: "refused" };
}

function hostOf(origin: string): string {
  return new URL(origin).hostname;
}

function readTransports(json: string): AuthenticatorTransport[] {
  return JSON.parse(json) as AuthenticatorTransport[];
}
