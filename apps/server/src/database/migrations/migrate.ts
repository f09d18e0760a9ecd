import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import type { Engine } from "../engine.ts";
import type { Schema } from "../schema.ts";
import { noteAccessChanges } from "./access-change.ts";
import { createAccessTables } from "./access-tables.ts";
import { createAnnouncementTables } from "./announcement-tables.ts";
import { addArtifactHistory } from "./artifact-history.ts";
import { createArtifactLinks } from "./artifact-links.ts";
import { createArtifactTables } from "./artifact-tables.ts";
import { createAssistantTables } from "./assistant-tables.ts";
import { createBinTables } from "./bin-tables.ts";
import { createCalendarAccountTables } from "./calendar-account-tables.ts";
import { createCalendarChannels } from "./calendar-channels.ts";
import { createCalendarFeed } from "./calendar-feed.ts";
import { noteCalendarReader } from "./calendar-reader.ts";
import { createCalendarTables } from "./calendar-tables.ts";
import { createChatTables } from "./chat-tables.ts";
import { createDeviceTables } from "./device-tables.ts";
import { createFirstTables } from "./first-tables.ts";
import { createHandoffTables } from "./handoff-tables.ts";
import { noteImageUse } from "./image-use.ts";
import { createInvitationTables } from "./invitation-tables.ts";
import { addJoiningColumns } from "./joining-columns.ts";
import { createLinkTables } from "./link-tables.ts";
import { createMailInTables } from "./mail-in-tables.ts";
import { addMailTokens } from "./mail-tokens.ts";
import { createNightlyTables } from "./nightly-tables.ts";
import { createNodeTables } from "./node-tables.ts";
import { createNotebookTables } from "./notebook-tables.ts";
import { createPairingTables } from "./pairing-tables.ts";
import { createPeopleTables } from "./people-tables.ts";
import { createPersonalTables } from "./personal-tables.ts";
import { createPlannerTables } from "./planner-tables.ts";
import { keepPreviousRefresh } from "./previous-refresh.ts";
import { addQuietHours } from "./quiet-hours.ts";
import { createReminderTables } from "./reminder-tables.ts";
import { createRhythmTables } from "./rhythm-tables.ts";
import { createRightsTables } from "./rights-tables.ts";
import { createRoundTables } from "./round-tables.ts";
import { createScimTables } from "./scim-tables.ts";
import { indexSearchByPage } from "./search-by-page.ts";
import { searchWithoutAccents } from "./search-without-accents.ts";
import { addSessionColumns } from "./session-columns.ts";
import { neverReuseSessionNumbers } from "./session-numbers.ts";
import { createSignInTables } from "./sign-in-tables.ts";
import { createSkipPageTables } from "./skip-page-tables.ts";
import { createSkipTables } from "./skip-tables.ts";
import { createSuggestionTables } from "./suggestion-tables.ts";
import { createTicketTables } from "./ticket-tables.ts";
import { createTokenTables } from "./token-tables.ts";
import { dropWaitingPush } from "./waiting-push.ts";
import { keepWebhookState } from "./webhook-state.ts";
import { createWebhookTables } from "./webhook-tables.ts";
import { createWorkTables } from "./work-tables.ts";
import { addWorkspaceColumns } from "./workspace-columns.ts";

type Step = (db: Kysely<Schema>, engine: Engine) => Promise<void>;

/** In order, never changed once released: the name is what the database remembers. */
const STEPS: Readonly<Record<string, Step>> = {
  "0001_first_tables": createFirstTables,
  "0002_personal_tables": createPersonalTables,
  "0003_people_tables": createPeopleTables,
  "0004_sign_in_tables": createSignInTables,
  "0005_access_tables": createAccessTables,
  "0006_rights_tables": createRightsTables,
  "0007_ticket_tables": createTicketTables,
  "0008_workspace_columns": addWorkspaceColumns,
  "0009_node_tables": createNodeTables,
  "0010_scim_tables": createScimTables,
  "0011_session_columns": addSessionColumns,
  "0012_joining_columns": addJoiningColumns,
  "0013_notebook_tables": createNotebookTables,
  "0014_access_change": noteAccessChanges,
  "0015_bin_tables": createBinTables,
  "0016_calendar_tables": createCalendarTables,
  "0017_calendar_feed": createCalendarFeed,
  "0018_calendar_account_tables": createCalendarAccountTables,
  "0019_invitation_tables": createInvitationTables,
  "0020_rhythm_tables": createRhythmTables,
  "0021_calendar_channels": createCalendarChannels,
  "0022_planner_tables": createPlannerTables,
  "0023_mail_tokens": addMailTokens,
  "0024_reminder_tables": createReminderTables,
  "0025_round_tables": createRoundTables,
  "0026_artifact_tables": createArtifactTables,
  "0027_skip_tables": createSkipTables,
  "0028_handoff_tables": createHandoffTables,
  "0029_calendar_reader": noteCalendarReader,
  "0030_artifact_history": addArtifactHistory,
  "0031_skip_page_tables": createSkipPageTables,
  "0032_search_by_page": indexSearchByPage,
  "0033_suggestion_tables": createSuggestionTables,
  "0034_token_tables": createTokenTables,
  "0035_artifact_links": createArtifactLinks,
  "0036_mail_in_tables": createMailInTables,
  "0037_pairing_tables": createPairingTables,
  "0038_nightly_tables": createNightlyTables,
  "0039_announcement_tables": createAnnouncementTables,
  "0040_webhook_tables": createWebhookTables,
  "0041_image_use": noteImageUse,
  "0042_device_tables": createDeviceTables,
  "0043_waiting_push": dropWaitingPush,
  "0044_link_tables": createLinkTables,
  "0045_quiet_hours": addQuietHours,
  "0046_chat_tables": createChatTables,
  "0047_work_tables": createWorkTables,
  "0048_search_without_accents": searchWithoutAccents,
  "0049_assistant_tables": createAssistantTables,
  "0050_previous_refresh": keepPreviousRefresh,
  "0051_webhook_state": keepWebhookState,
  "0052_session_numbers": neverReuseSessionNumbers,
};

/**
 * Brings the tables up to date, all steps in one transaction.
 *
 * @param upTo the last step to take, as an earlier version knows it; left out: all.
 * @throws {Error} if a step fails, or the database was written by a newer version.
 */
export async function migrate(db: Kysely<Schema>, engine: Engine, upTo?: string): Promise<void> {
  const steps = Object.entries(STEPS).filter(([name]) => upTo === undefined || name <= upTo);
  if (await isUpToDate(db, steps)) return;
  const { Migrator } = await import("kysely/migration");
  const migrations = steps.map(([name, step]): [string, Migration] => [
    name,
    { up: (each) => step(each as Kysely<Schema>, engine) },
  ]);
  const migrator = new Migrator({ db, provider: { getMigrations: async () => Object.fromEntries(migrations) } });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  // Kysely says so of a step that was taken and that this version does not know
  if (error instanceof Error && error.message.startsWith("corrupted migrations")) {
    throw new Error("The database was written by a newer version of Candor; please start that one.", { cause: error });
  }
  throw new Error("The database could not be brought up to date.", { cause: error });
}

/**
 * Nearly always there is nothing to do, and finding that out as Kysely does, by reading the description of every table,
 * takes longer than the rest of the start and memory that a server at rest keeps.
 */
async function isUpToDate(db: Kysely<Schema>, steps: readonly (readonly [string, Step])[]): Promise<boolean> {
  const taken = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db).then(
    ({ rows }) => rows.map(({ name }) => name),
    () => [], // there is no such table yet; of whatever else is wrong Kysely tells
  );
  return taken.join() === steps.map(([name]) => name).join();
}

/** @returns the names of all steps that this version knows, in order. */
export function stepsOf(): string[] {
  return Object.keys(STEPS);
}
