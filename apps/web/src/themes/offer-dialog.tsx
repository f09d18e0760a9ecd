import { checkWording } from "@candor/core/theme/check-wording.ts";
import type { CountedTheme } from "@candor/core/theme/count-themes.ts";
import { MAX_ANSWER_LENGTH } from "@candor/document/topic/edit-topic.ts";
import { useSignal } from "@preact/signals";
import { Dialog } from "../ui/dialog.tsx";
import { OfferRow } from "./offer-row.tsx";
import { PrivateField } from "./private-field.tsx";
import { themesTexts as texts } from "./themes-texts.ts";

type OfferDialogProps = {
  counted: CountedTheme;
  names: readonly string[];
  nameOf: (pair: string) => string;
  onClose: () => void;
};

/** Offers each person who raised a theme a line about what came of it: page by page, seen before, and only by a click. */
export function OfferDialog({ counted, names, nameOf, onClose }: OfferDialogProps) {
  const { theme, people, notes } = counted;
  const line = useSignal(joinSentences(theme.said.at(-1)?.wording || theme.wording, theme.doing));
  const giveaways = checkWording(line.value, { names, notes });
  return (
    <Dialog title={texts.offer.title} onClose={onClose}>
      <p class="meta">{texts.offer.lead}</p>
      <PrivateField
        label={texts.offer.line}
        value={line.value}
        rows={3}
        onValue={(value) => {
          line.value = value.slice(0, MAX_ANSWER_LENGTH);
        }}
      />
      {theme.answer !== null && <p class="meta">{texts.offer.link(theme.answer)}</p>}
      <div role="status">
        {giveaways.length > 0 && (
          <div class="broken themes-warning">
            <p>{texts.board.giveaways}</p>
            <ul>
              {giveaways.map((given) => (
                <li key={given.found}>
                  {given.type === "name" ? texts.board.name(given.found, given.name) : texts.board.quote(given.found)}
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
      {people.length === 0 && <p class="empty">{texts.offer.nobody}</p>}
      <ul class="stack-list">
        {people.map((pair) => (
          <OfferRow
            key={pair}
            pair={pair}
            name={nameOf(pair)}
            counted={counted}
            said={{ line: line.value.trim(), link: theme.answer }}
          />
        ))}
      </ul>
    </Dialog>
  );
}

function joinSentences(first: string, second: string): string {
  const parts = [first, second].map((part) => part.trim()).filter(Boolean);
  return parts.join(/[\p{P}]$/u.test(parts[0] ?? "") ? " " : ". ").slice(0, MAX_ANSWER_LENGTH);
}
