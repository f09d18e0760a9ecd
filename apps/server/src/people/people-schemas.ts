import { cleanName, isUnseenName, MAX_NAME_LENGTH } from "@candor/core/person/clean-name.ts";
import { ROLES } from "@candor/core/person/member.ts";
import type {
  AcceptInvitation,
  ChangePair,
  CreatePair,
  Invitation,
  InvitationView,
  Me,
  NewInvitation,
  Pair,
} from "@candor/protocol/http/people.ts";
import { z } from "@hono/zod-openapi";
import { isPlainLine } from "../http/is-plain-line.ts";
import { NAME_NEEDED, NAME_UNSEEN, plainName } from "../http/plain-name.ts";

const MAX_SECRET_LENGTH = 200; // ours have 43; longer ones are no secrets of ours

const name = plainName(MAX_NAME_LENGTH);
const role = z.enum(ROLES);
const member = z.enum(["a", "b"]);
const secret = z.string().min(1).max(MAX_SECRET_LENGTH);
const time = z.iso.datetime();

export const pairParams = z.object({ id: z.uuid() });
export const invitationParams = z.object({ id: z.uuid() });

export const meSchema = z
  .object({ userId: z.string(), name: z.string(), anonymous: z.boolean(), erasedAt: z.string().optional() })
  .openapi("Me") satisfies z.ZodType<Me>;

export const changeMeSchema = z.object({ name }).openapi("ChangeMe");

export const pairSchema = z
  .object({
    id: z.uuid(),
    me: member,
    members: z.array(
      z.object({ member, name: z.string(), role: z.string(), joined: z.boolean(), left: z.boolean().optional() }),
    ),
    createdAt: time,
    person: z.string().optional(),
    archive: z
      .object({
        since: time,
        why: z.enum(["manager_changed", "left"]).nullable(),
        goesAt: time.nullable(),
        formerManagerUntil: time.nullable(),
      })
      .optional(),
  })
  .openapi("Pair") satisfies z.ZodType<Pair>;

// A page is begun and written on before the server hears of it: refused for its name it would stay on one device.
const begunName = z
  .string()
  .trim()
  .max(MAX_NAME_LENGTH, `A name has at most ${MAX_NAME_LENGTH} characters.`)
  .refine((text) => !isUnseenName(text), NAME_UNSEEN)
  .transform(cleanName)
  .refine(isPlainLine, "A name is one line of plain text.");

export const createPairSchema = z
  .object({
    myName: begunName,
    theirName: z.string().trim().min(1, NAME_NEEDED).pipe(begunName),
    myRole: role,
    theirRole: role,
  })
  .openapi("CreatePair") satisfies z.ZodType<CreatePair>;

export const changePairSchema = z
  .object({
    members: z
      .array(z.object({ member, name: begunName.optional(), role: role.optional() }))
      .max(2)
      .optional(),
  })
  .openapi("ChangePair") satisfies z.ZodType<ChangePair>;

export const invitationSchema = z
  .object({
    id: z.uuid(),
    createdAt: time,
    expiresAt: time,
    revokedAt: time.nullable(),
    acceptedBy: z.string().nullable(),
  })
  .openapi("Invitation") satisfies z.ZodType<Invitation>;

export const newInvitationSchema = invitationSchema
  .extend({ secret: z.string() })
  .openapi("NewInvitation") satisfies z.ZodType<NewInvitation>;

export const lookAtInvitationSchema = z.object({ secret }).openapi("LookAtInvitation");

export const invitationViewSchema = z
  .object({ from: z.string(), suggestedName: z.string(), pairId: z.uuid(), alreadyMember: z.boolean() })
  .openapi("InvitationView") satisfies z.ZodType<InvitationView>;

export const acceptInvitationSchema = z
  .object({ secret, name })
  .openapi("AcceptInvitation") satisfies z.ZodType<AcceptInvitation>;
