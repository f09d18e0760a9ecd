import "../notes/editor.css";
import { artifactBody } from "@candor/document/artifact/artifact-roots.ts";
import type { ArtifactSuggestion } from "@candor/protocol/http/artifact.ts";
import { type Signal, useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { NodeViewConstructor } from "prosemirror-view";
import { registerCommands } from "../commands/commands.ts";
import { artifactLinksPath, linkTitles } from "../links/link-titles.ts";
import { fitsSchema } from "../notes/fits-schema.ts";
import { mountNotes, type NotesEditor } from "../notes/mount-notes.ts";
import { NotesToolbar } from "../notes/notes-toolbar.tsx";
import type { PageHandle } from "../offline/page-handle.ts";
import { announce } from "../ui/announce.ts";
import { showToast } from "../ui/toasts.ts";
import { imageView, putImages } from "./artifact-images.ts";
import {
  addColumn,
  addRow,
  cellAround,
  insertTable,
  removeColumn,
  removeRow,
  removeTable,
  tableKeys,
} from "./artifact-tables.ts";
import { artifactTexts } from "./artifact-texts.ts";
import { blockAtCaret } from "./block-at-caret.ts";
import type { Suggestions } from "./follow-suggestions.ts";
import { linkMarks } from "./link-marks.ts";
import { type Draft, draftAt, type Range, suggestMode } from "./suggest-mode.ts";
import { SuggestionDialog } from "./suggestion-dialog.tsx";
import { redrawSuggestions, showSuggestion, suggestionMarks } from "./suggestion-marks.ts";
import { suggestionTexts } from "./suggestion-texts.ts";

const texts = artifactTexts.tools;

type ArtifactEditorProps = {
  handle: PageHandle;
  canEdit: boolean;
  labelledBy: string;
  suggestions: Suggestions;
  /** the suggestion that is looked at; null: the first */
  current: Signal<string | null>;
  /** somebody pressed one in the text */
  onPressed: (id: string) => void;
  /** what was selected, when it changes: what a comment would be about */
  onSelected: (text: string) => void;
};

const MAX_QUOTE_LENGTH = 300;

/** The text of an artifact, open from the start: whoever comes here comes to read all of it or to write. */
export function ArtifactEditor(props: ArtifactEditorProps) {
  const { handle, canEdit, labelledBy, suggestions, current, onPressed, onSelected } = props;
  const host = useRef<HTMLDivElement>(null);
  const mounted = useSignal<NotesEditor | null>(null);
  const misfit = useSignal<boolean>(false);
  const suggests = useSignal(!canEdit);
  const draft = useSignal<Draft | null>(null);
  const openOnes = () => openOf(suggestions.all.peek());
  const begin = (typed: string | null, range?: Range) => {
    const view = mounted.peek()?.view;
    if (!view || draft.peek()) return;
    const made = draftAt(view.state, typed, range);
    if (typeof made !== "string") draft.value = made;
    else showToast(made === "too_long" ? suggestionTexts.tooLong : suggestionTexts.oneLine);
  };
  useEffect(() => {
    const fragment = artifactBody(handle.doc);
    misfit.value = fitsSchema(fragment, true) !== "fits";
    if (!host.current || misfit.peek()) return undefined;
    if (!canEdit && fragment.length === 0) return undefined;
    handle.undo.addToScope([fragment]);
    const editor = mountNotes(host.current, {
      fragment,
      awareness: handle.awareness,
      undo: handle.undo,
      member: handle.member,
      labelledBy,
      readOnly: !canEdit,
      long: {
        keys: tableKeys,
        nodeViews: { image: imageView, heading: headingView },
        caret: true,
        plugins: [
          blockAtCaret(),
          linkMarks(artifactLinksPath(handle.pairId), linkTitles()),
          suggestMode(() => suggests.peek(), begin),
          suggestionMarks({ open: openOnes, current: () => current.peek() ?? openOnes()[0]?.id ?? null, onPressed }),
        ],
        onImages: (files) => {
          if (!suggests.peek()) void putImages(handle.pairId, files, () => mounted.peek()?.view ?? null);
        },
      },
      onEscape: () => (document.activeElement instanceof HTMLElement ? document.activeElement.blur() : undefined),
      onRefusedPaste: (what) => {
        const { pastedPlain, pasteTooLong } = artifactTexts.screen;
        showToast(what === "form" ? pastedPlain : pasteTooLong);
      },
      onMisfit: () => {
        misfit.value = true;
        mounted.value = null;
      },
    });
    mounted.value = editor;
    return () => {
      mounted.value = null;
      editor.destroy();
    };
  }, [handle, canEdit]);
  const editor = mounted.value;
  useEffect(() => {
    suggests.value = !canEdit;
  }, [canEdit]);
  useSignalEffect(() => {
    void suggests.value;
    const shown = current.value ?? openOf(suggestions.all.value)[0]?.id;
    const view = mounted.value?.view;
    if (!view) return;
    redrawSuggestions(view);
    if (shown !== undefined && shown === current.peek()) showSuggestion(view, shown);
  });
  useEffect(
    () =>
      editor === null
        ? undefined
        : registerCommands([
            {
              ...{ id: "artifact.suggest", name: suggestionTexts.open, keywords: suggestionTexts.keywords },
              ...{ shortcut: "Mod+Alt+S", run: () => begin(null) },
            },
          ]),
    [editor],
  );
  useEffect(
    () =>
      editor?.state.subscribe(({ doc, selection }) =>
        onSelected(doc.textBetween(selection.from, selection.to, " ").trim().slice(0, MAX_QUOTE_LENGTH)),
      ),
    [editor],
  );
  return (
    <div class="artifact-text">
      {editor && canEdit && !suggests.value && <NotesToolbar editor={editor} />}
      {editor && (
        <fieldset class="artifact-tools row" aria-label={texts.label}>
          {canEdit && !suggests.value && <LongTools editor={editor} artifact={handle.pairId} />}
          <SuggestTools canEdit={canEdit} suggests={suggests} suggest={() => begin(null)} />
        </fieldset>
      )}
      {misfit.value && <p role="alert">{artifactTexts.screen.foreign}</p>}
      <div ref={host} class="notes-editor" />
      {draft.value && (
        <SuggestionDialog
          artifact={handle.pairId}
          draft={draft.value}
          changed={suggestions.changed}
          onClose={() => {
            draft.value = null;
          }}
        />
      )}
    </div>
  );
}

function openOf(all: readonly ArtifactSuggestion[]): readonly ArtifactSuggestion[] {
  return all.filter(({ state }) => state === "open" || state === "accepting");
}

type SuggestToolsProps = { canEdit: boolean; suggests: Signal<boolean>; suggest: () => void };

/** Whoever may only read suggests; whoever writes can choose to. */
function SuggestTools({ canEdit, suggests, suggest }: SuggestToolsProps) {
  return (
    <>
      <button
        type="button"
        class="button button-small button-quiet"
        onMouseDown={(event) => event.preventDefault()} // the selection stays in the text
        onClick={suggest}
      >
        {suggestionTexts.open}
      </button>
      {canEdit && (
        <button
          type="button"
          class="button button-small button-quiet artifact-mode"
          aria-pressed={suggests.value}
          onClick={() => {
            suggests.value = !suggests.peek();
            if (suggests.peek()) announce(suggestionTexts.modeOn);
          }}
        >
          {suggestionTexts.mode}
        </button>
      )}
    </>
  );
}

/** Level 1 stands right under the title. */
const headingView: NodeViewConstructor = (node) => {
  const level = Number(node.attrs.level);
  const dom = document.createElement(`h${level + 1}`);
  return {
    dom,
    contentDOM: dom,
    update: (next) => next.type === node.type && Number(next.attrs.level) === level,
  };
};

function LongTools({ editor, artifact }: { editor: NotesEditor; artifact: string }) {
  const file = useRef<HTMLInputElement>(null);
  const inTable = cellAround(editor.state.value) !== null;
  const tools = inTable
    ? [
        { name: texts.addRow, run: addRow },
        { name: texts.addColumn, run: addColumn },
        { name: texts.removeRow, run: removeRow },
        { name: texts.removeColumn, run: removeColumn },
        { name: texts.removeTable, run: removeTable },
      ]
    : [{ name: texts.table, run: insertTable }];
  return (
    <>
      {tools.map(({ name, run }) => (
        <button
          key={name}
          type="button"
          class="button button-small button-quiet"
          onMouseDown={(event) => event.preventDefault()} // the selection stays in the text
          onClick={() => editor.run(run)}
        >
          {name}
        </button>
      ))}
      {!inTable && (
        <button type="button" class="button button-small button-quiet" onClick={() => file.current?.click()}>
          {texts.image}
        </button>
      )}
      <input
        ref={file}
        type="file"
        accept="image/png,image/jpeg,image/gif,image/webp"
        multiple
        hidden
        aria-label={texts.image}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = "";
          void putImages(artifact, files, () => editor.view);
        }}
      />
    </>
  );
}
