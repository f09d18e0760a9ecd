import { RETENTION_BOUNDS } from "@candor/core/retention/retention-settings.ts";
import type { AskErasure, Erasure, MyData, PutAwayPage, Retention } from "@candor/protocol/http/rights.ts";
import { z } from "@hono/zod-openapi";
import { chatLinkSchema } from "../chat/chat-schemas.ts";
import { linkAccountSchema } from "../link/link-schemas.ts";
import { plannerSettingsSchema } from "../planner/planner-schemas.ts";
import { tokenSchema } from "../token/token-schemas.ts";
import { webhookSchema } from "../webhook/webhook-schemas.ts";

const time = z.iso.datetime();
const member = z.enum(["a", "b"]);

export const putAwaySchema = z
  .object({ pairId: z.uuid(), name: z.string(), how: z.enum(["left", "binned"]), at: time, until: time })
  .openapi("PutAwayPage") satisfies z.ZodType<PutAwayPage>;

export const askErasureSchema = z
  .strictObject({ keepName: z.boolean() })
  .openapi("AskErasure") satisfies z.ZodType<AskErasure>;

export const erasureSchema = z
  .object({ askedAt: time, until: time, keepName: z.boolean() })
  .openapi("Erasure") satisfies z.ZodType<Erasure>;

export const myDataSchema = z
  .object({
    at: time,
    profile: z.object({
      userId: z.string(),
      name: z.string(),
      email: z.string().nullable(),
      anonymous: z.boolean(),
      since: time,
    }),
    workspaces: z.array(
      z.object({
        workspace: z.string(),
        name: z.string(),
        email: z.string().nullable(),
        title: z.string(),
        department: z.string(),
        role: z.string(),
        since: time,
        leftAt: time.nullable(),
      }),
    ),
    sessions: z.array(z.object({ since: time, lastSeen: time, expires: time, browser: z.string().nullable() })),
    accounts: z.array(z.object({ provider: z.string(), since: time })),
    pages: z.array(
      z.object({
        pairId: z.string(),
        me: member,
        since: time.nullable(),
        frozenAt: time.nullable(),
        members: z.array(z.object({ member, name: z.string(), role: z.string() })),
      }),
    ),
    putAway: z.array(putAwaySchema),
    invitations: z.array(
      z.object({
        pairId: z.string(),
        at: time,
        expires: time,
        revokedAt: time.nullable(),
        acceptedAt: time.nullable(),
      }),
    ),
    worth: z.array(z.object({ pairId: z.string(), meeting: z.string(), worth: z.enum(["yes", "no"]), at: time })),
    questions: z.array(
      z.object({
        id: z.string(),
        text: z.string(),
        occasion: z.string(),
        asks: z.string(),
        depth: z.string(),
        addedAt: time,
      }),
    ),
    questionMarks: z.array(z.object({ question: z.string(), hidden: z.boolean(), favourite: z.boolean() })),
    notebooks: z.array(z.object({ since: time, changedAt: time, records: z.number(), bytes: z.number() })),
    calendars: z.array(
      z.object({
        ...{
          kind: z.enum(["address", "file", "account"]),
          name: z.string(),
          timeZone: z.string(),
          allDayCounts: z.boolean(),
        },
        ...{ since: time, readAt: time.nullable() },
        busy: z.array(z.object({ from: time, until: time, type: z.string() })),
      }),
    ),
    calendarAccounts: z.array(
      z.object({
        ...{ kind: z.enum(["caldav", "google", "microsoft"]), name: z.string(), since: time },
        ...{ putsInto: z.string().nullable(), meetings: z.number() },
      }),
    ),
    calendarFeed: z.object({ madeAt: time, usedOn: z.string().nullable(), showsNames: z.boolean() }).nullable(),
    planner: plannerSettingsSchema.nullable(),
    plans: z.array(z.object({ at: time, pairId: z.string().nullable(), state: z.string().nullable() })),
    planningTurns: z.array(
      z.object({ workspace: z.string(), begun: time, agreed: time.nullable(), settled: time.nullable() }),
    ),
    busyShares: z.array(z.object({ pairId: z.string(), since: time })),
    calendarInvitations: z.array(
      z.object({ pairId: z.string(), to: z.string(), method: z.string(), at: time, state: z.string() }),
    ),
    calendarAnswers: z.array(
      z.object({ pairId: z.string(), answer: z.string(), words: z.string().nullable(), at: time }),
    ),
    cadence: z.array(
      z.object({
        ...{ pairId: z.string(), everyWeeks: z.number().nullable(), firstRole: z.boolean() },
        ...{ awayFrom: z.string().nullable(), backSince: z.string().nullable(), at: time },
      }),
    ),
    reminders: z
      .object({
        ...{ on: z.boolean(), timeZone: z.string().nullable() },
        ...{ mailedAt: time.nullable(), portraitAt: time.nullable() },
      })
      .nullable(),
    mail: z.object({
      addresses: z.array(z.object({ pairId: z.string().nullable(), since: time })),
      senders: z.array(z.string()),
      taken: z.array(
        z.object({
          ...{ at: time, state: z.string(), why: z.string().nullable() },
          ...{ pairId: z.string().nullable(), from: z.string(), words: z.string(), way: z.string() },
        }),
      ),
    }),
    notices: z.object({
      wanted: z.array(z.string()),
      quiet: z.object({ from: z.number(), until: z.number() }).nullable(),
      told: z.array(z.object({ pairId: z.string(), kind: z.string(), at: time })),
      browsers: z.array(z.object({ since: time })),
    }),
    hours: z.number().nullable(),
    portrait: z.array(z.object({ part: z.string(), text: z.string(), at: time, until: time.nullable() })),
    portraitShares: z.array(z.object({ pairId: z.string(), since: time })),
    skipRounds: z.array(z.object({ firstMonth: z.string(), meetings: z.number(), minutes: z.number(), at: time })),
    skipTurns: z.array(z.string()),
    skipNotices: z.array(z.object({ at: time, way: z.string(), readAt: time.nullable() })),
    artifacts: z.array(z.object({ id: z.string(), title: z.string(), role: z.string(), since: time })),
    linkAccounts: z.array(linkAccountSchema.omit({ id: true })),
    chats: z.array(chatLinkSchema.omit({ id: true })),
    work: z.array(z.object({ pairId: z.string(), links: z.array(z.string()) })),
    webhooks: z.array(webhookSchema.omit({ id: true })),
    tokens: z.array(tokenSchema.omit({ id: true })),
    artifactLinks: z.array(
      z.object({
        ...{ artifact: z.string(), kind: z.string(), label: z.string(), madeAt: time, expiresAt: time },
        ...{ revokedAt: time.nullable(), opened: z.number(), lastOpenedAt: time.nullable() },
      }),
    ),
    suggestions: z.array(
      z.object({
        ...{ artifact: z.string(), quote: z.string(), text: z.string(), reason: z.string() },
        ...{ state: z.string(), at: time },
      }),
    ),
    handoffs: z.array(z.object({ day: z.string(), state: z.string(), at: time, letter: z.string().nullable() })),
    nightlyExport: z.object({ since: time, writtenAt: time.nullable() }).nullable(),
    channels: z.array(z.object({ kind: z.string(), name: z.string(), host: z.string(), since: time })),
    announcements: z.array(z.object({ title: z.string(), text: z.string(), link: z.string(), at: time })),
    agendaItems: z.array(z.object({ title: z.string(), text: z.string(), at: time })),
    erasure: erasureSchema.nullable(),
  })
  .openapi("MyData") satisfies z.ZodType<MyData>;

const within = ([least, most]: readonly [number, number]) => z.number().int().min(least).max(most);

export const retentionSchema = z
  .strictObject({
    archivedMonths: within(RETENTION_BOUNDS.archivedMonths).nullable(),
    versionDays: within(RETENTION_BOUNDS.versionDays),
    accessLogDays: within(RETENTION_BOUNDS.accessLogDays),
    formerManagerDays: within(RETENTION_BOUNDS.formerManagerDays).nullable(),
  })
  .openapi("Retention") satisfies z.ZodType<Retention>;
