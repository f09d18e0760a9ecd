import type { CountedTheme } from "@candor/core/theme/count-themes.ts";
import { offerLines } from "@candor/core/theme/offer-lines.ts";
import { useSignal } from "@preact/signals";
import type { PageModel } from "../page/page-model.ts";
import type { TakeBack } from "../page/undoable.ts";
import { announce } from "../ui/announce.ts";
import { Button } from "../ui/button.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { type Line, putLine } from "./line-edits.ts";
import { themesTexts } from "./themes-texts.ts";

const texts = themesTexts.offer;
const NEW_TOPIC = "new";
const MOST_TOPICS = 30; // to choose from; the likeliest come first

type OfferRowProps = {
  pair: string;
  name: string;
  counted: CountedTheme;
  /** null while the page is being opened */
  model: PageModel | null;
  said: Line;
};

/** The line for one person: what it answers on their page, how it will read, and a button that puts it there. */
export function OfferRow({ pair, name, counted, model, said }: OfferRowProps) {
  const done = useSignal<TakeBack | null>(null);
  const state = model?.handle.state.value;
  const isOnPage = done.value !== null && !done.value.isSpent.value;
  return (
    <li class="themes-offer" data-offer={pair}>
      <h3>{name}</h3>
      {!model || state === "loading" ? (
        <p class="meta">{texts.loading}</p>
      ) : state !== "ready" ? (
        <p class="meta">{texts.missing}</p>
      ) : !model.canEdit.value ? (
        <p class="meta">{texts.readOnly}</p>
      ) : isOnPage ? (
        <div class="row">
          <span class="chip">{texts.done}</span>
          <Button
            small
            look="quiet"
            onClick={() => {
              done.peek()?.();
              done.value = null;
            }}
          >
            {texts.takeBack}
          </Button>
        </div>
      ) : (
        <Choose
          name={name}
          pair={pair}
          counted={counted}
          model={model}
          said={said}
          onPut={(takeBack) => {
            done.value = takeBack;
            announce(texts.toast(name));
          }}
        />
      )}
    </li>
  );
}

type ChooseProps = Omit<OfferRowProps, "model"> & { model: PageModel; onPut: (takeBack: TakeBack) => void };

function Choose({ pair, name, counted, model, said, onPut }: ChooseProps) {
  const chosen = useSignal<string | null>(null);
  const { topics } = model.handle.page.value;
  if (said.line !== "" && topics.some(({ answer, state }) => answer === said.line && state !== "binned"))
    return <p class="meta">{texts.already}</p>;
  const offered = offerLines(counted, pair, topics).topics.slice(0, MOST_TOPICS);
  const likeliest = offered[0]?.why === "other" ? undefined : offered[0]?.topic.id;
  const value = chosen.value ?? likeliest ?? NEW_TOPIC;
  const put = () => {
    const takeBack = putLine(model, value === NEW_TOPIC ? null : value, said);
    if (takeBack) onPut(takeBack);
  };
  return (
    <div class="stack-tight">
      <SelectField
        label={texts.where(name)}
        value={value}
        choices={[
          ...offered.map(({ topic, why }) => ({
            value: topic.id,
            label: `${topic.title.trim() || texts.untitled}${why === "note_beside" ? ` (${texts.beside})` : why === "alike" ? ` (${texts.alike})` : ""}`,
          })),
          { value: NEW_TOPIC, label: texts.newTopic },
        ]}
        onValue={(id) => {
          chosen.value = id;
        }}
      />
      {said.line === "" ? (
        <p class="problem">{texts.noLine}</p>
      ) : (
        <figure class="themes-preview">
          <figcaption class="meta">{texts.preview(name)}</figcaption>
          <blockquote>{said.line}</blockquote>
        </figure>
      )}
      <div>
        <Button small disabled={said.line === ""} onClick={put}>
          {texts.put(name)}
        </Button>
      </div>
    </div>
  );
}
