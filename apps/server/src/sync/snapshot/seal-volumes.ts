import { sealYears } from "@candor/document/volume/seal-years.ts";
import { absorbLateEdits, addToVolume, readVolume } from "@candor/document/volume/year-volume.ts";
import { projectContents } from "../../page/projection/project-page.ts";
import { buildPage, type Unsound, updatesOf } from "./build-page.ts";
import type { LoggedPage } from "./logged-page.ts";
import type { ProjectedVolume, Volume } from "./snapshot-messages.ts";

/** Takes past years out of a page and adds them to their volumes; only those that change are given back. */
export function sealVolumes(
  page: LoggedPage,
  volumes: readonly Volume[],
  now: string,
): { type: "sealed"; removal: Uint8Array | null; volumes: ProjectedVolume[] } | Unsound {
  const built = buildPage(page);
  if (built.type === "unsound") return built;
  const sealing = sealYears(built.doc, Temporal.Instant.from(now));
  built.doc.destroy();
  if (sealing === null) return { type: "sealed", removal: null, volumes: [] };
  const sealed = sealing.parts.map(({ year, part }) => {
    const before = volumes.find((volume) => volume.year === year)?.state ?? null;
    return project({ year, state: addToVolume(before, part) });
  });
  return { type: "sealed", removal: sealing.removal, volumes: sealed };
}

/**
 * Puts into volumes what was written offline into things that lie in them. Each row of the log is given to this once, or
 * more often after a crash, in the log's order.
 *
 * @returns those that changed.
 */
export function absorbIntoVolumes(page: LoggedPage, volumes: readonly Volume[]): ProjectedVolume[] {
  const updates = volumes.length > 0 ? updatesOf(page) : [];
  return volumes.flatMap(({ year, state }) => {
    const absorbed = absorbLateEdits(state, updates);
    return absorbed === null ? [] : [project({ year, state: absorbed })];
  });
}

export function projectVolumes(volumes: readonly Volume[]): ProjectedVolume[] {
  return volumes.map(project);
}

function project(volume: Volume): ProjectedVolume {
  return { ...volume, rows: projectContents(readVolume(volume.state)) };
}
