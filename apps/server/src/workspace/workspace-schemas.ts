import { WORKSPACE_ROLES } from "@candor/core/access/may-in-workspace.ts";
import { isDay } from "@candor/core/chart/manager-edge.ts";
import type {
  AcceptWorkspaceInvitation,
  AddPerson,
  BeginWorkspacePair,
  ChangePerson,
  ChartEdge,
  MailedWorkspaceInvitation,
  ManagerChange,
  MyPlace,
  NewWorkspaceInvitation,
  PlaceForMe,
  SetManager,
  SetUpWorkspace,
  Workspace,
  WorkspaceInvitation,
  WorkspaceInvitationView,
  WorkspacePeople,
  WorkspacePerson,
} from "@candor/protocol/http/workspace.ts";
import { z } from "@hono/zod-openapi";
import { plainLine } from "../http/plain-line.ts";
import { plainName } from "../http/plain-name.ts";
import { isTimeZone } from "./workspace-day.ts";

export const MAX_NAME_LENGTH = 80; // UTF-16 units
export const MAX_TITLE_LENGTH = 120;
export const MAX_EMAIL_LENGTH = 254;
const MAX_SECRET_LENGTH = 200; // ours have 43; longer ones are no secrets of ours

const name = plainName(MAX_NAME_LENGTH);
const title = plainLine("A title", MAX_TITLE_LENGTH);
const department = plainLine("A department", MAX_TITLE_LENGTH);
const email = plainLine("An e-mail address", MAX_EMAIL_LENGTH)
  .toLowerCase()
  .refine((text) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text), "That is no e-mail address.");
const role = z.enum(WORKSPACE_ROLES);
const secret = z.string().min(1).max(MAX_SECRET_LENGTH);
const time = z.iso.datetime();
const day = z.string().refine(isDay, "That is no day; write it as 2026-12-31.");
const timeZone = z.string().max(60).refine(isTimeZone, "That is no time zone.");

export const workspaceParams = z.object({ workspace: z.uuid() });
export const personParams = workspaceParams.extend({ person: z.uuid() });
export const placeParams = z.object({ person: z.uuid() });
export const workspacePairParams = workspaceParams.extend({ pair: z.uuid() });
export const workspaceInvitationParams = workspaceParams.extend({ invitation: z.uuid() });
export const guestParams = z.object({ invitation: z.uuid() });

export const workspaceSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    timeZone: z.string(),
    me: z.object({ person: z.string(), role }),
    createdAt: time,
  })
  .openapi("Workspace") satisfies z.ZodType<Workspace>;

export const secretSchema = z
  .strictObject({ secret })
  .openapi("WorkspaceSecret") satisfies z.ZodType<AcceptWorkspaceInvitation>;

export const setUpSchema = z
  .strictObject({ secret, name, myName: name, timeZone })
  .openapi("SetUpWorkspace") satisfies z.ZodType<SetUpWorkspace>;

export const changeSettingsSchema = z
  .strictObject({ name: name.optional(), timeZone: timeZone.optional() })
  .openapi("ChangeWorkspace");

export const personSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    title: z.string(),
    department: z.string(),
    role,
    joined: z.boolean(),
    email: z.string().nullable().optional(),
    externalId: z.string().nullable().optional(),
    leftAt: time.nullable().optional(),
  })
  .openapi("WorkspacePerson") satisfies z.ZodType<WorkspacePerson>;

const edgeSchema = z
  .object({ id: z.string(), report: z.string(), manager: z.string(), since: z.string(), until: z.string().nullable() })
  .openapi("ChartEdge") satisfies z.ZodType<ChartEdge>;

export const peopleSchema = z
  .object({ today: z.string(), people: z.array(personSchema), edges: z.array(edgeSchema) })
  .openapi("WorkspacePeople") satisfies z.ZodType<WorkspacePeople>;

export const addPersonSchema = z
  .strictObject({
    name,
    email: email.nullable().optional(),
    title: title.optional(),
    department: department.optional(),
    role: role.optional(),
    manager: z.uuid().nullable().optional(),
  })
  .openapi("AddPerson") satisfies z.ZodType<AddPerson>;

export const changePersonSchema = z
  .strictObject({
    name: name.optional(),
    email: email.nullable().optional(),
    title: title.optional(),
    department: department.optional(),
    role: role.optional(),
  })
  .openapi("ChangePerson") satisfies z.ZodType<ChangePerson>;

export const setManagerSchema = z
  .strictObject({ manager: z.uuid().nullable(), from: day, preview: z.boolean() })
  .openapi("SetManager") satisfies z.ZodType<SetManager>;

const consequenceSchema = z.object({
  type: z.enum(["freezes", "begins"]),
  manager: z.string(),
  report: z.string(),
  from: z.string(),
});

export const managerChangeSchema = z
  .discriminatedUnion("type", [
    z.object({
      type: z.literal("changed"),
      consequences: z.array(consequenceSchema),
      planned: z.object({ manager: z.string(), since: z.string() }).nullable(),
    }),
    z.object({ type: z.literal("unchanged") }),
    z.object({ type: z.literal("self") }),
    z.object({ type: z.literal("cycle"), day: z.string(), path: z.array(z.string()) }),
  ])
  .openapi("ManagerChange") satisfies z.ZodType<ManagerChange>;

export const returnedSchema = z
  .object({ person: personSchema, without: z.array(edgeSchema) })
  .openapi("ReturnedPerson");

export const workspaceInvitationSchema = z
  .object({
    id: z.string(),
    person: z.string(),
    createdAt: time,
    expiresAt: time,
    revokedAt: time.nullable(),
    acceptedAt: time.nullable(),
  })
  .openapi("WorkspaceInvitation") satisfies z.ZodType<WorkspaceInvitation>;

export const newWorkspaceInvitationSchema = workspaceInvitationSchema
  .extend({ secret: z.string() })
  .openapi("NewWorkspaceInvitation") satisfies z.ZodType<NewWorkspaceInvitation>;

export const mailedInvitationSchema = workspaceInvitationSchema
  .extend({ way: z.enum(["smtp", "operator"]) })
  .openapi("MailedWorkspaceInvitation") satisfies z.ZodType<MailedWorkspaceInvitation>;

export const workspaceInvitationViewSchema = z
  .object({ workspace: z.string(), workspaceName: z.string(), name: z.string(), alreadyIn: z.boolean() })
  .openapi("WorkspaceInvitationView") satisfies z.ZodType<WorkspaceInvitationView>;

export const placeForMeSchema = z
  .object({ person: z.string(), name: z.string(), workspace: z.string(), workspaceName: z.string() })
  .openapi("PlaceForMe") satisfies z.ZodType<PlaceForMe>;

const relation = z.enum(["report", "skip_level", "mentor", "peer"]);
const side = z.enum(["above", "below"]);

export const beginPairSchema = z
  .strictObject({ person: z.uuid(), relation, iAm: side })
  .openapi("BeginWorkspacePair") satisfies z.ZodType<BeginWorkspacePair>;

export const myPlaceSchema = z
  .object({
    today: z.string(),
    manager: z.string().nullable(),
    skipLevel: z.string().nullable(),
    reports: z.array(z.string()),
    skipReports: z.array(z.string()),
    pairs: z.array(
      z.object({
        pair: z.string(),
        person: z.string(),
        relation,
        iAm: side,
        frozenAt: time.nullable(),
        waitsForMe: z.boolean(),
        joined: z
          .object({
            way: z.enum(["told_link", "mailed_link", "handed_link", "address", "unknown"]),
            at: time.nullable(),
            invitedBy: z.string().nullable(),
            email: z.string().nullable(),
            signsInAs: z.string().nullable(),
          })
          .nullable(),
      }),
    ),
    outside: z.array(z.object({ pair: z.string(), person: z.string(), frozenAt: time.nullable() })),
    planning: z.enum(["turn", "waits"]).nullable(),
  })
  .openapi("MyPlace") satisfies z.ZodType<MyPlace>;
