import type { MemberId } from "@candor/core/person/member.ts";
import { actOnPage } from "@candor/document/act/act-on-page.ts";
import type { ActOutcome, PageAct } from "@candor/document/act/page-act.ts";
import { readPage } from "@candor/document/page/read-page.ts";
import type { ApiAction, ApiTopic } from "@candor/protocol/http/api.ts";
import * as Y from "yjs";
import { buildPage, type Unsound } from "../sync/snapshot/build-page.ts";
import type { LoggedPage } from "../sync/snapshot/logged-page.ts";

import { etagOf, presentAction, presentTopic } from "./present-page.ts";

export type ActRequest = {
  act: PageAct;
  member: MemberId;
  /** ISO instant */
  now: string;
  /** the validators of which the thing must have one, as it is before; null: whatever it is */
  ifMatch: readonly string[] | null;
};

export type ActMade = {
  type: "act";
  outcome: ActOutcome | "not_as_read";
  /** as it is afterwards; null where there is none */
  thing: ApiTopic | ApiAction | null;
  /** null: nothing of the page changed */
  update: Uint8Array | null;
};

/** Does it on a document of its own, as a client that nobody else is. */
export function actInThread(page: LoggedPage, clientId: number, request: ActRequest): ActMade | Unsound {
  const built = buildPage(page);
  if (built.type === "unsound") return built;
  const { doc } = built;
  doc.clientID = clientId;
  const made = act(doc, request);
  doc.destroy();
  return made;
}

function act(doc: Y.Doc, { act, member, now, ifMatch }: ActRequest): ActMade {
  if (ifMatch !== null) {
    const thing = thingOf(doc, act);
    if (thing !== null && !ifMatch.includes("*") && !ifMatch.includes(etagOf(thing)))
      return { type: "act", outcome: "not_as_read", thing, update: null };
  }
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  // In one transaction: what it deletes is then all of the deletions that the update carries.
  const outcome = doc.transact(() => actOnPage(doc, { member, now }, act));
  const [update = null] = updates.length > 1 ? [Y.mergeUpdates(updates)] : updates;
  return { type: "act", outcome, thing: thingOf(doc, act), update: outcome === "done" ? update : null };
}

function thingOf(doc: Y.Doc, act: PageAct): ApiTopic | ApiAction | null {
  const page = readPage(doc);
  if (act.type === "add_action" || act.type === "change_action") {
    const action = page.actions.find(({ id }) => id === act.id);
    return action ? presentAction(action) : null;
  }
  const topic = page.topics.find(({ id }) => id === act.id);
  return topic ? presentTopic(doc, topic) : null;
}
