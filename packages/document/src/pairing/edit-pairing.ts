import type { Id } from "@candor/core/id.ts";
import { arrangePairing } from "@candor/core/pairing/arrange-pairing.ts";
import { finishTime } from "@candor/core/pairing/finish-time.ts";
import { checkDay } from "@candor/core/pairing/friction-way.ts";
import { joinedWith } from "@candor/core/pairing/join-starts.ts";
import type { Feeling, FrictionKind, FrictionOwner, GapState, PairingKind } from "@candor/core/pairing/pairing.ts";
import * as Y from "yjs";
import { type Editor, edit } from "../edit.ts";
import { find, pageMap, setChanged } from "../roots.ts";
import { setText } from "../text.ts";
import { CAME_BACK, ownerValue, readPairingThings, readSessions, TRACKER } from "./read-pairing.ts";

/** What every edit here is called, for whoever takes it back. */
const NAME = "pairing";

/** A session's subject, an entry or a friction in new words; what the other types elsewhere in them stays. */
export function setPairingText(doc: Y.Doc, id: Id, next: string): void {
  edit(doc, NAME, () => {
    const text = find(doc, "pairing", id)?.get("text");
    if (text instanceof Y.Text) setText(text, next);
  });
}

/** Another address stands for the one that shows, of whichever of those begun at once it is. */
export function changeSession(doc: Y.Doc, id: Id, change: { kind?: PairingKind; link?: string | null }): void {
  const joined = joinedWith(readSessions(doc), id);
  edit(doc, NAME, () => {
    const same = joined?.members.filter(({ link }) => change.link !== undefined && link === joined.link) ?? [];
    for (const member of same) put(doc, member.id, { link: null });
    put(doc, joined?.id ?? id, change);
  });
}

/** Either finishes it for both. One that is finished stays as it is. */
export function finishPairing(doc: Y.Doc, editor: Editor, id: Id): void {
  const { sessions, entries, frictions } = arrangePairing(readPairingThings(doc));
  const session = sessions.find(({ members }) => members.some((member) => member.id === id));
  if (!session || session.finishedAt !== null) return;
  const within = [...entries, ...frictions].filter((each) => each.session === session.id);
  const stamps = [session.at, ...within.map(({ at }) => at)];
  const finishedAt = finishTime(stamps, Temporal.Instant.from(editor.now));
  onJoined(doc, id, (each) => put(doc, each, { finishedAt }));
}

export function resumePairing(doc: Y.Doc, id: Id): void {
  onJoined(doc, id, (each) => put(doc, each, { finishedAt: null }));
}

export function changeEntry(doc: Y.Doc, id: Id, change: { feeling?: Feeling | null; gap?: GapState }): void {
  edit(doc, NAME, () => put(doc, id, change));
}

export type FrictionChange = {
  kind?: FrictionKind;
  severity?: string;
  owner?: FrictionOwner | null;
  checkOn?: string | null;
  issue?: string | null;
};

export function changeFriction(doc: Y.Doc, id: Id, { owner, ...change }: FrictionChange): void {
  edit(doc, NAME, () => put(doc, id, { ...change, ...(owner !== undefined && { owner: ownerValue(owner) }) }));
}

export type FrictionStep = "open" | "fixing" | "fixed" | "stayed" | "came_back" | "let_go";

/**
 * A step on a friction's way. Once it is fixed there is a day on which to look again; that it came back is kept beside
 * the time at which it had been fixed, and it is open again.
 *
 * @param today the day it is where whoever steps is.
 */
export function stepFriction(doc: Y.Doc, editor: Editor, id: Id, step: FrictionStep, today: string): void {
  edit(doc, NAME, () => {
    const map = find(doc, "pairing", id);
    if (!map) return;
    const fixedAt = map.get("fixedAt");
    if (step === "came_back" && typeof fixedAt === "string") map.set(CAME_BACK + fixedAt, true);
    setChanged(map, { state: step === "came_back" ? "open" : step, stateAt: editor.now });
    if (step === "fixed") setChanged(map, { fixedAt: editor.now, checkOn: checkDay(today) });
  });
}

/** Into the bin, with what stands in it where it is a session; undo brings it back. */
export function binPairing(doc: Y.Doc, editor: Editor, id: Id): void {
  onJoined(doc, id, (each) => put(doc, each, { binnedAt: editor.now }));
}

/** Out of the bin again, by either, for as long as it lies there. */
export function putPairingBack(doc: Y.Doc, id: Id): void {
  onJoined(doc, id, (each) => find(doc, "pairing", each)?.delete("binnedAt"));
}

export function setTracker(doc: Y.Doc, address: string): void {
  edit(doc, NAME, () => setChanged(pageMap(doc), { [TRACKER]: address }));
}

/** Of a session all that are one with it; of anything else itself. */
function onJoined(doc: Y.Doc, id: Id, change: (id: Id) => void): void {
  const ids = joinedWith(readSessions(doc), id)?.members.map((member) => member.id) ?? [id];
  edit(doc, NAME, () => {
    for (const each of ids) change(each);
  });
}

function put(doc: Y.Doc, id: Id, values: Parameters<typeof setChanged>[1]): void {
  const map = find(doc, "pairing", id);
  if (map) setChanged(map, values);
}
