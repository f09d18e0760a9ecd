import type { AccessTables } from "./tables/access-tables.ts";
import type { AnnouncementTables } from "./tables/announcement-tables.ts";
import type { ArtifactTables } from "./tables/artifact-tables.ts";
import type { AssistantTables } from "./tables/assistant-tables.ts";
import type { AuthTables } from "./tables/auth-tables.ts";
import type { CalendarTables } from "./tables/calendar-tables.ts";
import type { ChatTables } from "./tables/chat-tables.ts";
import type { DeviceTables } from "./tables/device-tables.ts";
import type { HandoffTables } from "./tables/handoff-tables.ts";
import type { InvitationTables } from "./tables/invitation-tables.ts";
import type { LinkTables } from "./tables/link-tables.ts";
import type { MailTables } from "./tables/mail-tables.ts";
import type { NodeTables } from "./tables/node-tables.ts";
import type { NotebookTables } from "./tables/notebook-tables.ts";
import type { NoticeTables } from "./tables/notice-tables.ts";
import type { PageLogTables } from "./tables/page-log-tables.ts";
import type { PairTables } from "./tables/pair-tables.ts";
import type { PersonalTables } from "./tables/personal-tables.ts";
import type { PlannerTables } from "./tables/planner-tables.ts";
import type { ProjectionTables } from "./tables/projection-tables.ts";
import type { RhythmTables } from "./tables/rhythm-tables.ts";
import type { RoundTables } from "./tables/round-tables.ts";
import type { ScimTables } from "./tables/scim-tables.ts";
import type { SignInTables } from "./tables/sign-in-tables.ts";
import type { SkipTables } from "./tables/skip-tables.ts";
import type { TokenTables } from "./tables/token-tables.ts";
import type { WebhookTables } from "./tables/webhook-tables.ts";
import type { WorkspaceTables } from "./tables/workspace-tables.ts";

/**
 * Every table. Ids are text, times ISO-8601 text by the server's clock, booleans 0/1, JSON text; sequence numbers are
 * whole numbers. The four tables of the sign-in library carry its own names and the types it expects of each engine.
 */
export type Schema = AuthTables &
  SignInTables &
  WorkspaceTables &
  ScimTables &
  PairTables &
  AccessTables &
  PersonalTables &
  CalendarTables &
  ChatTables &
  HandoffTables &
  InvitationTables &
  MailTables &
  NoticeTables &
  PlannerTables &
  PageLogTables &
  ProjectionTables &
  RhythmTables &
  RoundTables &
  SkipTables &
  DeviceTables &
  TokenTables &
  AssistantTables &
  WebhookTables &
  LinkTables &
  NodeTables &
  NotebookTables &
  ArtifactTables &
  AnnouncementTables;
