import type { Id } from "@candor/core/id.ts";
import type { Feeling, FrictionKind, PairingKind, PairingThing } from "@candor/core/pairing/pairing.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import * as Y from "yjs";
import { type Editor, edit, layGroundwork } from "../edit.ts";
import { find, rootMap } from "../roots.ts";
import { wellFormed } from "../text.ts";
import { importOf, readImports } from "../transfer/import-record.ts";
import { CAME_BACK, ownerValue, readSessions } from "./read-pairing.ts";

export type NewSession = { kind: PairingKind; text: string; link: string | null };

/** @returns the session's id. */
export function startPairing(doc: Y.Doc, editor: Editor, { text, ...fields }: NewSession): Id {
  return addThing(doc, editor, text, { what: "session", ...fields, ordinal: readSessions(doc).length });
}

export type NewEntry = { session: Id; text: string; feeling?: Feeling | null; gapOf?: MemberId | null };

export function addEntry(doc: Y.Doc, editor: Editor, { text, ...fields }: NewEntry): Id {
  return addThing(doc, editor, text, { what: "entry", ...fields });
}

export type NewFriction = { session: Id; text: string; kind: FrictionKind };

export function addFriction(doc: Y.Doc, editor: Editor, { text, ...fields }: NewFriction): Id {
  return addThing(doc, editor, text, { what: "friction", state: "open", ...fields });
}

type Plain = Readonly<Record<string, string | number | null | undefined>>;

function addThing(doc: Y.Doc, editor: Editor, text: string, fields: Plain): Id {
  const id = editor.newId();
  const { member: author, now: at } = editor;
  layGroundwork(doc, () => layThing(doc, id, text, { ...fields, author, at, binnedAt: at }));
  edit(doc, "pairing", () => find(doc, "pairing", id)?.delete("binnedAt"));
  return id;
}

/** What is null reads so without being written. */
function layThing(doc: Y.Doc, id: Id, text: string, fields: Plain): void {
  const map = new Y.Map<unknown>();
  map.set("text", new Y.Text(wellFormed(text)));
  for (const [key, value] of Object.entries(fields)) if (value !== null && value !== undefined) map.set(key, value);
  rootMap(doc, "pairing").set(id, map);
}

/**
 * Puts things on the page as another one had them; what is here already stays as it is, and what an import brought that
 * was taken back comes again.
 *
 * @returns `lift` takes them out of the bin, within an edit, so that undo puts them there again.
 */
export function layPairing(doc: Y.Doc, things: readonly PairingThing[]): { ids: Id[]; lift: () => void } {
  const undone = new Set(readImports(doc).flatMap(({ id, undoneAt }) => (undoneAt === null ? [] : [id])));
  const wanted = things.filter(({ id }) => {
    const map = find(doc, "pairing", id);
    return map === null || (map.has("binnedAt") && undone.has(importOf(map) ?? ""));
  });
  layGroundwork(doc, () => {
    for (const { id, text, binnedAt, ...fields } of wanted) {
      if (find(doc, "pairing", id)) continue;
      layThing(doc, id, text, { ...plainOf(fields), binnedAt: binnedAt ?? fields.at });
      const map = find(doc, "pairing", id);
      if (fields.what === "friction") for (const time of fields.cameBack) map?.set(CAME_BACK + time, true);
    }
  });
  const lift = () => {
    for (const { id, binnedAt } of wanted) if (binnedAt === null) find(doc, "pairing", id)?.delete("binnedAt");
  };
  return { ids: wanted.map(({ id }) => id), lift };
}

type Without<T> = T extends unknown ? Omit<T, "id" | "text" | "binnedAt"> : never;

function plainOf(fields: Without<PairingThing>): Plain {
  if (fields.what === "entry") return fields.gap === "asked" ? { ...fields, gap: null } : fields;
  if (fields.what === "session") return fields;
  const { cameBack: _keys, owner, ...rest } = fields;
  return { ...rest, severity: rest.severity || null, owner: ownerValue(owner) };
}
