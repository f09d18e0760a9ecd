import type { Id } from "@candor/core/id.ts";
import { nextMeeting } from "@candor/core/meeting/next-meeting.ts";
import type { NoteNode } from "@candor/core/notes/note-node.ts";
import { otherMember } from "@candor/core/person/member.ts";
import { linesOf } from "@candor/document/notes/plain-paragraphs.ts";
import { addTopic } from "@candor/document/topic/add-topic.ts";
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { PageHandle } from "../offline/page-handle.ts";
import { openPage, releasePage } from "../offline/this-tab.ts";
import { texts as pageTexts } from "../page/texts.ts";
import { undoable } from "../page/undoable.ts";
import { pairs } from "../people/my-people.ts";
import { peopleOf } from "../people/people-of.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { KEPT_TO_ITSELF } from "../ui/kept-to-itself.ts";
import { TextArea } from "../ui/text-area.tsx";
import { showToast } from "../ui/toasts.ts";
import { texts } from "./texts.ts";
import { thisNotebook } from "./this-notebook.ts";

const say = texts.shareDialog;
const MAX_TITLE = 300;

/**
 * Copies words of a private note onto the page: shows exactly what the other person will read, and nothing goes there
 * before it was looked at. The note stays as it is.
 */
export function ShareDialog({ noteId, onClose }: { noteId: Id; onClose: () => void }) {
  const note = useMemo(
    () =>
      thisNotebook()
        .notes.peek()
        .find(({ id }) => id === noteId) ?? null,
    [],
  );
  const pair = note?.pair ?? "";
  const handle = useMemo<PageHandle | null>(() => (pair === "" ? null : openPage(pair)), []);
  useEffect(() => () => void (pair !== "" && releasePage(pair)), []);
  const [first = "", ...rest] = linesOf(note?.text ?? "");
  const title = useSignal(first.trim().slice(0, MAX_TITLE));
  const beyond = first.trim().slice(MAX_TITLE);
  const under = useSignal((beyond === "" ? rest : [beyond, ...rest]).join("\n"));
  const place = useSignal<"agenda" | "hopper">("agenda");
  const problem = useSignal<string | null>(null);
  if (!note || !handle) return null;
  const known = pairs.value.find(({ id }) => id === pair) ?? null;
  const other = peopleOf(known)[otherMember(known?.me ?? handle.member)].name || pageTexts.otherMissing;
  const share = () => {
    if (title.peek().trim() === "") {
      problem.value = say.empty;
      return;
    }
    if (handle.state.peek() !== "ready" || handle.access.peek().type !== "write") {
      problem.value = say.unavailable;
      return;
    }
    const where = place.peek() === "agenda" ? (nextMeeting(handle.page.peek())?.id ?? "hopper") : "hopper";
    const notes = linesOf(under.peek()).map(
      (text): NoteNode => ({ type: "paragraph", content: [{ type: "text", text }] }),
    );
    const back = undoable(handle.undo, () =>
      addTopic(handle.doc, handle.editor(), {
        title: title.peek().trim(),
        place: where,
        ...(notes.length > 0 && { notes }),
      }),
    );
    showToast(say.shared(other), back);
    onClose();
  };
  return (
    <Dialog title={say.title} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          share();
        }}
      >
        <p>{say.lead(other)}</p>
        <div class="share-preview">
          {/* Shows all of it, however long: it is what the other person will read. */}
          <TextArea
            label={say.topic}
            class="share-title"
            rows={2}
            maxLength={MAX_TITLE}
            value={title.value}
            {...KEPT_TO_ITSELF}
            onValue={(value) => {
              title.value = value.replace(/\s*\n\s*/g, " ");
              problem.value = null;
            }}
            onKeyDown={(event) => {
              if (event.key !== "Enter" || event.isComposing) return;
              event.preventDefault();
              event.currentTarget.form?.requestSubmit();
            }}
          />
          <TextArea
            label={say.notes}
            rows={4}
            value={under.value}
            {...KEPT_TO_ITSELF}
            onValue={(value) => {
              under.value = value;
            }}
          />
        </div>
        <fieldset class="unlock-ways">
          <legend class="field-label">{say.where}</legend>
          {(["agenda", "hopper"] as const).map((each) => (
            <label key={each} class="check">
              <input
                type="radio"
                name="share-where"
                checked={place.value === each}
                onChange={() => {
                  place.value = each;
                }}
              />
              <span>{say[each]}</span>
            </label>
          ))}
        </fieldset>
        <p role="alert" class="problem">
          {problem.value}
        </p>
        <div class="row">
          <Button type="submit" look="primary">
            {say.share(other)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
