import { plainText } from "@candor/core/notes/note-node.ts";
import { isPart, type Part } from "@candor/core/portrait/portrait.ts";
import { readContents } from "@candor/document/page/read-contents.ts";
import { portraitAnswers } from "@candor/document/portrait/portrait-answers.ts";
import { withPageRead } from "./with-page.ts";

export type PageAnswer = { part: Part; text: string; day: string | null };

/** What two wrote under the questions of a portrait on their page; none where it cannot be read just now. */
export async function readAnswers(pairId: string): Promise<PageAnswer[]> {
  const { BANK } = await import("@candor/core/question/bank.ts");
  const answers = await withPageRead(pairId, ({ doc }) => portraitAnswers(readContents(doc), BANK));
  return (answers ?? []).flatMap(({ part, notes, day }) =>
    isPart(part) ? [{ part, text: plainText(notes), day }] : [],
  );
}
