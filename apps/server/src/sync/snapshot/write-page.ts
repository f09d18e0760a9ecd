import { finishAction } from "@candor/document/handoff/finish-action.ts";
import { layLetter } from "@candor/document/handoff/lay-letter.ts";
import type * as Y from "yjs";
import type { Unsound } from "./build-page.ts";
import type { LoggedPage } from "./logged-page.ts";
import type { PageChange, PageChanged } from "./snapshot-messages.ts";
import { writeAsNobody } from "./write-as-nobody.ts";

/** What the server writes into a page for one of its two, as an edit of a client that nobody else is. */
export function writePage(
  page: LoggedPage,
  change: PageChange,
  clientId: number,
): { type: "written"; changed: PageChanged; update: Uint8Array | null } | Unsound {
  return writeAsNobody(page, clientId, (doc) => make(doc, change));
}

function make(doc: Y.Doc, change: PageChange): PageChanged {
  const { member, now } = change;
  if (change.type === "letter") return layLetter(doc, { member, now }, change.letter);
  const newId = () => {
    throw new Error("finishing an action makes nothing new");
  };
  return finishAction(doc, { member, now, newId }, change.action, change);
}
