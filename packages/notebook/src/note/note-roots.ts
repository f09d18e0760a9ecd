import { type Id, isId } from "@candor/core/id.ts";
import * as Y from "yjs";

/** A note's themes are keys, `theme:<id>`, so that two devices that give one each keep both. */
export const THEME_KEY = "theme:";

const VAULT_ID = /^[A-Za-z0-9_-]{16,43}$/;

/** Whether a value can name a document or a device; their ids are made like those of vaults, of base64url. */
export function isVaultId(value: unknown): value is string {
  return typeof value === "string" && VAULT_ID.test(value);
}

export function notesMap(doc: Y.Doc): Y.Map<Y.Map<unknown>> {
  return doc.getMap("notes");
}

/** @returns null where it is gone. */
export function findNote(doc: Y.Doc, id: Id): Y.Map<unknown> | null {
  return mapIn(notesMap(doc), id);
}

/** In the index: which document belongs to which pair, a key each. */
export function documentsMap(index: Y.Doc): Y.Map<unknown> {
  return index.getMap("documents");
}

export function devicesMap(index: Y.Doc): Y.Map<unknown> {
  return index.getMap("devices");
}

/** In the index: the day on which a device last wrote, a key each. */
export function wroteMap(index: Y.Doc): Y.Map<unknown> {
  return index.getMap("wrote");
}

export function settingsMap(index: Y.Doc): Y.Map<unknown> {
  return index.getMap("settings");
}

export function themesMap(index: Y.Doc): Y.Map<Y.Map<unknown>> {
  return index.getMap("themes");
}

export function findTheme(index: Y.Doc, id: Id): Y.Map<unknown> | null {
  return mapIn(themesMap(index), id);
}

function mapIn(parent: Y.Map<Y.Map<unknown>>, id: Id): Y.Map<unknown> | null {
  const value = isId(id) ? parent.get(id) : undefined;
  return value instanceof Y.Map ? value : null;
}
