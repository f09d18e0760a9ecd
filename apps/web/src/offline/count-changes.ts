import { Groundwork } from "@candor/document/edit.ts";
import { typedText } from "@candor/document/undo.ts";
import type * as Y from "yjs";

/** Counts changes as a person would: typing in one text is one until they do something else, and so is each command. */
export class ChangeCounter {
  private lastText: ReturnType<typeof typedText> = null;

  /** @returns 1 where a change of my own begins a new one, 0 where it goes on with the one before or prepares the next. */
  count(transaction: Y.Transaction): 0 | 1 {
    if (transaction.origin instanceof Groundwork) return 0;
    const text = typedText(transaction);
    const goesOn = text !== null && text === this.lastText;
    this.lastText = text;
    return goesOn ? 0 : 1;
  }
}
