import type { DepartmentLine } from "@candor/core/skip/department-board.ts";
import { edit } from "@candor/document/edit.ts";
import { wellFormed } from "@candor/document/text.ts";
import type * as Y from "yjs";

/** What can be set of a line; of two devices that set one at once the later one stands. */
export type LineTraits = Partial<Omit<DepartmentLine, "department" | "subject">>;

const EMPTY: Omit<DepartmentLine, "department" | "subject"> = {
  ...{ wording: "", doing: "", tellsFew: false, people: null, isOff: false },
};

/** In the index: a key for each trait of each line, so that two devices that add one line at once have one. */
function linesMap(index: Y.Doc): Y.Map<unknown> {
  return index.getMap("departmentLines");
}

/** Makes a line, or sets some of it. */
export function setDepartmentLine(index: Y.Doc, department: string, subject: string, traits: LineTraits): void {
  edit(index, "change department line", () => {
    const map = linesMap(index);
    for (const [trait, value] of Object.entries(traits)) {
      const key = JSON.stringify([wellFormed(department), wellFormed(subject), trait]);
      const kept = typeof value === "string" ? wellFormed(value) : value;
      if (map.get(key) !== kept) map.set(key, kept);
    }
  });
}

/** All lines, those taken off too, in no particular order. What is no line is passed over. */
export function readDepartmentLines(index: Y.Doc): DepartmentLine[] {
  const lines = new Map<string, DepartmentLine>();
  for (const [key, value] of linesMap(index).entries()) {
    const parts = readKey(key);
    if (!parts) continue;
    const [department, subject, trait] = parts;
    const id = JSON.stringify([department, subject]);
    const line = lines.get(id) ?? { department, subject, ...EMPTY };
    lines.set(id, { ...line, ...readTrait(trait, value) });
  }
  return [...lines.values()];
}

function readTrait(trait: string, value: unknown): LineTraits {
  if (trait === "wording" || trait === "doing") return typeof value === "string" ? { [trait]: value } : {};
  if (trait === "tellsFew" || trait === "isOff") return { [trait]: value === true };
  if (trait !== "people") return {};
  return { people: typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : null };
}

function readKey(key: string): [department: string, subject: string, trait: string] | null {
  try {
    const parts: unknown = JSON.parse(key);
    if (!Array.isArray(parts) || parts.length !== 3 || !parts.every((part) => typeof part === "string")) return null;
    return parts as [string, string, string];
  } catch {
    return null;
  }
}
