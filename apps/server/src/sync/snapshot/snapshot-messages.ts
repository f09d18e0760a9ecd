import type { Point } from "@candor/core/artifact/agreement.ts";
import type { Finishing } from "@candor/core/handoff/judge-finishing.ts";
import type { MovedOccurrence } from "@candor/core/meeting/moved-occurrence.ts";
import type { NoteNode } from "@candor/core/notes/note-node.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import type { ArtifactFacts } from "@candor/document/artifact/artifact-paper.ts";
import type { SuggestedChange } from "@candor/document/artifact/suggestion-place.ts";
import type { FinishedAction } from "@candor/document/handoff/finish-action.ts";
import type { HandedLetter, LaidLetter } from "@candor/document/handoff/lay-letter.ts";
import type { SeriesOutcome, SeriesStep, SeriesTimes } from "@candor/document/meeting/set-series.ts";
import type { Paper } from "@candor/document/paper/paper.ts";
import type { ApiContents, ApiSealed } from "@candor/protocol/http/api.ts";
import type { ActMade, ActRequest } from "../../api/act-in-thread.ts";
import type { Digests, ProjectionChange } from "../../page/projection/changed-rows.ts";
import type { ProjectedRows } from "../../page/projection/project-page.ts";
import type { LoggedPage } from "./logged-page.ts";

/** What was sealed of a year, as a volume file. */
export type Volume = { year: number; state: Uint8Array };

/** With what lists and search show of it. */
export type ProjectedVolume = Volume & { rows: ProjectedRows };

export type SnapshotRequest =
  /** everything a snapshot and the projection need */
  | { type: "snapshot"; id: number; page: LoggedPage; digests: Digests; volumes: readonly Volume[] }
  /** the whole state alone */
  | { type: "state"; id: number; page: LoggedPage }
  /** takes past years out of a page; `now` is an ISO instant */
  | { type: "seal"; id: number; page: LoggedPage; volumes: readonly Volume[]; now: string }
  /** takes out for good what lies in the bin; `ids`: of what has lain there for too long */
  | { type: "cut"; id: number; page: LoggedPage; ids: readonly string[] }
  /** puts into a page what a device kept of it; `kept`: updates, oldest first */
  | { type: "bring back"; id: number; page: LoggedPage; kept: readonly Uint8Array[] }
  /** gives a series other times, or takes that back; by `clientId`, which nobody has */
  | { type: "series"; id: number; page: LoggedPage; change: SeriesChange; clientId: number }
  /** begins an artifact, or changes what came out of a page; by `clientId`, which nobody has */
  | { type: "artifact"; id: number; page: LoggedPage; change: ArtifactChange; clientId: number }
  /** reads an artifact to hand it out */
  | { type: "paper"; id: number; page: LoggedPage; facts: ArtifactFacts }
  /** writes for one of the two what they asked the server for; by `clientId`, which nobody has */
  | { type: "write"; id: number; page: LoggedPage; change: PageChange; clientId: number }
  /** does for somebody what they asked for, by `clientId`, which is theirs for this */
  | { type: "act"; id: number; page: LoggedPage; request: ActRequest; clientId: number }
  /** reads a page as the API tells it */
  | { type: "present"; id: number; page: LoggedPage }
  /** reads past years as the API tells them; `page` is empty */
  | { type: "present years"; id: number; page: LoggedPage; volumes: readonly Volume[] }
  /** reads an artifact as Markdown */
  | { type: "present text"; id: number; page: LoggedPage }
  /** reads volumes anew; `page` is empty */
  | { type: "project"; id: number; page: LoggedPage; volumes: readonly Volume[] };

export type SeriesChange =
  | { type: "set"; times: SeriesTimes }
  | { type: "take back"; steps: readonly SeriesStep[]; dropped: readonly MovedOccurrence[] };

export type ArtifactChange =
  | { type: "begin"; title: string; body: readonly NoteNode[]; points: readonly Point[] }
  | { type: "add points"; points: readonly Point[] }
  | { type: "take out"; point: string }
  /** done whole or not at all */
  | { type: "suggestion"; change: SuggestedChange };
/** `member`: for whom it is written; `now`: an ISO instant */
export type PageChange = { member: MemberId; now: string } & (
  | { type: "letter"; letter: HandedLetter }
  | { type: "finish"; action: string; to: Finishing; frozenAt: string }
);

export type PageChanged = LaidLetter | FinishedAction;

/** What became of it on the page. */
export type SeriesChanged = SeriesOutcome | { type: "taken back"; taken: number; kept: number };

export type MadeSnapshot = {
  state: Uint8Array;
  /** as Yjs encodes it */
  stateVector: Uint8Array;
  schemaVersion: number;
  projection: ProjectionChange;
  /** of an artifact, for lists; null: it is a page */
  title: string | null;
  /** the volumes into which something of the tail belongs, as they are with it */
  lateVolumes: ProjectedVolume[];
};

export type SnapshotAnswer =
  | { type: "made"; made: MadeSnapshot }
  | { type: "state"; state: Uint8Array }
  /** `removal` is null where there is nothing to seal; it deletes only */
  | { type: "sealed"; removal: Uint8Array | null; volumes: ProjectedVolume[] }
  /** the same of what was taken out of the bin */
  | { type: "cut"; removal: Uint8Array | null }
  /** `update` is null where nothing of the page changed */
  | { type: "series"; changed: SeriesChanged; update: Uint8Array | null }
  | { type: "artifact"; update: Uint8Array | null }
  | { type: "paper"; paper: Paper }
  /** the same of what was written for one of the two */
  | { type: "written"; changed: PageChanged; update: Uint8Array | null }
  | { type: "volumes"; volumes: ProjectedVolume[] }
  | ActMade
  | { type: "presented"; contents: ApiContents }
  | { type: "presented years"; sealed: ApiSealed }
  | { type: "presented text"; title: string; text: string }
  /** what the page did not have, as one update; null where it had everything */
  | { type: "brought back"; update: Uint8Array | null }
  /** `update`, by `clientId`, takes out what is no part of a sound page; `reason` names the part, never the content */
  | { type: "mended"; update: Uint8Array; clientId: number; reason: string }
  /** the log holds something that is no sound page; `reason` names the part, never the content */
  | { type: "unsound"; reason: string };

export type SnapshotReply = { id: number } & (SnapshotAnswer | { type: "failed"; message: string });
