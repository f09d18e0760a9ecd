import type { Id } from "@candor/core/id.ts";
import { agendaOrder, isInAgendaOrder } from "@candor/core/meeting/agenda-order.ts";
import { ranksInOrder } from "@candor/core/topic/rank.ts";
import { topicsIn } from "@candor/core/topic/topics-in.ts";
import type * as Y from "yjs";
import { edit } from "../edit.ts";
import { readPage } from "../page/read-page.ts";
import { applyRanks } from "../topic/apply-ranks.ts";

/** Puts the topics of a meeting into the order of `agendaOrder`. Two people who do so at once do the same. */
export function sortAgenda(doc: Y.Doc, meeting: Id): void {
  const topics = topicsIn(readPage(doc), meeting);
  if (isInAgendaOrder(topics)) return;
  edit(doc, "sort agenda", () => applyRanks(doc, "topics", ranksInOrder(agendaOrder(topics))));
}
