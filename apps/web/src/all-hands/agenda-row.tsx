import type { AgendaItem } from "@candor/protocol/http/all-hands.ts";
import { useEffect, useRef } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { Icon } from "../ui/icons.tsx";
import type { Act } from "./act.ts";
import type { AllHandsClient } from "./all-hands-calls.ts";

import { allHandsTexts as texts } from "./all-hands-texts.ts";

type RowProps = {
  item: AgendaItem;
  /** minutes after the beginning */
  begins: number;
  at: number;
  count: number;
  mayLead: boolean;
  isDragged: boolean;
  client: AllHandsClient;
  act: Act;
  move: (to: number) => void;
  onDrag: (isBegun: boolean) => void;
  onDropHere: () => void;
};

/** One item of a running order: when it comes, what it is, who presents it for how long, and whether it is done. */
export function AgendaRow(props: RowProps) {
  const { item, begins, at, count, mayLead, isDragged, client, act, move, onDrag, onDropHere } = props;
  const { id, kind, title, text, people, link, minutes, presenter, done, carried } = item;
  return (
    <li
      id={`agenda-${id}`}
      tabIndex={mayLead ? 0 : undefined}
      class={isDragged ? "all-hands-item all-hands-dragged" : "all-hands-item"}
      data-done={done}
      onKeyDown={(event) => {
        if (!mayLead || !event.altKey || event.target !== event.currentTarget) return;
        if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
        event.preventDefault();
        move(event.key === "ArrowUp" ? at - 1 : at + 1);
      }}
      onDragOver={(event) => mayLead && event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        onDropHere();
      }}
    >
      <div class="all-hands-line">
        {mayLead && (
          <span
            class="all-hands-grip"
            draggable
            title={texts.drag}
            aria-hidden="true"
            onDragStart={(event) => {
              event.dataTransfer?.setData("text/plain", title);
              onDrag(true);
            }}
            onDragEnd={() => onDrag(false)}
          >
            <Icon name="grip" />
          </span>
        )}
        <div class="all-hands-what">
          <span class="meta">
            {[
              texts.kinds[kind],
              begins === 0 ? texts.first : texts.begins(begins),
              ...(people === null ? [] : [texts.people(people)]),
              ...(carried === 0 ? [] : [texts.carried(carried)]),
            ].join(" · ")}
          </span>
          <strong>{title}</strong>
          {text !== "" && <p class="all-hands-text">{text}</p>}
          {link !== null && (
            <a href={link} rel="noopener noreferrer">
              {texts.readMore}
            </a>
          )}
          {!mayLead && (
            <span class="meta">
              {minutes} {texts.minutes}
              {presenter !== "" && ` · ${presenter}`}
            </span>
          )}
        </div>
        {mayLead && (
          <span class="all-hands-moves">
            <IconButton icon="up" label={texts.up(title)} disabled={at === 0} onClick={() => move(at - 1)} />
            <IconButton
              icon="down"
              label={texts.down(title)}
              disabled={at === count - 1}
              onClick={() => move(at + 1)}
            />
          </span>
        )}
      </div>
      {mayLead && (
        <div class="all-hands-tools">
          <label class="check">
            <input
              type="checkbox"
              checked={done}
              aria-label={texts.doneOf(title)}
              onClick={(event) => void act(client.change(id, { done: event.currentTarget.checked }))}
            />
            <span>{texts.done}</span>
          </label>
          <span class="all-hands-minutes">
            <Kept
              type="number"
              label={texts.minutesOf(title)}
              value={String(minutes)}
              onKept={(typed) => {
                const next = Number(typed);
                if (typed !== "" && Number.isInteger(next) && next >= 0 && next <= 240)
                  void act(client.change(id, { minutes: next }));
              }}
            />
            <span class="meta">{texts.minutes}</span>
          </span>
          <Kept
            type="text"
            label={texts.presenterOf(title)}
            placeholder={texts.presenter}
            value={presenter}
            onKept={(typed) => void act(client.change(id, { presenter: typed.slice(0, 120) }))}
          />
          <Button
            small
            look="quiet"
            aria-label={texts.laterOf(title)}
            onClick={() => void act(client.change(id, { on: null }), texts.putOff(title))}
          >
            {texts.later}
          </Button>
          <Button
            small
            look="quiet"
            aria-label={texts.removeOf(title)}
            onClick={() => void act(client.takeDown(id), texts.removed(title))}
          >
            {texts.remove}
          </Button>
        </div>
      )}
    </li>
  );
}

type KeptProps = {
  type: "text" | "number";
  label: string;
  value: string;
  placeholder?: string;
  onKept: (typed: string) => void;
};

const PAUSE_MILLISECONDS = 700;

/** A field that is kept at a pause and when it is left: what others do meanwhile takes nothing of what is being typed. */
function Kept({ type, label, value, placeholder, onKept }: KeptProps) {
  const field = useRef<HTMLInputElement>(null);
  const typed = useRef<string | null>(null);
  const pause = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const keep = () => {
    clearTimeout(pause.current);
    const said = typed.current;
    typed.current = null;
    if (said !== null && said !== value) onKept(said);
  };
  useEffect(() => {
    const input = field.current;
    if (input && typed.current === null && document.activeElement !== input) input.value = value;
  }, [value]);
  useEffect(() => () => clearTimeout(pause.current), []);
  return (
    <input
      ref={field}
      class="input"
      type={type as "text"}
      aria-label={label}
      placeholder={placeholder}
      defaultValue={value}
      {...(type === "number" && { min: 0, max: 240, step: 1 })}
      onInput={(event) => {
        typed.current = event.currentTarget.value;
        clearTimeout(pause.current);
        pause.current = setTimeout(keep, PAUSE_MILLISECONDS);
      }}
      onBlur={keep}
    />
  );
}
