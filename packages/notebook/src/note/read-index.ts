import { type Id, isId } from "@candor/core/id.ts";
import { KEEP_MONTHS, type KeepMonths } from "@candor/core/notebook/judge-note-age.ts";
import type { Theme, ThemeSaid } from "@candor/core/theme/theme.ts";
import { stringOf, textOf } from "@candor/document/roots.ts";
import * as Y from "yjs";
import { devicesMap, documentsMap, isVaultId, settingsMap, themesMap, wroteMap } from "./note-roots.ts";

/** What the index of a notebook holds. */
export type NotebookIndex = {
  /** two devices that begin a pair's document at once offline make two; readers show the notes of both */
  documents: readonly { doc: string; pair: Id }[];
  devices: readonly NamedDevice[];
  /** merged and archived ones too, oldest first */
  themes: readonly Theme[];
  keepMonths: KeepMonths;
};

export type NamedDevice = {
  id: string;
  name: string;
  /** ISO instant of the day on which it last wrote; null: not since that is noted */
  wroteOn: string | null;
};

export const EMPTY_INDEX: NotebookIndex = { documents: [], devices: [], themes: [], keepMonths: null };

export function readIndex(index: Y.Doc): NotebookIndex {
  const documents = [...documentsMap(index).entries()]
    .flatMap(([doc, pair]) => (isVaultId(doc) && isId(pair) ? [{ doc, pair }] : []))
    .sort((left, right) => compare(left.doc, right.doc));
  const devices = [...devicesMap(index).entries()].flatMap(([id, name]) =>
    isVaultId(id) && typeof name === "string" ? [{ id, name, wroteOn: stringOf(wroteMap(index), id) }] : [],
  );
  const themes = [...themesMap(index).entries()]
    .flatMap(([id, map]) => (isId(id) && map instanceof Y.Map ? [readTheme(id, map)] : []))
    .sort((left, right) => compare(left.madeAt, right.madeAt) || compare(left.id, right.id));
  const months = settingsMap(index).get("keepMonths");
  const keepMonths = KEEP_MONTHS.find((each) => each === months) ?? null;
  return { documents, devices, themes, keepMonths };
}

function readTheme(id: Id, map: Y.Map<unknown>): Theme {
  const mergedInto = map.get("mergedInto");
  return {
    id,
    name: stringOf(map, "name") ?? "",
    mergedInto: isId(mergedInto) && mergedInto !== id ? mergedInto : null,
    archivedAt: stringOf(map, "archivedAt"),
    madeAt: stringOf(map, "madeAt") ?? "",
    wording: textOf(map, "wording"),
    doing: textOf(map, "doing"),
    answer: stringOf(map, "answer"),
    tellsFew: map.get("tellsFew") === true,
    said: readSaid(map.get("said")),
  };
}

function readSaid(value: unknown): ThemeSaid[] {
  if (!(value instanceof Y.Map)) return [];
  return [...value.entries()]
    .flatMap(([id, said]): ThemeSaid[] => {
      if (!isId(id) || typeof said !== "object" || said === null) return [];
      const { on, people, wording } = said as Partial<ThemeSaid>;
      if (typeof on !== "string") return [];
      return [
        {
          id,
          on,
          people: typeof people === "number" ? people : 0,
          wording: typeof wording === "string" ? wording : "",
        },
      ];
    })
    .sort((left, right) => compare(left.on, right.on) || compare(left.id, right.id));
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
