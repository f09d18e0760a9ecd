/** How long a workspace keeps what nobody works on any more. Each has a default, and bounds. */
export type RetentionSettings = {
  /** how long the two can read a page that is archived; null: for as long as one of them wants it */
  archivedMonths: number | null;
  /** how far back the versions of a page go, edit by edit */
  versionDays: number;
  /** how long it is kept who opened a page */
  accessLogDays: number;
  /** how long a former manager reads a page that the chart archived; null: for as long as it is kept */
  formerManagerDays: number | null;
};

export const DEFAULT_RETENTION: RetentionSettings = {
  archivedMonths: 24,
  versionDays: 90,
  accessLogDays: 365,
  formerManagerDays: null,
};

/** Whole numbers, both ends included. */
export const RETENTION_BOUNDS = {
  archivedMonths: [1, 120],
  versionDays: [7, 365],
  accessLogDays: [30, 730],
  formerManagerDays: [0, 365],
} as const satisfies Record<keyof RetentionSettings, readonly [number, number]>;

/** @param settings of a workspace; what is missing or out of bounds there is as by default. */
export function readRetention(settings: unknown): RetentionSettings {
  const stored = isRecord(settings) && isRecord(settings.retention) ? settings.retention : {};
  return {
    archivedMonths:
      stored.archivedMonths === null
        ? null
        : within("archivedMonths", stored.archivedMonths, DEFAULT_RETENTION.archivedMonths),
    versionDays: within("versionDays", stored.versionDays, DEFAULT_RETENTION.versionDays),
    accessLogDays: within("accessLogDays", stored.accessLogDays, DEFAULT_RETENTION.accessLogDays),
    formerManagerDays: within("formerManagerDays", stored.formerManagerDays, DEFAULT_RETENTION.formerManagerDays),
  };
}

/** @param settings as above; beside what is kept for how long they say since when a former manager's time is as it is. */
export function readFormerManagerLimit(settings: unknown): FormerManagerLimit {
  const since = isRecord(settings) ? settings.formerManagerSince : undefined;
  return {
    days: readRetention(settings).formerManagerDays,
    setAt: typeof since === "string" && INSTANT.test(since) ? Temporal.Instant.from(since) : null,
  };
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

function within<T extends number | null>(key: keyof RetentionSettings, value: unknown, otherwise: T): T | number {
  const [least, most] = RETENTION_BOUNDS[key];
  return typeof value === "number" && Number.isInteger(value) && value >= least && value <= most ? value : otherwise;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** How long somebody goes on reading pages with people whom they manage no longer. */
export type FormerManagerLimit = {
  /** from the day the page was archived; null: for as long as it is kept */
  days: number | null;
  /** since when that is so; null: from the beginning */
  setAt: Temporal.Instant | null;
};
