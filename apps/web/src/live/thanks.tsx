import type { Id } from "@candor/core/id.ts";
import { MAX_THANKS_LENGTH, setThanks } from "@candor/document/meeting/run-meeting.ts";
import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { usePage } from "../page/page-context.ts";
import { texts as pageTexts } from "../page/texts.ts";
import { TextField } from "../ui/text-field.tsx";
import { deviceKeep } from "./live-memory.ts";
import { texts } from "./texts.ts";
import { forgetThanks, recallThanks, rememberThanks } from "./thanks-memory.ts";

const PAUSE_MILLISECONDS = 600; // after it, what was typed is kept, should the tab be closed before the field is left

/** A line of thanks to the other, and theirs. */
export function Thanks({ meetingId }: { meetingId: Id }) {
  const model = usePage();
  const meeting = model.meeting(meetingId).value;
  const other = model.people.value[model.other].name || pageTexts.otherMissing;
  const [mine, theirs] =
    model.me === "a" ? [meeting?.thanksOfA, meeting?.thanksOfB] : [meeting?.thanksOfB, meeting?.thanksOfA];
  const { pairId } = model.handle;
  const draft = useSignal(useMemo(() => recallThanks(deviceKeep(), pairId, meetingId, mine ?? ""), []));
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const keep = () => {
    clearTimeout(timer.current);
    const line = draft.peek();
    const { doc } = model.handle;
    if (line !== null) setThanks(doc, meetingId, model.me, line);
  };
  useEffect(() => {
    keep(); // what was typed when a tab was closed
    addEventListener("pagehide", keep);
    return () => {
      removeEventListener("pagehide", keep);
      keep();
    };
  }, []);
  return (
    <div
      class="stack-tight"
      onFocusOut={() => {
        keep();
        draft.value = null;
        forgetThanks(deviceKeep(), pairId);
      }}
    >
      {theirs && <p class="live-thanks">{texts.close.thanked(other, theirs)}</p>}
      {model.canEdit.value && (
        <TextField
          label={texts.close.thanks(other)}
          hint={texts.close.thanksHint}
          value={draft.value ?? mine ?? ""}
          maxLength={MAX_THANKS_LENGTH}
          onValue={(line) => {
            draft.value = line;
            rememberThanks(deviceKeep(), pairId, { meeting: meetingId, line, instead: mine ?? "" });
            clearTimeout(timer.current);
            timer.current = setTimeout(keep, PAUSE_MILLISECONDS);
          }}
        />
      )}
    </div>
  );
}
