import { themesOf, writeNotesJson, writeNotesMarkdown } from "@candor/core/notebook/export-notes.ts";
import { otherMember } from "@candor/core/person/member.ts";
import { texts as pageTexts } from "../page/texts.ts";
import { pairs } from "../people/my-people.ts";
import { peopleOf } from "../people/people-of.ts";
import { download } from "../transfer/download.ts";
import { Button } from "../ui/button.tsx";
import { today } from "../ui/clock.ts";
import type { Notebook } from "./notebook.ts";
import { texts } from "./texts.ts";

const say = texts.settings;

/** Hands out the notes as files, made here. @param pair about one person alone; left out: everything. */
export function ExportButtons({ notebook, pair }: { notebook: Notebook; pair?: string }) {
  const give = (format: "markdown" | "json") => {
    const notes = notebook.notes.peek().filter((note) => pair === undefined || note.pair === pair);
    const all = notebook.index.peek().themes;
    const themes = pair === undefined ? all : themesOf(notes, all);
    const given = { notes, themes, nameOf, day: today.peek() };
    const name = `candor-private-notes-${today.peek()}`;
    if (format === "markdown") download(`${name}.md`, "text/markdown", writeNotesMarkdown(given));
    else download(`${name}.json`, "application/json", writeNotesJson(given));
  };
  return (
    <div class="row">
      <Button onClick={() => give("markdown")}>{say.exportMarkdown}</Button>
      <Button onClick={() => give("json")}>{say.exportJson}</Button>
    </div>
  );
}

/** Of the other one of a pair. */
export function nameOf(pairId: string): string {
  const pair = pairs.peek().find(({ id }) => id === pairId);
  return (pair && peopleOf(pair)[otherMember(pair.me)].name) || pageTexts.otherMissing;
}
