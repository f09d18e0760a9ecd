import { addAction } from "@candor/document/action/add-action.ts";
import { useId } from "preact/hooks";
import { usePage } from "../page/page-context.ts";
import { texts as pageTexts } from "../page/texts.ts";
import { undoable } from "../page/undoable.ts";
import { Button } from "../ui/button.tsx";
import { showToast } from "../ui/toasts.ts";
import { useDraft } from "../ui/use-draft.ts";
import { ActionLine } from "./action-line.tsx";
import { useLive } from "./live-context.ts";
import { handInAndEnd } from "./live-edits.ts";
import { NextDate, nextDay } from "./next-date.tsx";
import { ReadBack } from "./read-back.tsx";
import { texts } from "./texts.ts";
import { Thanks } from "./thanks.tsx";
import { Worth } from "./worth.tsx";

const MAX_LENGTH = 2_000;

/** The last minutes: what each will do, what each needs, whether it was worth it, thanks, and when next. */
export function LiveClose() {
  const model = usePage();
  const live = useLive();
  const { meetingId } = live;
  const canEdit = model.canEdit.value;
  const open = live.topics.value.filter(({ state }) => state === "open").length;
  return (
    <section class="live-close" aria-labelledby="live-heading">
      <h2 id="live-heading" tabIndex={-1}>
        {texts.close.heading}
      </h2>
      <div class="card">
        <ReadActionsBack />
      </div>
      {canEdit && (
        <div class="card">
          <NeedLine />
        </div>
      )}
      <div class="card stack">
        <Worth meetingId={meetingId} />
        <Thanks meetingId={meetingId} />
      </div>
      <div class="card">
        <h3>{texts.close.nextDate}</h3>
        <NextDate meetingId={meetingId} />
      </div>
      {canEdit && (
        <div class="live-foot">
          <span class="meta grow">{texts.close.endHint(open)}</span>
          <Button look="primary" onClick={() => handInAndEnd(model, live)}>
            {texts.close.end}
          </Button>
        </div>
      )}
    </section>
  );
}

function ReadActionsBack() {
  const model = usePage();
  const { meetingId } = useLive();
  const ids = model.openActionIds.value;
  const earlier = model.earlierActionIds.value;
  const ofToday = ids.filter((id) => !earlier.includes(id));
  const day = nextDay(model, meetingId);
  return (
    <>
      <h3>{texts.close.actions}</h3>
      <p class="live-lead">{ofToday.length > 0 ? texts.close.lead : texts.close.none}</p>
      {ofToday.length > 0 && (
        <ol class="live-actions" aria-label={texts.close.today}>
          {ofToday.map((id) => (
            <ReadBack key={id} id={id} nextDay={day} />
          ))}
        </ol>
      )}
      {model.canEdit.value && <ActionLine />}
      {earlier.length > 0 && (
        <>
          <h4 class="live-subhead">{texts.close.earlier}</h4>
          <ol class="live-actions" aria-label={texts.close.earlier}>
            {earlier.map((id) => (
              <ReadBack key={id} id={id} nextDay={day} />
            ))}
          </ol>
        </>
      )}
    </>
  );
}

/** What I need from the other becomes theirs to do. They have the same line on their screen. */
function NeedLine() {
  const model = usePage();
  const { meetingId } = useLive();
  const text = useDraft(`${model.handle.pairId}.${meetingId}.need`);
  const id = useId();
  const other = model.people.value[model.other].name || pageTexts.otherMissing;
  return (
    <form
      class="field"
      data-hand-in
      onSubmit={(event) => {
        event.preventDefault();
        const wanted = text.peek().trim();
        if (wanted === "") return;
        const { doc, editor, undo } = model.handle;
        const takeBack = undoable(undo, () => {
          addAction(doc, editor(), { text: wanted, owner: model.other, due: null, fromMeeting: meetingId });
        });
        if (takeBack) showToast(texts.close.needAdded(wanted, other), takeBack);
        text.value = "";
      }}
    >
      <label class="live-question" for={id}>
        {texts.close.need(other)}
      </label>
      <span class="field-hint" id={`${id}-hint`}>
        {texts.close.needHint(other)}
      </span>
      <div class="add-line">
        <input
          id={id}
          class="input"
          aria-describedby={`${id}-hint`}
          value={text}
          maxLength={MAX_LENGTH}
          autoComplete="off"
          enterkeyhint="done"
          onInput={(event) => {
            text.value = event.currentTarget.value;
          }}
        />
        <Button type="submit">{texts.close.needAdd}</Button>
      </div>
    </form>
  );
}
