import { archiveEnd } from "@candor/core/retention/judge-archive.ts";
import { formerManagerUntil } from "@candor/core/retention/judge-former-manager.ts";
import type { FormerManagerLimit } from "@candor/core/retention/retention-settings.ts";
import {
  type RetentionSettings,
  readFormerManagerLimit,
  readRetention,
} from "@candor/core/retention/retention-settings.ts";
import type { PageArchive } from "@candor/protocol/http/people.ts";

/** @param settings of the page's workspace, JSON; null: it is of two people by themselves, and kept without a limit. */
export function readArchive(
  pair: { frozen_at: string | null; frozen_why: PageArchive["why"]; going_told_at: string | null },
  settings: string | null,
): Omit<PageArchive, "why"> | null {
  if (pair.frozen_at === null) return null;
  const archivedAt = Temporal.Instant.from(pair.frozen_at);
  const toldAt = pair.going_told_at === null ? null : Temporal.Instant.from(pair.going_told_at);
  const end = settings === null ? null : archiveEnd({ archivedAt, toldAt }, parseRetention(settings));
  const parted = settings !== null && pair.frozen_why === "manager_changed";
  const until = parted ? formerManagerUntil(archivedAt, parseFormerManagerLimit(settings)) : null;
  return { since: pair.frozen_at, goesAt: end?.toString() ?? null, formerManagerUntil: until?.toString() ?? null };
}

/** @param settings as below. */
export function parseFormerManagerLimit(settings: string): FormerManagerLimit {
  return readFormerManagerLimit(parsed(settings));
}

function parsed(settings: string): unknown {
  try {
    return JSON.parse(settings);
  } catch {
    return null;
  }
}

/** @param settings of a workspace, JSON; what cannot be read is as by default. */
export function parseRetention(settings: string): RetentionSettings {
  return readRetention(parsed(settings));
}
