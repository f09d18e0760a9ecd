import type { CountedTheme } from "@candor/core/theme/count-themes.ts";
import { offerLines } from "@candor/core/theme/offer-lines.ts";
import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { PageHandle } from "../offline/page-handle.ts";
import { openPage, releasePage } from "../offline/this-tab.ts";
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
  said: Line;
};

/** The line for one person: what it answers on their page, how it will read, and a button that puts it there. */
export function OfferRow({ pair, name, counted, said }: OfferRowProps) {
  const opened = useMemo(() => openPage(pair), [pair]);
  useEffect(() => () => releasePage(pair), [pair]);
  // What was refused for good is set aside by opening the page anew.
  const handle = opened.successor.value ?? opened;
  const done = useSignal<TakeBack | null>(null);
  const row = useRef<HTMLLIElement>(null);
  // The button that was pressed makes room for the one that takes it back, and the other way round.
  const focusNext = () => setTimeout(() => row.current?.querySelector("button")?.focus());
  const state = handle.state.value;
  const isOnPage = done.value !== null && !done.value.isSpent.value;
  return (
    <li ref={row} class="themes-offer" data-offer={pair}>
      <h3>{name}</h3>
      {state === "loading" ? (
        <p class="meta">{texts.loading}</p>
      ) : state !== "ready" ? (
        <p class="meta">{texts.missing}</p>
      ) : handle.access.value.type !== "write" ? (
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
              focusNext();
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
          handle={handle}
          said={said}
          onPut={(takeBack) => {
            done.value = takeBack;
            announce(texts.toast(name));
            focusNext();
          }}
        />
      )}
    </li>
  );
}

type ChooseProps = OfferRowProps & { handle: PageHandle; onPut: (takeBack: TakeBack) => void };

function Choose({ pair, name, counted, handle, said, onPut }: ChooseProps) {
  const chosen = useSignal<string | null>(null);
  const { topics } = handle.page.value;
  if (said.line !== "" && topics.some(({ answer, state }) => answer === said.line && state !== "binned"))
    return <p class="meta">{texts.already}</p>;
  const offered = offerLines(counted, pair, topics).topics.slice(0, MOST_TOPICS);
  const likeliest = offered[0]?.why === "other" ? undefined : offered[0]?.topic.id;
  const value = chosen.value ?? likeliest ?? NEW_TOPIC;
  const put = () => {
    const takeBack = putLine(handle, value === NEW_TOPIC ? null : value, said);
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
