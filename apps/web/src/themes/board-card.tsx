import type { BoardEntry } from "@candor/core/theme/board.ts";
import type { CountedTheme } from "@candor/core/theme/count-themes.ts";
import { addSaid, setThemeText, setThemeTraits, takeSaidBack } from "@candor/notebook/note/edit-index.ts";
import { useId, useState } from "preact/hooks";
import { readAnswerLink } from "../ledger/read-link.ts";
import type { Notebook } from "../notebook/notebook.ts";
import { Button } from "../ui/button.tsx";
import { today } from "../ui/clock.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { KEPT_TO_ITSELF } from "../ui/kept-to-itself.ts";
import { sayDate } from "../ui/say-day.ts";
import { showToast } from "../ui/toasts.ts";
import { PrivateField } from "./private-field.tsx";
import { themesTexts as texts } from "./themes-texts.ts";

type BoardCardProps = {
  notebook: Notebook;
  counted: CountedTheme;
  entry: BoardEntry;
  onOffer: () => void;
};

/** One theme as it is told to everybody, with what speaks against telling it so. */
export function BoardCard({ notebook, counted, entry, onOffer }: BoardCardProps) {
  const { theme } = counted;
  const write = (part: "wording" | "doing") => (value: string) =>
    notebook.editIndex((index) => setThemeText(index, theme.id, part, value));
  return (
    <li class="card stack" data-board={theme.id} data-told={entry.leftOut === null}>
      <div class="themes-head">
        <h3>{texts.named(theme.name)}</h3>
        <span class="meta">{texts.board.raisedBy(entry.people)}</span>
        <span class={entry.leftOut === null ? "chip" : "chip chip-warn"}>
          {entry.leftOut === null ? texts.board.isTold : texts.board.leftOut[entry.leftOut]}
        </span>
      </div>
      {entry.isFew && (
        <div class="broken themes-warning">
          <p>{texts.board.fewWarning(entry.people)}</p>
          <label class="check">
            <input
              type="checkbox"
              checked={theme.tellsFew}
              onChange={({ currentTarget: { checked } }) =>
                notebook.editIndex((index) => setThemeTraits(index, theme.id, { tellsFew: checked }))
              }
            />
            {texts.board.include}
          </label>
        </div>
      )}
      <PrivateField
        label={texts.board.wording}
        value={theme.wording}
        placeholder={texts.board.wordingPlaceholder}
        onValue={write("wording")}
      />
      <PrivateField
        label={texts.board.doing}
        value={theme.doing}
        placeholder={texts.board.doingPlaceholder}
        onValue={write("doing")}
      />
      <AnswerField notebook={notebook} theme={theme.id} answer={theme.answer} />
      <div role="status">
        {entry.giveaways.length > 0 && (
          <div class="broken themes-warning">
            <p>{texts.board.giveaways}</p>
            <ul>
              {entry.giveaways.map((given) => (
                <li key={given.found}>
                  {given.type === "name" ? texts.board.name(given.found, given.name) : texts.board.quote(given.found)}
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
      {theme.said.length > 0 && (
        <>
          <ul class="stack-list">
            {theme.said.map((said) => (
              <li key={said.id} class="row">
                <span class="meta">{texts.board.saidOn(dateOf(said.on), said.people)}</span>
                <IconButton
                  icon="close"
                  label={texts.board.takeSaidBack(dateOf(said.on))}
                  onClick={() => {
                    notebook.editIndex((index) => takeSaidBack(index, theme.id, said.id));
                    const { on, people, wording } = said;
                    showToast(texts.toastSaidBack, () =>
                      notebook.editIndex((index, editor) => addSaid(index, editor, theme.id, { on, people, wording })),
                    );
                  }}
                />
              </li>
            ))}
          </ul>
          <div>
            <Button aria-label={texts.board.offerOf(theme.name)} onClick={onOffer}>
              {texts.board.offer}
            </Button>
          </div>
        </>
      )}
    </li>
  );
}

function AnswerField({ notebook, theme, answer }: { notebook: Notebook; theme: string; answer: string | null }) {
  const id = useId();
  /** what is being typed; null: what is kept shows, whichever device wrote it */
  const [typed, setTyped] = useState<string | null>(null);
  const [isWrong, setIsWrong] = useState(false);
  const keep = (text: string): boolean => {
    const read = readAnswerLink(text);
    if (read.type === "not_a_link") return false;
    const next = read.type === "link" ? read.href : null;
    if (next !== answer) notebook.editIndex((index) => setThemeTraits(index, theme, { answer: next }));
    return true;
  };
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {texts.board.answer}
      </label>
      <input
        class="input"
        id={id}
        value={typed ?? answer ?? ""}
        inputMode="url"
        placeholder="https://"
        maxLength={2000}
        aria-invalid={isWrong}
        aria-describedby={`${id}-problem`}
        {...KEPT_TO_ITSELF}
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          setIsWrong(false);
          keep(event.currentTarget.value);
        }}
        onBlur={() => {
          if (typed === null) return;
          const isKept = keep(typed);
          setIsWrong(!isKept);
          if (isKept) setTyped(null);
        }}
      />
      <p id={`${id}-problem`} role="alert" class="problem">
        {isWrong ? texts.board.notALink : ""}
      </p>
    </div>
  );
}

/** @returns the day as it is kept where it is none. */
function dateOf(day: string): string {
  try {
    return sayDate(day, today.value);
  } catch {
    return day;
  }
}
