import { readIceBreaker } from "@candor/core/meeting/ice-breaker.ts";
import { setIceBreaker } from "@candor/document/meeting/run-meeting.ts";
import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { usePage } from "../page/page-context.ts";
import { PrivatePart } from "../page/private-part.tsx";
import { texts as pageTexts } from "../page/texts.ts";
import { undoable } from "../page/undoable.ts";
import { myQuestions } from "../people/my-questions.ts";
import { Button } from "../ui/button.tsx";
import { today } from "../ui/clock.ts";
import type * as IceBreakers from "./draw-ice-breaker.ts";
import { useLive } from "./live-context.ts";
import { goNext } from "./live-edits.ts";
import { texts } from "./texts.ts";

const MAX_LENGTH = 300;

/** Two minutes to arrive: a question that both answer, drawn by either, the same on both screens. */
export function LiveKickoff() {
  const model = usePage();
  const live = useLive();
  const bank = useSignal<typeof IceBreakers | "failed" | null>(null);
  const trouble = useSignal<string | null>(null);
  const isTyping = useSignal(false);
  const drawButton = useRef<HTMLButtonElement>(null);
  const { meetingId } = live;
  const meeting = model.meeting(meetingId).value;
  const other = model.people.value[model.other].name || pageTexts.otherMissing;
  const canEdit = model.canEdit.value;
  const iceBreaker = readIceBreaker(meeting?.iceBreaker ?? null);

  const load = () =>
    import("./draw-ice-breaker.ts").then(
      (module) => {
        bank.value = module;
        return module;
      },
      () => {
        bank.value = "failed";
        return null;
      },
    );
  useEffect(() => void load(), []);

  const draw = async () => {
    const module = bank.peek();
    const drawing = module === null || module === "failed" ? await load() : module;
    const now = model.meeting(meetingId).peek();
    if (!drawing || !now) {
      trouble.value = texts.kickoff.loadFailed;
      return;
    }
    const { doc, page, undo } = model.handle;
    const drawn = drawing.drawIceBreaker(page.peek(), now, today.peek(), myQuestions().peek().hidden);
    trouble.value = drawn === null ? texts.kickoff.exhausted : null;
    if (drawn) undoable(undo, () => setIceBreaker(doc, meetingId, drawn, now.draws + 1));
  };
  const words =
    iceBreaker === null
      ? null
      : iceBreaker.type === "words"
        ? iceBreaker.words
        : bank.value === null
          ? ""
          : ((bank.value === "failed" ? null : bank.value.textOf(iceBreaker.id)) ?? texts.kickoff.unknown);
  return (
    <section class="card live-kickoff" aria-labelledby="live-heading">
      <h2 id="live-heading" tabIndex={-1}>
        {texts.kickoff.heading}
      </h2>
      <p class="live-lead">{texts.kickoff.lead(other)}</p>
      {words !== null && (
        <blockquote class="live-ice-breaker" data-ice-breaker>
          {words}
        </blockquote>
      )}
      {trouble.value !== null && (
        <p class="meta" role="status">
          {trouble.value}
        </p>
      )}
      {isTyping.value ? (
        <OwnQuestion
          first={iceBreaker?.type === "words" ? iceBreaker.words : ""}
          onDone={(own) => {
            isTyping.value = false;
            const { doc, undo } = model.handle;
            const draws = model.meeting(meetingId).peek()?.draws ?? 0;
            if (own !== null) undoable(undo, () => setIceBreaker(doc, meetingId, { type: "words", words: own }, draws));
            queueMicrotask(() => drawButton.current?.focus());
          }}
        />
      ) : (
        canEdit && (
          <div class="row">
            <Button ref={drawButton} look={words === null ? "primary" : "plain"} onClick={() => void draw()}>
              {words === null ? texts.kickoff.draw : texts.kickoff.another}
            </Button>
            <Button
              onClick={() => {
                isTyping.value = true;
              }}
            >
              {texts.kickoff.own}
            </Button>
            {words === null ? (
              <Button look="quiet" onClick={() => goNext(model, live)}>
                {texts.kickoff.skip}
              </Button>
            ) : (
              <Button
                look="quiet"
                onClick={() => {
                  const { doc, undo } = model.handle;
                  const draws = model.meeting(meetingId).peek()?.draws ?? 0;
                  undoable(undo, () => setIceBreaker(doc, meetingId, null, draws));
                  trouble.value = null;
                  drawButton.current?.focus();
                }}
              >
                {texts.kickoff.none}
              </Button>
            )}
          </div>
        )
      )}
      <PrivatePart place={{ type: "kickoff", id: meetingId }} />
      {words !== null && (
        <div class="live-foot">
          <Button look="primary" onClick={() => goNext(model, live)}>
            {texts.kickoff.next}
          </Button>
        </div>
      )}
    </section>
  );
}

/** @param onDone with the words, or null: let it be. */
function OwnQuestion({ first, onDone }: { first: string; onDone: (words: string | null) => void }) {
  const words = useSignal(first);
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  return (
    <form
      class="add-line"
      onSubmit={(event) => {
        event.preventDefault();
        onDone(words.peek().trim() || null);
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        onDone(null);
      }}
    >
      <input
        ref={field}
        class="input"
        aria-label={texts.kickoff.ownField}
        placeholder={texts.kickoff.ownField}
        value={words}
        maxLength={MAX_LENGTH}
        autoComplete="off"
        onInput={(event) => {
          words.value = event.currentTarget.value;
        }}
      />
      <Button type="submit">{texts.kickoff.ownSave}</Button>
    </form>
  );
}
