import type { Id } from "@candor/core/id.ts";
import type * as Y from "yjs";
import type { PageChange } from "../page/changes-between.ts";
import { find } from "../roots.ts";
import { importOf, importOfMeeting, readImports } from "./import-record.ts";

const ROOT_OF: Readonly<Record<string, "topics" | "actions">> = { topic_added: "topics", action_added: "actions" };

/** The same changes with all that an import brought told as one, first of all: by whom, out of which file. */
export function foldImports(changes: readonly PageChange[], doc: Y.Doc): PageChange[] {
  const imports = new Map(readImports(doc).map((each) => [each.id, each]));
  if (imports.size === 0) return [...changes];
  const folded = new Map<Id, PageChange>();
  const others = changes.filter((change) => {
    const found = imports.get(broughtBy(change, doc) ?? "");
    if (found) {
      const { id, by, name, meetings, topics, actions } = found;
      folded.set(id, { type: "imported", id, by, name, meetings, topics, actions });
    }
    return found === undefined;
  });
  return [...folded.values(), ...others];
}

function broughtBy(change: PageChange, doc: Y.Doc): Id | null {
  if (change.type === "meeting_planned") return importOfMeeting(doc, change.id);
  const root = ROOT_OF[change.type];
  const map = root && "id" in change ? find(doc, root, change.id) : null;
  return map ? importOf(map) : null;
}
