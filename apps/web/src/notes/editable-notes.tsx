import type { NoteNode } from "@candor/core/notes/note-node.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import { observeNotes } from "@candor/document/notes/observe-notes.ts";
import { readNotes } from "@candor/document/notes/read-notes.ts";
import { setChecked } from "@candor/document/notes/set-checked.ts";
import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type * as Y from "yjs";
import type { PageHandle } from "../offline/page-handle.ts";
import { showToast } from "../ui/toasts.ts";
import { caretName } from "./caret-name.ts";
import type { Fit } from "./fits-schema.ts";
import { FoldedNotes } from "./folded-notes.tsx";
import { loadEditor, loadEditorWhenIdle, loadedEditor } from "./load-editor.ts";
import type { CaretTarget, NotesEditor } from "./mount-notes.ts";
import { NotesView } from "./notes-view.tsx";
import { offerNotes, openNotes } from "./open-notes.ts";
import { PlainNotes } from "./plain-notes.tsx";
import { texts } from "./texts.ts";
import { writersElsewhere } from "./writers-elsewhere.ts";

export type EditableNotesProps = {
  handle: PageHandle;
  fragment: Y.XmlFragment;
  /** id of the element that names the text */
  labelledBy: string;
  /** what the button that opens the editor is called */
  editLabel: string;
  /** what stands where there is no text yet, and opens the editor; left out: nothing */
  emptyLabel?: string | undefined;
  /** what that is called, beginning with what it shows; left out: as it shows */
  emptyName?: string | undefined;
  /** of both seats, for mentions; left out: none are offered */
  names?: Readonly<Record<MemberId, string>> | undefined;
  /** Escape was pressed in the editor: takes the focus. Left out: it goes to the edit button. */
  onEscape?: (() => void) | undefined;
};

type Mounted = { editor: NotesEditor; Toolbar: NonNullable<ReturnType<typeof loadedEditor>>["NotesToolbar"] };
type Trouble = "cannot_load" | Exclude<Fit, "fits">;

/** A shared text: plain elements until it is clicked or opened by key, then an editor until the focus leaves it. */
export function EditableNotes(props: EditableNotesProps) {
  const { handle, fragment, labelledBy, editLabel, emptyLabel, emptyName, names, onEscape } = props;
  const latestNames = useRef(names);
  latestNames.current = names; // an editor that is open goes on with the names as they become
  const nodes = useSignal<readonly NoteNode[]>(readNotes(fragment));
  const mounted = useSignal<Mounted | null>(null);
  const trouble = useSignal<Trouble | null>(null);
  const opening = useSignal(false);
  const unfolded = useSignal(false);
  const frame = useRef<HTMLDivElement>(null);
  const still = useRef<HTMLDivElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const editButton = useRef<HTMLButtonElement>(null);
  const canEdit = handle.access.value.type === "write";

  const close = () => {
    const open = mounted.peek();
    if (!open) return;
    open.editor.destroy();
    nodes.value = readNotes(fragment);
    mounted.value = null;
    show(false);
  };

  // At once and not by the next rendering: the caret is put where the click was while the click lasts.
  const show = (editing: boolean) => {
    if (still.current) still.current.hidden = editing;
    if (host.current) host.current.hidden = !editing;
  };

  const mount = (module: NonNullable<ReturnType<typeof loadedEditor>>, target: CaretTarget) => {
    if (!host.current || mounted.peek() || handle.access.peek().type !== "write") return;
    const fit = module.fitsSchema(fragment);
    if (fit !== "fits") {
      trouble.value = fit;
      return;
    }
    trouble.value = null;
    unfolded.value = true; // and it stays so: whoever wrote at the end sees it afterwards
    show(true);
    const editor = module.mountNotes(host.current, {
      fragment,
      awareness: handle.awareness,
      undo: handle.undo,
      member: handle.member,
      labelledBy,
      names: names && (() => latestNames.current ?? names),
      onRefusedPaste: (what) => showToast(texts.refusedPaste[what]),
      onEscape: () => {
        close();
        if (onEscape) onEscape();
        else editButton.current?.focus();
      },
      onMisfit: (misfit) => {
        trouble.value = misfit;
        close();
      },
    });
    mounted.value = { editor, Toolbar: module.NotesToolbar };
    editor.focus(target);
  };

  const open = (target: CaretTarget) => {
    const module = loadedEditor();
    if (mounted.peek()) mounted.peek()?.editor.focus(target);
    else if (module) mount(module, target);
    else {
      opening.value = true;
      loadEditor()
        .then(
          (arrived) => mount(arrived, target),
          () => {
            trouble.value = "cannot_load";
          },
        )
        .finally(() => {
          opening.value = false;
        });
    }
  };

  const leavePlain = () => {
    trouble.value = null;
    if (onEscape) onEscape();
    else queueMicrotask(() => editButton.current?.focus());
  };

  useEffect(loadEditorWhenIdle, []);

  useEffect(() => {
    nodes.value = readNotes(fragment);
    return observeNotes(fragment, () => {
      if (!mounted.peek()) nodes.value = readNotes(fragment);
    });
  }, [fragment]);

  useLayoutEffect(() => {
    const withdraw = offerNotes(fragment, open);
    return () => {
      withdraw();
      const last = mounted.peek();
      if (!last) return;
      // The topic was moved while somebody writes in it: the text shows elsewhere now, and the caret goes along.
      const selection = last.editor.view.hasFocus() ? last.editor.selection() : null;
      last.editor.destroy();
      mounted.value = null;
      if (selection) queueMicrotask(() => openNotes(fragment, { type: "selection", selection }));
    };
  }, [fragment]);

  useEffect(() => {
    if (!canEdit) close();
  }, [canEdit]);

  useEffect(() => (mounted.value ? closeWhenLeft(frame.current, close) : undefined), [mounted.value]);

  const { Toolbar } = mounted.value ?? {};
  const writer = mounted.value ? undefined : writersElsewhere(handle).value.get(fragment);
  const writerName = writer && caretName(writer, names);
  const isEmpty = nodes.value.length === 0;
  return (
    <div class="notes" ref={frame} aria-busy={opening.value}>
      {mounted.value && Toolbar && <Toolbar editor={mounted.value.editor} />}
      <div ref={host} class="notes-editor" hidden={!mounted.value} />
      <div
        ref={still}
        class={writer === undefined ? "notes-still" : "notes-still is-written"}
        hidden={mounted.value !== null}
      >
        {writerName !== undefined && <WriterName key={writerName} name={writerName} />}
        {!isEmpty && (
          // biome-ignore lint/a11y/noStaticElementInteractions: the button below opens the editor by keyboard
          // biome-ignore lint/a11y/useKeyWithClickEvents: as above
          <div class={canEdit ? "notes-open" : undefined} onClick={(event) => canEdit && openAtClick(event, open)}>
            <FoldedNotes labelledBy={labelledBy} unfolded={unfolded} caretIn={writer?.block}>
              <NotesView
                nodes={nodes.value}
                onCheck={canEdit ? (index, checked) => setChecked(handle.doc, fragment, index, checked) : undefined}
              />
            </FoldedNotes>
          </div>
        )}
        {canEdit && (!isEmpty || emptyLabel !== undefined) && (
          <button
            ref={editButton}
            type="button"
            class={isEmpty ? "notes-add" : "notes-edit"}
            aria-label={isEmpty ? emptyName : editLabel}
            onClick={() => open({ type: "end" })}
          >
            {isEmpty ? emptyLabel : texts.editNotes}
          </button>
        )}
      </div>
      <TroubleNote
        trouble={trouble.value}
        retry={async () => {
          if (trouble.value === "malformed") (await import("./mend-notes.ts")).mendNotes(handle.doc, fragment);
          open({ type: "end" });
        }}
      />
      {trouble.value === "cannot_load" && canEdit && (
        <PlainNotes doc={handle.doc} fragment={fragment} onEscape={leavePlain} />
      )}
    </div>
  );
}

/** Shown for a moment when the other person begins to write here; the line beside the text stays. */
function WriterName({ name }: { name: string }) {
  const isQuiet = useSignal(false);
  useEffect(() => {
    const timer = setTimeout(() => {
      isQuiet.value = true;
    }, NAME_MILLISECONDS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <span class={isQuiet.value ? "remote-caret-name is-quiet" : "remote-caret-name"} aria-hidden="true">
      {name}
    </span>
  );
}

const NAME_MILLISECONDS = 3000; // as at the caret itself

function TroubleNote({ trouble, retry }: { trouble: Trouble | null; retry: () => Promise<void> }) {
  if (trouble === null) return null;
  const remedy = { cannot_load: texts.retry, malformed: texts.mend, foreign: null }[trouble];
  return (
    <p class="notes-trouble" role="alert">
      {texts.trouble[trouble]}{" "}
      {remedy !== null && (
        <button type="button" class="notes-retry" onClick={() => void retry()}>
          {remedy}
        </button>
      )}
    </p>
  );
}

/** A click on plain text opens the editor there; one on a link follows it, and one that ends a selection selects. */
function openAtClick(event: MouseEvent, open: (target: CaretTarget) => void): void {
  const target = event.target as Element;
  if (target.closest("a, input, button")) return;
  if (getSelection()?.isCollapsed === false) return;
  open({ type: "point", left: event.clientX, top: event.clientY });
}

/**
 * Calls back once the focus has gone elsewhere on the page. The palette and other overlays are not elsewhere: they act
 * on the text and give the focus back. Neither is another window.
 */
function closeWhenLeft(frame: HTMLElement | null, close: () => void): () => void {
  const check = () => {
    const { activeElement } = document;
    if (isPressed || !document.hasFocus() || frame?.contains(activeElement)) return;
    if (document.querySelector("dialog[open], [popover]:popover-open")) return;
    close();
  };
  // What lies below moves when the text closes: not between the two halves of a click.
  let isPressed = false;
  const onPointer = (event: Event) => {
    isPressed = event.type === "pointerdown";
    if (!isPressed) onFocusChange();
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const onFocusChange = () => {
    clearTimeout(timer);
    timer = setTimeout(check); // between two elements the focus is nowhere for a moment
  };
  document.addEventListener("focusin", onFocusChange);
  document.addEventListener("focusout", onFocusChange);
  document.addEventListener("toggle", onFocusChange, true);
  for (const type of POINTER_EVENTS) document.addEventListener(type, onPointer, true);
  return () => {
    clearTimeout(timer);
    document.removeEventListener("focusin", onFocusChange);
    document.removeEventListener("focusout", onFocusChange);
    document.removeEventListener("toggle", onFocusChange, true);
    for (const type of POINTER_EVENTS) document.removeEventListener(type, onPointer, true);
  };
}

const POINTER_EVENTS = ["pointerdown", "pointerup", "pointercancel"];
