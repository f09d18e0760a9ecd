/** So many versions are shown at once, of pages as of artifacts. The server tells one more where there are any before. */
export const VERSIONS_AT_ONCE = 50;

/**
 * What to show of a part of the versions.
 *
 * @param told as the server told them, the newest first.
 * @returns `more`: whether there are any before those.
 */
export function versionsAtOnce<Version>(told: readonly Version[]): { versions: Version[]; more: boolean } {
  return { versions: told.slice(0, VERSIONS_AT_ONCE), more: told.length > VERSIONS_AT_ONCE };
}
