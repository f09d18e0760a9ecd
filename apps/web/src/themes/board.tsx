import type { Id } from "@candor/core/id.ts";
import { type BoardEntry, readBoard } from "@candor/core/theme/board.ts";
import type { CountedTheme } from "@candor/core/theme/count-themes.ts";
import { exportBoard } from "@candor/core/theme/export-board.ts";
import { type ReadonlySignal, useSignal } from "@preact/signals";
import type { Notebook } from "../notebook/notebook.ts";
import { download } from "../transfer/download.ts";
import { Button } from "../ui/button.tsx";
import { today } from "../ui/clock.ts";
import { lazily } from "../ui/lazily.tsx";
import { sayDate } from "../ui/say-day.ts";
import { BoardCard } from "./board-card.tsx";
import { SaidDialog } from "./said-dialog.tsx";
import { themesTexts as texts } from "./themes-texts.ts";

const ShareThemesDialog = lazily(
  () => import("../all-hands/share-themes-dialog.tsx").then((module) => module.ShareThemesDialog),
  () => <p role="alert">{texts.board.notShared}</p>,
);

type BoardProps = {
  notebook: Notebook;
  counted: ReadonlySignal<readonly CountedTheme[]>;
  /** of everybody that I meet, for the warning about names */
  names: readonly string[];
  onOffer: (theme: Id) => void;
  onPrint: () => void;
};

/** What is told to everybody, made ready and given out. */
export function Board({ notebook, counted, names, onOffer, onPrint }: BoardProps) {
  const isSaying = useSignal(false);
  const isSharing = useSignal(false);
  const board = readBoard(counted.value, { names });
  const told = board.filter(({ leftOut }) => leftOut === null);
  const risky = told.filter(({ giveaways }) => giveaways.length > 0).length;
  const few = board.filter(({ leftOut }) => leftOut === "few_people").length;
  const shown = board.filter(({ leftOut }) => leftOut !== "nobody");
  const why = told.length === 0 ? texts.board.nothingTold : undefined;
  return (
    <section class="stack" aria-labelledby="board-heading">
      <h2 id="board-heading">{texts.board.title}</h2>
      <p class="meta">{texts.board.lead}</p>
      {shown.length === 0 && <p class="empty">{texts.board.empty}</p>}
      {few > 0 && <p class="meta">{texts.board.few(few)}</p>}
      <ul class="stack-list">
        {shown.map((entry) => {
          const found = counted.value.find(({ theme }) => theme.id === entry.theme);
          if (!found) return null;
          return (
            <BoardCard
              key={entry.theme}
              notebook={notebook}
              counted={found}
              entry={entry}
              onOffer={() => onOffer(entry.theme)}
            />
          );
        })}
      </ul>
      {risky > 0 && <p class="broken themes-warning">{texts.board.mayGiveAway(risky)}</p>}
      {shown.length > 0 && (
        <div class="row">
          <Button
            look="primary"
            // Read anew: a field that loses its focus to this button has only just written what stood in it.
            disabled={told.length === 0}
            title={why}
            onClick={() =>
              download(
                `${texts.file} ${today.peek()}.md`,
                "text/markdown",
                boardMarkdown(readBoard(counted.peek(), { names })),
              )
            }
          >
            {texts.board.exportMarkdown}
          </Button>
          <Button id="board-print" disabled={told.length === 0} title={why} onClick={onPrint}>
            {texts.board.print}
          </Button>
          <Button
            disabled={told.length === 0}
            title={why}
            onClick={() => {
              isSaying.value = true;
            }}
          >
            {texts.board.said}
          </Button>
          <Button
            disabled={told.length === 0}
            title={why}
            onClick={() => {
              isSharing.value = true;
            }}
          >
            {texts.board.share}
          </Button>
          {why && <span class="meta">{why}</span>}
        </div>
      )}
      {shown.length > 0 && <p class="meta">{texts.board.limits}</p>}
      {isSharing.value && (
        <ShareThemesDialog
          told={told}
          onClose={() => {
            isSharing.value = false;
          }}
        />
      )}
      {isSaying.value && (
        <SaidDialog
          notebook={notebook}
          told={told}
          onClose={() => {
            isSaying.value = false;
          }}
        />
      )}
    </section>
  );
}

function boardMarkdown(board: readonly BoardEntry[]): string {
  return exportBoard(board, { day: sayDate(today.peek(), ""), words: texts.markdown });
}
