import "../notes/editor.css";
import { artifactBody } from "@candor/document/artifact/artifact-roots.ts";
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { NodeViewConstructor } from "prosemirror-view";
import { fitsSchema } from "../notes/fits-schema.ts";
import { mountNotes, type NotesEditor } from "../notes/mount-notes.ts";
import { NotesToolbar } from "../notes/NotesToolbar.tsx";
import { texts as notesTexts } from "../notes/texts.ts";
import type { PageHandle } from "../offline/page-handle.ts";
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

const texts = artifactTexts.tools;

type ArtifactEditorProps = {
  handle: PageHandle;
  canEdit: boolean;
  labelledBy: string;
  /** what was selected, when it changes: what a comment would be about */
  onSelected: (text: string) => void;
};

const MAX_QUOTE_LENGTH = 300;

/** The text of an artifact, open from the start: whoever comes here comes to read all of it or to write. */
export function ArtifactEditor({ handle, canEdit, labelledBy, onSelected }: ArtifactEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const mounted = useSignal<NotesEditor | null>(null);
  const misfit = useSignal<boolean>(false);
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
        onImages: (files) => void putImages(handle.pairId, files, () => mounted.peek()?.view ?? null),
      },
      onEscape: () => (document.activeElement instanceof HTMLElement ? document.activeElement.blur() : undefined),
      onTooLong: () => showToast(notesTexts.pasteTooLong),
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
  useEffect(
    () =>
      editor?.state.subscribe(({ doc, selection }) =>
        onSelected(doc.textBetween(selection.from, selection.to, " ").slice(0, MAX_QUOTE_LENGTH)),
      ),
    [editor],
  );
  return (
    <div class="artifact-text">
      {editor && canEdit && <NotesToolbar editor={editor} />}
      {editor && canEdit && <LongTools editor={editor} artifact={handle.pairId} />}
      {misfit.value && <p role="alert">{artifactTexts.screen.foreign}</p>}
      <div ref={host} class="notes-editor" />
    </div>
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
    <fieldset class="artifact-tools row" aria-label={texts.label}>
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
    </fieldset>
  );
}
