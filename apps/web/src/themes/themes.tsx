import type { Id } from "@candor/core/id.ts";
import { readBoard } from "@candor/core/theme/board.ts";
import { countThemes } from "@candor/core/theme/count-themes.ts";
import type { Theme } from "@candor/core/theme/theme.ts";
import { useComputed, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { Notebook } from "../notebook/notebook.ts";
import { pairs } from "../people/my-people.ts";
import { today } from "../ui/clock.ts";
import { Board } from "./board.tsx";
import { BoardPrint } from "./board-print.tsx";
import { FindNotes } from "./find-notes.tsx";
import { MergeDialog } from "./merge-dialog.tsx";
import { nameOf } from "./name-of.ts";
import { NewTheme } from "./new-theme.tsx";
import { OfferDialog } from "./offer-dialog.tsx";
import { personOf } from "./person-of.ts";
import { dayOf } from "./theme-notes.tsx";
import { ThemeRow } from "./theme-row.tsx";
import { themesTexts as texts } from "./themes-texts.ts";

/**
 * The themes of an open notebook, and the board made of them.
 *
 * @param aside stands in its head: whether what was written is safe, and ways to put it out of sight.
 */
export function Themes({ notebook, aside }: { notebook: Notebook; aside?: ComponentChildren }) {
  const merging = useSignal<Theme | null>(null);
  const offering = useSignal<Id | null>(null);
  const isPrinting = useSignal(false);
  const counted = useComputed(() => countNow(notebook, "in_use"));
  const archived = useComputed(() => countNow(notebook, "archived"));
  const names = useComputed(() => pairs.value.map(({ id }) => nameOf(id)).filter((name) => name !== ""));
  if (isPrinting.value) {
    return (
      <BoardPrint
        board={readBoard(counted.value, { names: names.value })}
        onBack={() => {
          isPrinting.value = false;
          setTimeout(() => document.getElementById("board-print")?.focus());
        }}
      />
    );
  }
  const offered = counted.value.find(({ theme }) => theme.id === offering.value);
  const merged = merging.value;
  const others = counted.value.map(({ theme }) => theme).filter(({ id }) => id !== merged?.id);
  return (
    <main class="themes-main">
      <section class="card private" aria-labelledby="themes-heading">
        <div class="themes-head">
          <h1 id="themes-heading" tabIndex={-1}>
            {texts.title}
          </h1>
          <span class="private-label">{texts.onlyYou}</span>
          <span class="row">{aside}</span>
        </div>
        <p class="meta">{texts.lead}</p>
        {notebook.notes.value.length > 0 && <FindNotes notebook={notebook} />}
        {counted.value.length === 0 ? (
          <p class="empty">{notebook.notes.value.length === 0 ? texts.none : texts.noThemes}</p>
        ) : (
          <ul class="stack-list" aria-label={texts.list}>
            {counted.value.map((each) => (
              <ThemeRow
                key={each.theme.id}
                notebook={notebook}
                counted={each}
                nameOf={nameOf}
                onMerge={
                  counted.value.length < 2
                    ? undefined
                    : () => {
                        merging.value = each.theme;
                      }
                }
              />
            ))}
          </ul>
        )}
        <NewTheme notebook={notebook} />
        {archived.value.length > 0 && (
          <details class="folded">
            <summary>{texts.archived(archived.value.length)}</summary>
            <ul class="stack-list">
              {archived.value.map((each) => (
                <ThemeRow key={each.theme.id} notebook={notebook} counted={each} nameOf={nameOf} />
              ))}
            </ul>
          </details>
        )}
      </section>
      <Board
        notebook={notebook}
        counted={counted}
        names={names.value}
        onOffer={(theme) => {
          offering.value = theme;
        }}
        onPrint={() => {
          isPrinting.value = true;
        }}
      />
      {merged && (
        <MergeDialog
          notebook={notebook}
          theme={merged}
          others={others}
          onClose={() => {
            merging.value = null;
          }}
        />
      )}
      {offered && (
        <OfferDialog
          counted={offered}
          names={names.value}
          nameOf={nameOf}
          onClose={() => {
            offering.value = null;
          }}
        />
      )}
    </main>
  );
}

function countNow(notebook: Notebook, when: "in_use" | "archived") {
  return countThemes(notebook.index.value.themes, notebook.notes.value, {
    ...{ when, today: today.value },
    ...{ dayOf, personOf },
  });
}
