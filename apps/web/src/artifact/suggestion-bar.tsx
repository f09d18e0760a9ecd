import type { SuggestionAct } from "@candor/core/artifact/suggestion.ts";
import { findSuggestion } from "@candor/document/artifact/suggestion-place.ts";
import type { ArtifactSuggestion } from "@candor/protocol/http/artifact.ts";
import { type Signal, useSignal } from "@preact/signals";
import type { Ref } from "preact";
import { useEffect } from "preact/hooks";
import type * as Y from "yjs";
import { announce } from "../ui/announce.ts";
import { Button } from "../ui/button.tsx";
import { today } from "../ui/clock.ts";
import { sayDay } from "../ui/say-day.ts";
import { decideSuggestion } from "./artifact-calls.ts";
import { artifactTexts } from "./artifact-texts.ts";
import { suggestionTexts } from "./suggestion-texts.ts";

const texts = suggestionTexts.bar;

type SuggestionBarProps = {
  artifact: string;
  doc: Y.Doc;
  open: readonly ArtifactSuggestion[];
  /** whose turn it is; null: the first */
  current: Signal<string | null>;
  canDecide: boolean;
  changed: () => Promise<void>;
  barRef: Ref<HTMLElement>;
};

const DONE = { accept: texts.accepted, decline: texts.declined, withdraw: texts.takenBack };

/** One open suggestion after the other, each accepted or declined by one key. */
export function SuggestionBar({ artifact, doc, open, current, canDecide, changed, barRef }: SuggestionBarProps) {
  const message = useSignal("");
  const version = useSignal(0);
  useEffect(() => {
    const onUpdate = () => {
      version.value += 1;
    };
    doc.on("update", onUpdate);
    return () => doc.off("update", onUpdate);
  }, [doc]);
  const index = Math.max(
    0,
    open.findIndex(({ id }) => id === current.value),
  );
  const shown = open[index];
  useEffect(() => {
    message.value = "";
  }, [shown?.id]);
  if (!shown) return null;
  void version.value;
  const stands = findSuggestion(doc, shown).type === "stands";
  const go = (step: number) => {
    current.value = open[(index + step + open.length) % open.length]?.id ?? null;
  };
  const act = async (what: SuggestionAct) => {
    const next = open[index + 1] ?? open[index - 1];
    const result = await decideSuggestion(artifact, shown.id, what);
    if (result.type === "ok") {
      announce(`${DONE[what]} ${texts.left(open.length - 1)}`);
      current.value = next?.id ?? null;
    } else message.value = result.type === "problem" ? result.title : artifactTexts.unreachable;
    await changed();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key === "arrowright" || key === "arrowdown") go(1);
    else if (key === "arrowleft" || key === "arrowup") go(-1);
    else if (key === "a" && canDecide && stands) void act("accept");
    else if (key === "d" && canDecide) void act("decline");
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const day = sayDay(shown.at.slice(0, 10), today.value);
  return (
    <section
      ref={barRef}
      class="artifact-suggestion"
      tabIndex={-1}
      aria-label={suggestionTexts.region}
      onKeyDown={onKeyDown}
    >
      <p class="meta">
        {texts.place(index + 1, open.length)}{" "}
        {shown.isMine ? texts.mine(day) : texts.by(shown.by || artifactTexts.people.somebody, day)}
      </p>
      <SuggestedWords suggestion={shown} />
      {shown.reason !== "" && <p>{shown.reason}</p>}
      {!stands && <p class="meta">{texts.changed}</p>}
      {message.value !== "" && <p role="alert">{message.value}</p>}
      <div class="row">
        {canDecide && (
          <>
            <Button small look="primary" disabled={!stands} aria-keyshortcuts="a" onClick={() => void act("accept")}>
              {texts.accept}
            </Button>
            <Button small aria-keyshortcuts="d" onClick={() => void act("decline")}>
              {texts.decline}
            </Button>
          </>
        )}
        {shown.isMine && (
          <Button small look="quiet" onClick={() => void act("withdraw")}>
            {texts.takeBack}
          </Button>
        )}
        {open.length > 1 && (
          <>
            <Button small look="quiet" onClick={() => go(-1)}>
              {texts.previous}
            </Button>
            <Button small look="quiet" onClick={() => go(1)}>
              {texts.next}
            </Button>
          </>
        )}
        {canDecide && <span class="meta suggestion-keys">{texts.keys}</span>}
      </div>
    </section>
  );
}

function SuggestedWords({ suggestion: { quote, text } }: { suggestion: ArtifactSuggestion }) {
  if (quote === "")
    return (
      <p class="suggestion-words">
        {texts.putIn} <ins>{text}</ins>
      </p>
    );
  if (text === "")
    return (
      <p class="suggestion-words">
        {texts.takeOut} <del>{quote}</del>
      </p>
    );
  return (
    <p class="suggestion-words">
      <ins>{text}</ins> {texts.instead} <del>{quote}</del>
    </p>
  );
}

/** What became of earlier ones, and who decided. */
export function DecidedSuggestions({ decided }: { decided: readonly ArtifactSuggestion[] }) {
  if (decided.length === 0) return null;
  const say = suggestionTexts.decided;
  return (
    <details class="artifact-decided">
      <summary>{say.title(decided.length)}</summary>
      <ul class="artifact-list">
        {decided.map((each) => {
          const day = sayDay((each.decidedAt ?? each.at).slice(0, 10), today.value);
          const who = each.decidedBy || artifactTexts.people.somebody;
          const made = sayDay(each.at.slice(0, 10), today.value);
          return (
            <li key={each.id}>
              <SuggestedWords suggestion={each} />
              {each.reason !== "" && <p>{each.reason}</p>}
              <p class="meta">
                {each.isMine ? texts.mine(made) : texts.by(each.by || artifactTexts.people.somebody, made)} ·{" "}
                {each.state === "accepted" ? say.accepted(who, day) : say.declined(who, day)}
              </p>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
