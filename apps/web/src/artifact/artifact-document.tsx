import { mayOnArtifact } from "@candor/core/access/may-on-artifact.ts";
import { artifactTitle } from "@candor/document/artifact/artifact-roots.ts";
import { edit } from "@candor/document/edit.ts";
import { shown } from "@candor/document/page/shown.ts";
import { MAX_LINE_LENGTH, setText } from "@candor/document/text.ts";
import type { ArtifactAnswer } from "@candor/protocol/http/artifact.ts";
import { type Signal, signal, useSignal } from "@preact/signals";
import { useEffect, useId, useMemo, useRef } from "preact/hooks";
import type * as Y from "yjs";
import { registerCommands } from "../commands/commands.ts";
import type { PageHandle, SyncState } from "../offline/page-handle.ts";
import { thisTab } from "../offline/this-tab.ts";
import { Button } from "../ui/button.tsx";
import { lazily } from "../ui/lazily.tsx";
import { CommentsPart } from "./artifact-comments.tsx";
import { artifactTexts } from "./artifact-texts.ts";
import { followSuggestions } from "./follow-suggestions.ts";
import { DecidedSuggestions, SuggestionBar } from "./suggestion-bar.tsx";
import { suggestionTexts } from "./suggestion-texts.ts";

const texts = artifactTexts.screen;

const ArtifactEditor = lazily(
  () => import("./artifact-editor.tsx").then((module) => module.ArtifactEditor),
  ({ onRetry }: { onRetry: () => void }) => <Button onClick={onRetry}>{artifactTexts.retry}</Button>,
);

type ArtifactDocumentProps = {
  artifact: ArtifactAnswer;
  /** called when the server takes no more of mine: what I may do has become another thing */
  ended: () => void;
};

/** The document of an artifact, open through the same engine as a page: it survives a dropped net as a page does. */
export function ArtifactDocument({ artifact: { id, me, myRole, people }, ended }: ArtifactDocumentProps) {
  const handle = useSignal<PageHandle | null>(null);
  const selected = useSignal("");
  useEffect(() => {
    handle.value = thisTab().pages.open(id, { seat: signal(me), editedHere: () => undefined });
    return () => {
      handle.value = null;
      thisTab().pages.release(id);
    };
  }, [id, me]);
  const open = newest(handle.value);
  const access = open?.access.value;
  const hasEnded = access?.type === "read" && access.why === "access_ended";
  useEffect(() => {
    if (hasEnded) ended();
  }, [hasEnded]);
  if (!open || open.state.value === "loading") return <p class="meta">{texts.loading}</p>;
  if (open.state.value === "missing") return <p role="alert">{texts.missing}</p>;
  const canEdit = mayOnArtifact(myRole, "write").type === "allowed" && open.access.value.type === "write";
  return <OpenDocument key={open.doc.guid} handle={open} {...{ canEdit, selected, people }} />;
}

type OpenDocumentProps = {
  handle: PageHandle;
  canEdit: boolean;
  selected: Signal<string>;
  people: ArtifactAnswer["people"];
};

function OpenDocument({ handle, canEdit, selected, people }: OpenDocumentProps) {
  const titleId = useId();
  const others = handle.presence.value;
  const bar = useRef<HTMLElement>(null);
  const current = useSignal<string | null>(null);
  const suggestions = useMemo(() => followSuggestions(handle), [handle]);
  useEffect(() => suggestions.stop, [suggestions]);
  const all = suggestions.all.value;
  const open = all.filter(({ state }) => state === "open" || state === "accepting");
  const toBar = () => bar.current?.focus();
  useEffect(
    () =>
      registerCommands([
        {
          ...{ id: "artifact.suggestions", name: suggestionTexts.review, keywords: suggestionTexts.keywords },
          ...{ shortcut: "Mod+Alt+R", when: () => bar.current !== null, run: toBar },
        },
      ]),
    [],
  );
  return (
    <>
      <TitleField id={titleId} handle={handle} canEdit={canEdit} />
      <p class="meta artifact-state" role="status">
        {canEdit ? saySync(handle.sync.value) : suggestionTexts.readerHint}
        {others.length > 0 && ` · ${texts.here(others.map(({ name }) => name).join(", "))}`}
      </p>
      {open.length > 0 && (
        <div>
          <Button small look="quiet" onClick={toBar}>
            {suggestionTexts.count(open.length)}
          </Button>
        </div>
      )}
      <ArtifactEditor
        handle={handle}
        canEdit={canEdit}
        labelledBy={titleId}
        suggestions={suggestions}
        current={current}
        onPressed={(id) => {
          current.value = id;
        }}
        onSelected={(text) => {
          selected.value = text;
        }}
      />
      <SuggestionBar
        {...{ artifact: handle.pairId, doc: handle.doc, open, current, changed: suggestions.changed }}
        canDecide={canEdit}
        barRef={bar}
      />
      <DecidedSuggestions decided={all.filter(({ state }) => state === "accepted" || state === "declined")} />
      <CommentsPart handle={handle} canEdit={canEdit} selected={selected} people={people} />
    </>
  );
}

/** The document as it was opened last: once something was set aside, it is opened anew under the same id. */
function newest(handle: PageHandle | null): PageHandle | null {
  let newest = handle;
  while (newest?.successor.value) newest = newest.successor.value;
  return newest;
}

function saySync(state: SyncState): string {
  if (state.type === "saved") return texts.saved;
  if (state.type === "saving") return texts.saving;
  return state.type === "offline" ? texts.offline(state.waiting) : texts.refused;
}

function TitleField({ id, handle, canEdit }: { id: string; handle: PageHandle; canEdit: boolean }) {
  const text = artifactTitle(handle.doc);
  const title = useSignal(titleOf(text));
  const field = useRef<HTMLTextAreaElement>(null);
  const said = shown(title.value) || artifactTexts.untitled;
  useEffect(() => {
    handle.undo.addToScope([text]);
    const changed = () => follow(text, title, field.current);
    text.observe(changed);
    return () => text.unobserve(changed);
  }, [handle]);
  useEffect(() => {
    document.title = `${said} · Candor`;
  }, [said]);
  return (
    <h1>
      {canEdit ? (
        <>
          <span id={id} class="visually-hidden">
            {said}
          </span>
          <textarea
            ref={field}
            class="artifact-title-field"
            rows={1}
            aria-label={texts.title}
            placeholder={artifactTexts.untitled}
            maxLength={200}
            autocomplete="off"
            value={title.value}
            onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
            onInput={(event) => {
              const field = event.currentTarget;
              const at = field.selectionStart;
              const wanted = field.value.replaceAll("\n", " "); // a title is one line, on however many it is shown
              if (wanted !== field.value) {
                field.value = wanted;
                field.setSelectionRange(at, at);
              }
              edit(handle.doc, "change the title", () => setText(text, wanted));
            }}
          />
        </>
      ) : (
        <span id={id}>{said}</span>
      )}
    </h1>
  );
}

/** What another changes of the title leaves my caret between the letters where it was. */
function follow(text: Y.Text, title: Signal<string>, field: HTMLTextAreaElement | null): void {
  const next = titleOf(text);
  if (field && document.activeElement === field && field.value !== next) {
    const fromEnd = field.value.length - (field.selectionStart ?? field.value.length);
    const isBehind = field.value.endsWith(next.slice(next.length - fromEnd));
    const at = isBehind ? next.length - fromEnd : Math.min(field.selectionStart ?? 0, next.length);
    field.value = next;
    field.setSelectionRange(at, at);
  }
  title.value = next;
}

function titleOf(text: Y.Text): string {
  return text.toJSON().slice(0, MAX_LINE_LENGTH);
}
