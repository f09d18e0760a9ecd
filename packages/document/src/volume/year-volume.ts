import * as Y from "yjs";
import { NO_CONTENTS, type PageContents, readContents } from "../page/read-contents.ts";
import { lateEdits, mayConcern, meetingsIn } from "./late-edits.ts";
import { livingIds } from "./living-ids.ts";
import { decodeVolume, encodeVolume, type VolumePart } from "./volume-file.ts";

const MAX_PART_BYTES = 5_242_880; // as for a page; beyond it late edits are somebody's mischief

/**
 * Adds what `sealYears` took out to the volume of its year.
 *
 * @param volume what the year holds already; null: nothing yet.
 */
export function addToVolume(volume: Uint8Array | null, part: Uint8Array): Uint8Array {
  const parts = volume === null ? [] : decodeVolume(volume);
  const doc = openPart(part);
  const stood = readContents(doc).topics.flatMap(({ id, place }): [string, string][] =>
    place === "hopper" ? [] : [[id, place]],
  );
  return encodeVolume([...parts, toPart(doc, new Map(stood))]);
}

/**
 * Puts into a volume what somebody wrote, offline or just then, into things that lie in it: the page itself has no place
 * for that any more. To be given every update of the page's log that came after the page's state from which the volume's
 * newest part was sealed, in the log's order, some of them as often as one likes; the sealing's own removal among them
 * does nothing.
 *
 * @returns the volume as it is now; null where nothing in it changed.
 */
export function absorbLateEdits(volume: Uint8Array, updates: readonly Uint8Array[]): Uint8Array | null {
  let changed = false;
  const parts = decodeVolume(volume).map((part): VolumePart => {
    // Which updates build on late ones is known only when those are in, so from the first one on all are looked at.
    const first = updates.findIndex((update) => mayConcern(part, update));
    if (first < 0) return part;
    const doc = openPart(part.state);
    const before = Y.snapshot(doc);
    for (const update of updates.slice(first)) {
      const late = lateEdits(doc, update);
      if (late !== null) Y.applyUpdate(doc, late);
    }
    if (Y.equalSnapshots(before, Y.snapshot(doc))) return part;
    const absorbed = toPart(doc, part.stood);
    if (absorbed.state.length > MAX_PART_BYTES) return part;
    changed = true;
    return absorbed;
  });
  return changed ? encodeVolume(parts) : null;
}

/**
 * What lies in a volume. A topic whose `place` is "hopper" had left it before. One that somebody moved, offline, when it
 * was sealed already stays with its meeting: the page can't take it back, and that is where one looks for it.
 */
export function readVolume(volume: Uint8Array): PageContents {
  return decodeVolume(volume)
    .map(({ state, stood }) => {
      const doc = openPart(state);
      const contents = readContents(doc);
      doc.destroy();
      const here = new Set(contents.meetings.map(({ id }) => id));
      const topics = contents.topics.map((topic) => {
        const place = here.has(topic.place) ? topic.place : (stood.get(topic.id) ?? topic.place);
        return { ...topic, place };
      });
      return { ...contents, topics };
    })
    .reduce(
      (all, part) => ({
        meetings: [...all.meetings, ...part.meetings],
        topics: [...all.topics, ...part.topics],
        actions: [...all.actions, ...part.actions],
      }),
      NO_CONTENTS,
    );
}

function openPart(state: Uint8Array): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, state);
  return doc;
}

function toPart(doc: Y.Doc, stood: VolumePart["stood"]): VolumePart {
  const part = {
    stood,
    meetings: [...meetingsIn(doc)],
    ids: livingIds(doc),
    state: Y.encodeStateAsUpdate(doc),
  };
  doc.destroy();
  return part;
}
